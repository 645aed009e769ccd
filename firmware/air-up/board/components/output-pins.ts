import five from 'johnny-five';
import type { Clock, Timer } from '../../../../host/base/index.js';
import { LEASE_MS, type Outputs } from '../../cycle/index.js';
import type { PinName } from '../pins/boards.js';
import type { PinMap } from '../pins/pin-schema.js';

/** Interval at which the whole state is sent again, ms: a LOW that was lost on the way must not stay lost. */
const REPEAT_MS = 1000;

/**
 * Why nothing may go HIGH: the stop button is down, the signal has aborted, the board has no leases and is unattended,
 * a lease has tripped, the board is lost or is being closed.
 */
export type InhibitReason = 'stop' | 'aborted' | 'unguarded' | 'tripped' | 'lost' | 'closing';

/** One output: a MOSFET or relay that lets current through on HIGH. */
interface Driven {
  readonly relay: five.Relay;
  /** The level that was sent last. */
  isOn: boolean;
}

/**
 * Valves and pump. Outputs that go LOW are written before any that go HIGH, and all go LOW if nothing renews them
 * within {@link LEASE_MS}: outputs are a lease on the host's side already.
 */
export class OutputPins {
  readonly #driven = new Map<PinName, Driven>();
  readonly #pins: PinMap;
  #repeatedAtMs = Number.NEGATIVE_INFINITY;
  #lease: Timer | undefined;
  /** While this is not empty, every output is LOW, whatever is requested. */
  readonly #inhibitedBy = new Set<InhibitReason>();

  constructor(
    pins: PinMap,
    board: five.Board,
    private readonly clock: Clock,
  ) {
    this.#pins = pins;
    const { outlets, pump } = pins;
    for (const pin of [...outlets.flatMap(({ fill, vent }) => [fill, vent]), pump.relay]) {
      // A new Relay writes nothing (SOURCES.md#johnny-five): the caller has written LOW, and so does allLow() below.
      if (pin !== undefined) this.#driven.set(pin, { relay: new five.Relay({ pin, board }), isOn: false });
    }
    this.allLow();
  }

  /** Sets the requested outputs. @throws RangeError for an output that is not wired, or air in and out at once */
  write(outputs: Outputs): void {
    const on = this.#wanted(outputs);
    const isDue = this.clock.now() - this.#repeatedAtMs >= REPEAT_MS;
    this.#set(this.#inhibitedBy.size > 0 ? new Set() : on, isDue);
    this.#lease?.cancel();
    this.#lease = undefined;
    if (this.#anyOn) this.#lease = this.clock.after(LEASE_MS, () => this.allLow());
  }

  /** Writes every output LOW, also those that should be LOW already. */
  allLow(): void {
    this.#lease?.cancel();
    this.#lease = undefined;
    this.#set(new Set(), true);
  }

  /** From now on nothing goes HIGH; every HIGH output goes LOW immediately. */
  inhibit(reason: InhibitReason): void {
    this.#inhibitedBy.add(reason);
    this.allLow();
  }

  allow(reason: InhibitReason): void {
    this.#inhibitedBy.delete(reason);
  }

  get #anyOn(): boolean {
    return [...this.#driven.values()].some(({ isOn }) => isOn);
  }

  #wanted({ pump, outlets }: Outputs): ReadonlySet<PinName> {
    const on = new Set<PinName>();
    if (pump && this.#pins.pump.relay !== undefined) on.add(this.#pins.pump.relay);
    for (const [index, { fill, vent }] of outlets.entries()) {
      const wired = this.#pins.outlets[index];
      if (fill && vent) throw new RangeError(`outlet ${index}: air in and out at the same time`);
      if ((fill && !wired) || (vent && wired?.vent === undefined))
        throw new RangeError(`outlet ${index}: ${fill ? 'fill' : 'vent'} valve is not wired`);
      if (fill && wired) on.add(wired.fill);
      if (vent && wired?.vent !== undefined) on.add(wired.vent);
    }
    return on;
  }

  #set(on: ReadonlySet<PinName>, all: boolean): void {
    if (all) this.#repeatedAtMs = this.clock.now();
    for (const [pin, driven] of this.#driven) {
      if (on.has(pin) || (!driven.isOn && !all)) continue;
      driven.relay.open(); // no current: LOW
      driven.isOn = false;
    }
    for (const [pin, driven] of this.#driven) {
      if (!on.has(pin) || (driven.isOn && !all)) continue;
      driven.relay.close();
      driven.isOn = true;
    }
  }
}
