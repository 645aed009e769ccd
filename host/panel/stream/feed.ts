import { type Clock, type Timer, visibleJson } from '../../base/index.js';
import { Ring } from './ring.js';
import { frameText } from './sse.js';

/** Minimum time between two states, ms: digits that change faster can't be read, and phones have limited power. */
const STATE_MS = 250;
/** Time after which the state is sent again without a change, so that a phone knows that it is connected, ms. */
const REPEAT_MS = 1000;
/** Points of the plot: more per second while a job runs; of the last ten minutes. */
const KEPT_EVENTS = 1500;

/** A subscriber: receives the stream as text. */
export type Sink = (text: string) => void;

/** What a stream of states is fed from. */
export interface FeedSetup {
  readonly clock: Clock;
  /** Identifies this run of the server: event numbers of another run mean nothing here. */
  readonly run: string;
  /** The newest state, as JSON. */
  readonly state: () => string;
}

/**
 * One stream for all phones. Events and samples are numbered and can be requested again after a pause; only the latest
 * state counts, so states have no number.
 */
export class Feed {
  readonly #sinks = new Set<Sink>();
  readonly #kept = new Ring<{ readonly number: number; readonly text: string }>(KEPT_EVENTS);
  #number = 0;
  #sentAtMs = Number.NEGATIVE_INFINITY;
  #timer: Timer | undefined;

  constructor(private readonly setup: FeedSetup) {}

  get listeners(): number {
    return this.#sinks.size;
  }

  /** Signals new data. */
  changed(atOnce: boolean): void {
    const sinceMs = this.setup.clock.now() - this.#sentAtMs;
    if (atOnce || sinceMs >= STATE_MS) this.#send();
    else this.#plan(STATE_MS - sinceMs);
  }

  /** An event that every client must receive. */
  publish(event: string, data: unknown): void {
    const number = ++this.#number;
    const text = frameText({ id: `${this.setup.run}-${number}`, event, data: visibleJson(data) });
    this.#kept.add({ number, text });
    for (const sink of this.#sinks) sink(text);
  }

  /**
   * From now on sends everything to the sink, starting with what it has missed.
   * @param lastId last event that it received, if any
   * @returns function that ends it
   */
  subscribe(sink: Sink, lastId: string | undefined): () => void {
    const after = this.#after(lastId);
    if (after === 'unknown') sink(frameText({ event: 'missed', data: '{}' }));
    else for (const { number, text } of this.#kept.all()) if (number > after) sink(text);
    // From here on numbers continue: a client that disconnects before the next event misses nothing either.
    sink(frameText({ id: `${this.setup.run}-${this.#number}`, event: 'state', data: this.setup.state() }));
    this.#sinks.add(sink);
    if (!this.#timer) this.#plan(REPEAT_MS);
    return () => {
      this.#sinks.delete(sink);
      if (this.#sinks.size === 0) this.close();
    };
  }

  close(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** The number after which a client needs events; without a last one it has missed nothing. */
  #after(lastId: string | undefined): number | 'unknown' {
    if (lastId === undefined) return this.#number;
    const [, run, digits] = /^([\w]+)-(\d{1,12})$/.exec(lastId) ?? [];
    const number = Number(digits);
    const oldest = this.#kept.all()[0]?.number ?? this.#number + 1;
    const isKnown = run === this.setup.run && number <= this.#number && number >= oldest - 1;
    return isKnown ? number : 'unknown';
  }

  #send(): void {
    this.#sentAtMs = this.setup.clock.now();
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#sinks.size === 0) return;
    const text = frameText({ event: 'state', data: this.setup.state() });
    for (const sink of this.#sinks) sink(text);
    this.#plan(REPEAT_MS);
  }

  /** Schedules a send after this time at the latest; an earlier schedule stays. */
  #plan(delayMs: number): void {
    const dueMs = this.setup.clock.now() + delayMs;
    if (this.#timer && this.#dueMs <= dueMs) return;
    this.#timer?.cancel();
    this.#dueMs = dueMs;
    this.#timer = this.setup.clock.after(delayMs, () => {
      this.#timer = undefined;
      this.#send();
    });
  }

  #dueMs = 0;
}
