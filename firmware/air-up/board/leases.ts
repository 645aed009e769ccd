import type { Clock } from '../../../host/clock.js';
import type { Job } from '../cycle/job.js';
import { pinNumber } from './boards.js';
import { LeaseDialogue } from './lease-agreement.js';
import { leaseQuestions, type ResetCause, readLeaseMessage, type Trip } from './lease-messages.js';
import { leaseTerms } from './lease-terms.js';
import { usedPins } from './pin-rules.js';
import type { PinMap } from './pin-schema.js';
import type { FirmataTransport } from './transport.js';

/** Name by which firmware/failsafe says that its outputs can be leases. */
export const FAILSAFE_NAME = 'onair-failsafe';

/** Renewed at most so often, ms. */
const RENEW_MS = 100;

export interface LeaseSetup {
  readonly transport: FirmataTransport;
  readonly pins: PinMap;
  readonly job: Job | undefined;
  readonly portName: string;
  readonly clock: Clock;
  /** A pin let go by itself; `title` is that of the pin map. */
  readonly onTrip: (title: string, trip: Trip) => void;
}

/**
 * Leases on a board with the fail-safe sketch: a valve stays open only while somebody renews, and the board itself shuts
 * it when the host, the cable, the sensor or the cycle dies.
 */
export class Leases {
  #renewedAtMs = Number.NEGATIVE_INFINITY;
  readonly #titles: ReadonlyMap<number, string>;

  private constructor(
    private readonly setup: LeaseSetup,
    /** Why the board began anew last. */
    readonly resetCauses: readonly ResetCause[],
  ) {
    const { pins } = setup;
    this.#titles = new Map(usedPins(pins).map(({ pin, title }) => [pinNumber(pin, pins.model), title]));
  }

  /**
   * Agrees on a lease for every pin that moves air, and holds the board's own sum against it.
   * @throws OnairError device-refused when the board takes other terms, or none
   */
  static async agree(setup: LeaseSetup): Promise<Leases> {
    const { transport, pins, job, portName, clock } = setup;
    const dialogue = new LeaseDialogue(transport, portName, clock);
    await dialogue.agree(leaseTerms(pins, job));
    const leases = new Leases(setup, (await dialogue.resetCause())?.causes ?? []);
    transport.on('data', (message: Buffer) => leases.#hear(message));
    // A trip between the agreement and here would have gone unheard.
    for (const { terms, trip } of await dialogue.states())
      if (trip !== 'none') leases.#tripped(terms.pin, trip);
    leases.renew();
    return leases;
  }

  /** The cycle lives and its readings are fresh: the board may hold what it holds. */
  renew(): void {
    const { transport, clock } = this.setup;
    if (clock.now() - this.#renewedAtMs < RENEW_MS) return;
    this.#renewedAtMs = clock.now();
    transport.write(leaseQuestions.renew());
  }

  #hear(bytes: Buffer): void {
    const message = readLeaseMessage(bytes);
    if (message?.kind === 'tripped') this.#tripped(message.pin, message.trip);
  }

  #tripped(pin: number, trip: Trip): void {
    this.setup.onTrip(this.#titles.get(pin) ?? `pin ${pin}`, trip);
  }
}
