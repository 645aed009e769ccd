import type { Clock } from '../../../../host/base/index.js';
import type { Job } from '../../cycle/index.js';
import type { FirmataTransport } from '../firmata/transport.js';
import { pinNumber } from '../pins/boards.js';
import { usedPins } from '../pins/pin-rules.js';
import type { PinMap } from '../pins/pin-schema.js';
import { LeaseDialogue } from './lease-agreement.js';
import { leaseTerms } from './lease-terms.js';
import {
  leaseQuestions,
  type ResetCause,
  readLeaseMessage,
  type TripReason,
} from './messages/lease-messages.js';
import { missingOn } from './messages/lease-version.js';

/** Firmware name by which firmware/failsafe shows that its outputs can be leases. */
export const FAILSAFE_NAME = 'onair-failsafe';

/** Minimum time between two renewals, ms. */
const RENEW_MS = 100;

/** A lease that has tripped, with the title of its pin in the pin map. */
export interface Tripped {
  readonly title: string;
  readonly trip: TripReason;
}

/** What putting the outputs of a board under leases takes. */
export interface LeaseSetup {
  readonly transport: FirmataTransport;
  readonly pins: PinMap;
  /** Jobs that move air. */
  readonly jobs: readonly Job[];
  readonly portName: string;
  readonly clock: Clock;
  /** The agreement ends when it aborts, with its reason. */
  readonly signal: AbortSignal;
  /** Called when a lease has tripped, with the pin's title from the pin map. */
  readonly onTrip: (title: string, trip: TripReason) => void;
}

/**
 * Leases on a board with the fail-safe sketch: a valve stays open only while its lease is renewed, and the board itself
 * shuts it when the host, the cable, the sensor or the cycle fails.
 */
export class Leases {
  #renewedAtMs = Number.NEGATIVE_INFINITY;
  readonly #titles: ReadonlyMap<number, string>;

  private constructor(
    private readonly setup: LeaseSetup,
    private readonly dialogue: LeaseDialogue,
    /** Why the board restarted last. */
    readonly resetCauses: readonly ResetCause[],
    /** What a board with an older sketch does not do, in words that follow "it". */
    readonly missing: readonly string[],
  ) {
    const { pins } = setup;
    this.#titles = new Map(
      usedPins(pins).map(({ pin, title }) => [pinNumber(pin, pins.model), `${title} (pin ${pin})`]),
    );
  }

  /**
   * Agrees on a lease for every pin that moves air, and compares the board's checksum.
   * @throws OnairError device-refused if the board takes other terms, or none
   */
  static async agree(setup: LeaseSetup): Promise<Leases> {
    const { transport, pins, jobs, portName, clock, signal } = setup;
    const dialogue = new LeaseDialogue(transport, portName, clock, signal);
    const cause = await dialogue.resetCause(); // before the agreement: from then on its silence counts
    const about = await dialogue.agree(leaseTerms(pins, jobs));
    const leases = new Leases(setup, dialogue, cause?.causes ?? [], missingOn(about));
    transport.on('data', (message: Buffer) => leases.#onData(message));
    // A trip between the agreement and here would have been missed.
    for (const { terms, trip } of await dialogue.states())
      if (trip !== 'none') leases.#tripped(terms.pin, trip);
    leases.renew();
    return leases;
  }

  /** The cycle is alive and its readings are fresh: renews all leases. */
  renew(): void {
    const { transport, clock } = this.setup;
    if (clock.now() - this.#renewedAtMs < RENEW_MS) return;
    this.#renewedAtMs = clock.now();
    transport.write(leaseQuestions.renew());
  }

  /** Clears the trips of all pins; each stays at its safe level. */
  clear(): void {
    const { transport, pins, jobs } = this.setup;
    for (const { pin } of leaseTerms(pins, jobs)) transport.write(leaseQuestions.clear(pin));
    this.#renewedAtMs = Number.NEGATIVE_INFINITY;
    this.renew();
  }

  /**
   * Clears what tripped by silence, after a stall of the link. What tripped for another reason stays tripped.
   * @returns whether all leases are in force again, or the one that is not
   */
  async recover(): Promise<'in force' | 'no answer' | Tripped> {
    const before = await this.dialogue.answeredStates();
    const other = before?.find(({ trip }) => trip !== 'none' && trip !== 'silence');
    if (other) return this.#titled(other.terms.pin, other.trip);
    for (const { terms, trip } of before ?? [])
      if (trip === 'silence') this.setup.transport.write(leaseQuestions.clear(terms.pin));
    const after = before && (await this.dialogue.answeredStates());
    if (!after) return 'no answer';
    const still = after.find(({ trip }) => trip !== 'none');
    if (still) return this.#titled(still.terms.pin, still.trip);
    // On such a link a part of an answer may be lost: a lease that is not listed is not in force.
    const { pins, jobs } = this.setup;
    const isListed = ({ pin }: { readonly pin: number }): boolean =>
      after.some(({ terms }) => terms.pin === pin);
    return leaseTerms(pins, jobs).every(isListed) ? 'in force' : 'no answer';
  }

  #titled(pin: number, trip: TripReason): Tripped {
    return { title: this.#titles.get(pin) ?? `pin ${pin}`, trip };
  }

  #onData(bytes: Buffer): void {
    const message = readLeaseMessage(bytes);
    if (message?.kind === 'tripped') this.#tripped(message.pin, message.trip);
  }

  #tripped(pin: number, trip: TripReason): void {
    const { title } = this.#titled(pin, trip);
    this.setup.onTrip(title, trip);
  }
}
