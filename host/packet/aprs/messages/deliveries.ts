import { type Clock, messageOf, OnairError, stopReason } from '../../../base/index.js';
import type { CallSign } from '../../callsign.js';
import { encodeMessage } from '../encode.js';
import type { AprsReport } from '../report.js';
import { type DeliveryEnd, deliver } from '../send/deliver.js';
import type { KeptMessages } from './kept-messages.js';

/** Takes KISS bytes to a TNC, while one is there. */
export interface KissSender {
  send(bytes: Uint8Array): Promise<void>;
}

/** How a message goes out, and how patiently. */
export interface SendOptions {
  /** A frame with this information text, as KISS bytes. */
  readonly packet: (info: string) => Uint8Array;
  /** How often a message is sent at most. */
  readonly tries: number;
  /** Seconds to the second try; doubles with each. */
  readonly retryAfter: number;
}

/** A message of ours on its way. */
export interface Outgoing {
  readonly from: CallSign;
  readonly to: CallSign;
  readonly text: string;
  readonly id: string;
}

/** Hears of each try of a message, and of its end. */
export interface DeliveryEvents {
  /** `problem`: it could not be handed to the TNC, and is tried again. */
  tried(message: Outgoing, attempt: number, problem?: string): void;
  ended(message: Outgoing, end: DeliveryEnd): void;
}

/**
 * Messages to one station that may wait for those before them: more is a paste by mistake, and a burden to the channel.
 */
const MOST_WAITING = 5;

/** Several messages on their way at once: to one station one after the other, as each is acknowledged by itself. */
export class Deliveries {
  #link: KissSender | undefined;
  #waiting: (() => void)[] = [];
  readonly #listeners = new Set<(from: string, report: AprsReport) => void>();
  readonly #queues = new Map<CallSign, { readonly last: Promise<void>; readonly length: number }>();
  #failed = 0;
  #open = 0;

  constructor(
    private readonly from: CallSign,
    private readonly options: SendOptions,
    private readonly world: { readonly clock: Clock; readonly signal: AbortSignal },
    private readonly kept: KeptMessages,
    private readonly events: DeliveryEvents,
  ) {}

  /** Number of messages that were rejected, or not acknowledged after all tries. */
  get failed(): number {
    return this.#failed;
  }

  /** Number of messages that are on their way, or wait. */
  get open(): number {
    return this.#open;
  }

  /** Packets go out on this link from now on; while it is undefined they wait. */
  use(link: KissSender | undefined): void {
    this.#link = link;
    if (!link) return;
    for (const goOn of this.#waiting.splice(0)) goOn();
  }

  /** Sends a message as soon as it is its turn. @throws OnairError bad-value; then it is not sent */
  add(to: CallSign, text: string): void {
    const { last, length } = this.#queues.get(to) ?? { last: Promise.resolve(), length: 0 };
    if (to === this.from)
      throw new OnairError('bad-value', { message: 'that is you', hint: 'write to another station' });
    if (length >= MOST_WAITING) {
      throw new OnairError('bad-value', {
        message: `${length} messages to ${to} are on their way`,
        hint: 'wait until it has them',
      });
    }
    encodeMessage(to, text); // refused now, not when it is its turn
    this.#open++;
    const turn = last.then(() => this.#deliver(to, text));
    this.#queues.set(to, { last: turn, length: length + 1 });
  }

  /** A packet off the air may be an answer. */
  heard(from: string, report: AprsReport): void {
    for (const listener of this.#listeners) listener(from, report);
  }

  /** Until everything that was added has ended. */
  async settled(): Promise<void> {
    await Promise.all([...this.#queues.values()].map(({ last }) => last));
  }

  async #deliver(to: CallSign, text: string): Promise<void> {
    const { from, options, world, kept, events } = this;
    if (world.signal.aborted) return;
    const id = kept.sent({ from, to, text }, new Date());
    const message: Outgoing = { from, to, text, id };
    const bytes = options.packet(encodeMessage(to, text, id));
    let listener: ((from: string, report: AprsReport) => void) | undefined;
    try {
      const end = await deliver(
        { from, to, id, tries: options.tries, firstWaitMs: options.retryAfter * 1000 },
        {
          ...world,
          send: async (attempt) => events.tried(message, attempt, await this.#send(bytes)),
          onPacket: (onReport) => {
            listener = onReport;
            this.#listeners.add(onReport);
          },
        },
      );
      if (end.kind !== 'unanswered') kept.answered(to, id, end.kind);
      if (end.kind !== 'acknowledged') this.#failed++;
      this.#open--;
      events.ended(message, end);
    } catch (error) {
      if (!world.signal.aborted) throw error;
    } finally {
      if (listener) this.#listeners.delete(listener);
      const queue = this.#queues.get(to);
      if (queue) this.#queues.set(to, { ...queue, length: queue.length - 1 });
    }
  }

  /** @returns what went wrong: the radio may come back before the next try */
  async #send(bytes: Uint8Array): Promise<string | undefined> {
    const { signal } = this.world;
    while (!this.#link) {
      await new Promise<void>((goOn) => {
        this.#waiting.push(goOn);
        signal.addEventListener('abort', () => goOn(), { once: true });
      });
      if (signal.aborted) throw stopReason(signal);
    }
    return this.#link.send(bytes).then(() => undefined, messageOf);
  }
}
