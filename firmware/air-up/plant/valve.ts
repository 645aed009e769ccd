import { type Conductance, FlowPath } from './flow.js';

/** A normally closed solenoid valve. */
export interface ValveSetup {
  readonly conductance: Conductance;
  /** From the command to open until air flows. */
  readonly openDeadS: number;
  /** From the command to close until it stops. */
  readonly closeDeadS: number;
}

/** A valve that follows its command late; a command taken back in time moves nothing. */
export class Valve {
  readonly path: FlowPath;
  #open = false;
  #wanted = false;
  #waitS = Number.POSITIVE_INFINITY;
  /** A fault that holds it. */
  stuck: 'open' | 'shut' | undefined;

  constructor(private readonly setup: ValveSetup) {
    this.path = new FlowPath(setup.conductance);
  }

  get isOpen(): boolean {
    return this.stuck === undefined ? this.#open : this.stuck === 'open';
  }

  /** Seconds until it moves; endless when it need not. */
  get waitS(): number {
    return this.#waitS;
  }

  /** The command to the coil. */
  command(open: boolean): void {
    if (open === this.#wanted) return;
    this.#wanted = open;
    this.#waitS = open ? this.setup.openDeadS : this.setup.closeDeadS;
  }

  /** Time passes, at most {@link waitS}. @returns whether it moved */
  advance(seconds: number): boolean {
    this.#waitS -= seconds;
    if (this.#waitS > 1e-9) return false;
    this.#waitS = Number.POSITIVE_INFINITY;
    this.#open = this.#wanted;
    return true;
  }
}
