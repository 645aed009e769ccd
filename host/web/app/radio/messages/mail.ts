import { type Signal, signal } from '@preact/signals';
import type { Clock } from '../../../../base/index.js';
import { ownPacket } from '../../../../packet/aprs/index.js';
import {
  Acknowledger,
  Deliveries,
  type KeptMessage,
  type KeptMessages,
  type KissSender,
} from '../../../../packet/aprs/messages/index.js';
import { type Heard, spoken } from '../../../../packet/aprs/receive/index.js';
import { type CallSign, parseCallSign, requireOwnCallSign } from '../../../../packet/index.js';
import { words } from '../../shell/words.js';

/** As `onair aprs chat` by default: four tries, the second after half a minute. */
const SENDING = { tries: 4, retryAfter: 30 } as const;

interface Session {
  readonly call: CallSign;
  readonly answers: Acknowledger;
  readonly deliveries: Deliveries;
  readonly over: AbortController;
}

/** Messages to and from the own call sign: what is kept, and what is sent and acknowledged once it is switched on. */
export class Mail {
  readonly list: Signal<readonly KeptMessage[]> = signal([]);
  /** The call sign under which it transmits; undefined while it is off. */
  readonly call: Signal<CallSign | undefined> = signal(undefined);
  /** What has happened last, for people. */
  readonly news: Signal<string> = signal('');
  #kept: KeptMessages;
  #session: Session | undefined;
  #link: KissSender | undefined;

  constructor(
    private readonly clock: Clock,
    kept: KeptMessages,
  ) {
    this.#kept = kept;
    this.#refresh();
  }

  /** Takes other messages, those of real stations or of simulated ones. It is off then. */
  take(kept: KeptMessages): void {
    this.close();
    this.#kept = kept;
    this.#refresh();
  }

  /** The clear act: from now on messages to this call sign are acknowledged. @throws OnairError no-callsign */
  open(text: string): void {
    const call = requireOwnCallSign(text);
    this.close();
    const over = new AbortController();
    const packet = (info: string): Uint8Array => ownPacket(call, info).bytes;
    const { messages } = words.value;
    const answers = new Acknowledger(
      this.clock,
      {
        acknowledged: () => {},
        failed: (to, number, why) => {
          this.news.value = messages.notAcknowledged(to, number, why);
        },
      },
      packet,
      call,
      this.#kept,
    );
    const deliveries = new Deliveries(
      call,
      { ...SENDING, packet },
      { clock: this.clock, signal: over.signal },
      this.#kept,
      {
        tried: ({ to }, attempt, problem) => {
          this.news.value =
            problem === undefined ? messages.attempt(to, attempt) : messages.problem(to, problem);
          this.#refresh();
        },
        ended: () => {
          this.news.value = '';
          this.#refresh();
        },
      },
    );
    this.#session = { call, answers, deliveries, over };
    this.call.value = call;
    this.use(this.#link);
  }

  /** Nothing more is transmitted; what is on its way keeps its number for half an hour. */
  close(): void {
    this.#session?.over.abort();
    this.#session = undefined;
    this.call.value = undefined;
    this.news.value = '';
  }

  /** The link to a TNC in KISS, undefined while there is none: what is to be sent waits. */
  use(link: KissSender | undefined): void {
    this.#link = link;
    this.#session?.answers.use(link);
    this.#session?.deliveries.use(link);
  }

  /** @throws OnairError bad-value (call sign, text, too many), no-callsign while it is off */
  send(to: string, text: string): void {
    const session = this.#session;
    if (!session) throw new Error('messages are off');
    session.deliveries.add(parseCallSign(to), text);
  }

  heard(heard: Heard, time: Date): void {
    if (!this.#session) return;
    const { from, report } = spoken(heard);
    this.#session.deliveries.heard(from, report);
    this.#session.answers.consider(heard, time);
    this.#refresh();
  }

  /** Until everything that was written has its answer, or none. */
  async settled(): Promise<void> {
    await this.#session?.deliveries.settled();
  }

  #refresh(): void {
    this.list.value = this.#kept.list;
  }
}
