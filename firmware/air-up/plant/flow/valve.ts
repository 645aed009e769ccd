import { type Conductance, FlowPath } from './flow.js';

/** A normally closed solenoid valve. */
export interface ValveSetup {
  readonly conductance: Conductance;
  /** Delay from the command to open until air flows, s. */
  readonly openDeadS: number;
  /** Delay from the command to shut until it stops, s. */
  readonly closeDeadS: number;
}

/** A valve that follows its command after a delay; a command taken back within it moves nothing. */
export class Valve {
  readonly path: FlowPath;
  #open = false;
  #wanted = false;
  #waitS = Number.POSITIVE_INFINITY;
  /** A fault: it stays open or shut, whatever the command. */
  stuck: 'open' | 'shut' | undefined;

  constructor(private readonly setup: ValveSetup) {
    this.path = new FlowPath(setup.conductance);
  }

  get isOpen(): boolean {
    return this.stuck === undefined ? this.#open : this.stuck === 'open';
  }

  /** Time until it moves, s; infinite when it has no reason to. */
  get waitS(): number {
    return this.#waitS;
  }

  /** The command to the coil. */
  command(open: boolean): void {
    if (open === this.#wanted) return;
    this.#wanted = open;
    this.#waitS = open ? this.setup.openDeadS : this.setup.closeDeadS;
  }

  /** Lets time pass, at most {@link waitS}. @returns whether it moved */
  advance(seconds: number): boolean {
    this.#waitS -= seconds;
    if (this.#waitS > 1e-9) return false;
    this.#waitS = Number.POSITIVE_INFINITY;
    this.#open = this.#wanted;
    return true;
  }
}
