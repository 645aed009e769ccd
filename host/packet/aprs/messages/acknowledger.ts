import { type Clock, latin1Text, messageOf } from '../../../base/index.js';
import type { CallSign } from '../../callsign.js';
import { encodeAck } from '../encode.js';
import { type Heard, spoken } from '../receive/heard.js';
import type { KissSender } from './deliveries.js';
import type { KeptMessages } from './kept-messages.js';

/** What has become of an acknowledgement. */
export interface AnswerEvents {
  acknowledged(to: string, number: string): void;
  failed(to: string, number: string, why: string): void;
}

/** Copies of a message arrive through several digipeaters within seconds; one answer is enough for them. */
const SAME_MS = 10_000;

/** Maximum number of messages that are remembered. */
const MOST_REMEMBERED = 100;

/** Suffix of a message text: its number, and after a brace a reply-ack (APRS 1.1). */
const NUMBER = /\{([A-Za-z0-9]{1,5}(?:\}[A-Za-z0-9]{0,5})?)[\r\n\0 ]*$/;

/** Keeps messages that are for us, and acknowledges them; through a gateway too. */
export class Acknowledger {
  readonly #answeredAtMs = new Map<string, number>();
  #link: KissSender | undefined;
  #sending = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly events: AnswerEvents,
    /** A frame of ours with this information text, as KISS bytes. */
    private readonly packet: (info: string) => Uint8Array,
    private readonly call: CallSign,
    private readonly kept: KeptMessages,
    /** A message that was not here before. */
    private readonly onMessage: (from: string, text: string, time: Date) => void = () => {},
  ) {}

  /** Sets the link for answers, undefined while no TNC is in KISS; a new one gets the KISS parameters again. */
  use(link: KissSender | undefined, parameters?: Uint8Array): void {
    this.#link = link;
    if (parameters) link?.send(parameters).catch(() => {}); // the reader of the link reports a lost link
  }

  /** Until the acknowledgements so far are on their way, or have failed. */
  settled(): Promise<void> {
    return this.#sending;
  }

  /** Keeps the packet if it is a message to us, and acknowledges it if it asks for that. */
  consider(heard: Heard, time: Date): void {
    const { from, report } = spoken(heard);
    if (report.kind !== 'message' || report.to !== this.call || from === this.call) return;
    if (this.kept.received(from, report, time)) this.onMessage(from, report.text, time);
    const [, number] = NUMBER.exec(latin1Text(heard.frame.info)) ?? [];
    if (number === undefined) return;
    const key = `${from} ${number}`;
    const now = this.clock.now();
    if (now - (this.#answeredAtMs.get(key) ?? Number.NEGATIVE_INFINITY) < SAME_MS) return;
    this.#answeredAtMs.delete(key);
    this.#answeredAtMs.set(key, now);
    const [oldest] = this.#answeredAtMs.keys();
    if (this.#answeredAtMs.size > MOST_REMEMBERED && oldest !== undefined) this.#answeredAtMs.delete(oldest);
    const earlier = this.#sending;
    const sent = this.#acknowledge(from, number);
    this.#sending = earlier.then(() => sent);
  }

  async #acknowledge(to: string, number: string): Promise<void> {
    try {
      if (!this.#link) throw new Error('the radio is away');
      await this.#link.send(this.packet(encodeAck(to, number)));
      this.events.acknowledged(to, number);
    } catch (error) {
      this.events.failed(to, number, messageOf(error));
    }
  }
}
