import { BOARD, CHANNELS } from '../../../failsafe/board/board-under-test.js';
import { lease } from '../../../failsafe/messages/wire-format.js';
import type { Dice } from './dice.js';
import { BYTE_MS, FuzzedBoard } from './fuzzed-board.js';
import { GuardedValve } from './guarded-valve.js';
import { ModelParser } from './model/parser.js';
import { SOURCE_NAMES, Stream } from './streams.js';
import { count, nameOf, type Tally } from './tally.js';

const START_MS = 15;
const VERSION_QUERY = 0xf9;
const IS_MEGA = BOARD.name === 'mega';
/**
 * A board that sent no whole message for this time has finished all work, ms: its longest message takes 23 ms, the
 * Mega's capabilities are about 1,000 bytes at 5.76 bytes a ms.
 */
const QUIET_MS = IS_MEGA ? 250 : 100;
/** A pin that was at its safe level for this time has rested, ms. */
const REST_MS = 1005;
/** 64 bytes of its buffer are 21 queries at most, each for 16 leases of 19 bytes; on the Mega for its capabilities. */
const BACKLOG_MS = (IS_MEGA ? 21 * 180 : 1200) + QUIET_MS;
const ANSWER_MS = 25;
const STEP_MS = 0.5;
const ROUND_BYTES = 900;
const RENEW = 0x02;
/** The two after it are I2C's, whose messages address them without their numbers. */
const LAST_PLAIN_PIN = 17;
const REMEMBERED_STEPS = 12;

const text = (bytes: readonly number[]): string => Buffer.from(bytes).toString('hex');

/**
 * More than the board can process, so that what it received is unknown: bytes are lost in the middle of messages. What
 * must hold anyway is kept out of the stream byte by byte, so that no loss can make it.
 */
export class FloodEpisode {
  readonly #board = new FuzzedBoard();
  /** Pins that no message addresses. */
  readonly #untouched: readonly number[];
  readonly #parser = new ModelParser();
  readonly #steps: string[] = [];
  #valve: GuardedValve | undefined;
  /** When each pin changed last: before that it may have been active. */
  readonly #changedAtMs = new Map<number, number>();

  constructor(
    private readonly dice: Dice,
    private readonly tally: Tally,
  ) {
    this.#untouched = dice.ints(dice.int(0, 5), 2, LAST_PLAIN_PIN);
    this.#board.onChange = (change) => {
      if (this.#untouched.includes(change.pin)) {
        throw new Error(`pin ${change.pin}, which nobody addressed, is ${change.state} at ${change.atMs} ms`);
      }
      this.#changedAtMs.set(change.pin, change.atMs);
      if (change.pin === this.#valve?.pin) this.#valve.note(change);
    };
  }

  /** @throws Error for a promise that was broken */
  play(bytes: number): void {
    const end = this.tally.bytes + bytes;
    try {
      this.#board.uno.run(START_MS);
      while (this.tally.bytes < end) this.#round(Math.min(ROUND_BYTES, end - this.tally.bytes));
    } catch (error) {
      throw new Error(`${(error as Error).message}\nafter\n${this.#steps.join('\n')}`, { cause: error });
    } finally {
      this.tally.boardMs += this.#board.nowMs;
    }
  }

  #note(step: string): void {
    this.#steps.push(`${this.#board.nowMs.toFixed(2)} ${step}`);
    if (this.#steps.length > REMEMBERED_STEPS) this.#steps.shift();
  }

  /** Opens a valve, sends the flood, and checks that the valve kept its terms. */
  #round(bytes: number): void {
    const { dice } = this;
    this.#open();
    const renews = dice.chance(0.5);
    if (this.#valve && renews) this.#valve.renewedAt = undefined;
    const stream = new Stream(dice, dice.pick(SOURCE_NAMES), (byte) => this.#filtered(byte, renews));
    const end = this.tally.bytes + bytes;
    while (this.tally.bytes < end) this.#act(stream, end - this.tally.bytes);
    this.#comeToRest();
    this.#mustAnswer();
    this.#endOfLease();
    this.#mustKnowIt();
    if (dice.chance(0.2)) {
      this.#note('power cycle');
      this.#valve = undefined; // what is kept stands, and it may be anything
      this.tally.restarts += 1;
      this.#board.powerCycle();
      this.#run(START_MS);
    }
  }

  /** Leases a pin and opens it. Where the leases of the last flood make that impossible, nothing is guarded. */
  #open(): void {
    this.#valve = undefined;
    const valve = new GuardedValve(this.dice, this.#board);
    if (this.#untouched.includes(valve.pin)) return;
    this.#read(valve.terms.watch?.channel ?? 0, 500);
    this.#note(`open ${JSON.stringify(valve.terms)}`);
    this.#board.listen();
    this.#board.uno.hostSend([0xf7, ...lease.clear(valve.pin)]);
    // The time active of its last lease goes on until it has rested.
    const restedAtMs = (this.#changedAtMs.get(valve.pin) ?? 0) + REST_MS;
    this.#run(Math.max(60, restedAtMs - this.#board.nowMs));
    this.#valve = valve;
    const opening = valve.opening;
    this.#board.uno.hostSend(opening);
    this.#run(opening.length * BYTE_MS);
    valve.renewedAt = this.#board.nowMs;
    this.#run(5);
    const configured = text(lease.state(valve.terms, 0, 0));
    this.#run(30);
    if (!this.#board.listen().answers.some((answer) => text(answer) === configured)) this.#valve = undefined;
    else if (!valve.isActive(this.#board.uno.pin(valve.pin)))
      throw new Error(`pin ${valve.pin} does not open`);
  }

  /** Left out is every byte that a message to an untouched pin or a change of terms needs. */
  #filtered(byte: number, renews: boolean): number | undefined {
    const guarded = this.#valve ? [...this.#untouched, this.#valve.pin] : this.#untouched;
    if (byte < 0x80)
      return guarded.includes(byte) || (byte === RENEW && !renews && this.#valve) ? undefined : byte;
    const isTheirs = this.#untouched.some((pin) => byte === (0x90 | (pin >> 3)) || byte === (0xe0 | pin));
    return isTheirs ? undefined : byte;
  }

  #act(stream: Stream, most: number): void {
    const { dice } = this;
    if (dice.chance(0.7)) this.#flood(stream.take(Math.min(most, dice.int(1, 300))));
    else if (dice.chance(0.6)) this.#run(dice.int(1, 100));
    else if (dice.chance(0.9)) this.#read(dice.pick(CHANNELS), dice.int(0, 1023));
    else this.#restart();
  }

  #flood(bytes: readonly number[]): void {
    const isPaced = this.dice.chance(0.3);
    this.#note(`${isPaced ? 'say' : 'flood'} ${text(bytes)}`);
    this.tally.bytes += bytes.length;
    for (const byte of bytes) {
      const heard = this.#parser.take(byte);
      if (heard) count(this.tally.messages, nameOf(heard));
      this.#board.uno.hostSend([byte]);
      if (isPaced) this.#run(BYTE_MS + this.dice.int(0, 2));
    }
    // In some cases the rest of a message meets the next one.
    while (this.#board.uno.hostQueue > 20) this.#run(STEP_MS);
  }

  #run(ms: number): void {
    for (let left = ms; left > 0; left -= STEP_MS) {
      this.#board.uno.run(Math.min(STEP_MS, left));
      this.#valve?.check();
    }
    if (this.#board.uno.resets.watchdog !== this.#board.hangs)
      throw new Error('the watchdog had to reset it');
    this.#board.changes = [];
  }

  #read(channel: number, reading: number): void {
    this.#note(`channel ${channel} reads ${reading}`);
    this.#board.readings[channel] = reading;
    this.#valve?.read(channel, reading);
  }

  #restart(): void {
    const how = this.dice.pick(['reset', 'hang', 'hang without interrupts'] as const);
    this.#note(how);
    this.tally.restarts += 1;
    if (how === 'reset') this.#board.reset();
    else this.#board.hang(how !== 'hang');
    this.#valve?.restarted();
    this.#run(START_MS);
  }

  /** Everything that was sent has been executed, or lost. */
  #comeToRest(): void {
    const from = this.#board.nowMs;
    while (this.#board.uno.hostQueue > 0) this.#run(STEP_MS);
    const end = this.#board.nowMs + BACKLOG_MS;
    let saidAt = this.#board.nowMs;
    while (this.#board.nowMs < saidAt + QUIET_MS) {
      this.#run(STEP_MS);
      const { answers, trips } = this.#board.listen();
      if (answers.length > 0 || trips.length > 0) saidAt = this.#board.nowMs;
      if (this.#board.nowMs > end) throw new Error('it never comes to rest');
    }
    this.tally.longestBacklogMs = Math.max(this.tally.longestBacklogMs, saidAt - from);
    if (this.#valve) this.#valve.renewedAt ??= this.#board.nowMs;
  }

  #mustAnswer(): void {
    const from = this.#board.nowMs;
    this.#note('version?');
    this.#board.uno.hostSend([VERSION_QUERY]);
    while (!this.#board.listen().answers.some(([first]) => first === VERSION_QUERY)) {
      this.#run(STEP_MS);
      if (this.#board.nowMs > from + ANSWER_MS) throw new Error('it does not answer');
    }
    this.tally.slowestAnswerMs = Math.max(this.tally.slowestAnswerMs, this.#board.nowMs - from);
  }

  /** No more renewals: it trips, if it has not. */
  #endOfLease(): void {
    while (this.#valve && !this.#valve.hasTripped) this.#run(STEP_MS);
  }

  /** The lease has its terms, and has tripped. */
  #mustKnowIt(): void {
    if (!this.#valve) return;
    this.#comeToRest();
    this.#board.uno.hostSend(lease.query);
    this.#run(QUIET_MS);
    const terms = text(lease.state(this.#valve.terms, 0, 0)).slice(0, -4);
    const reported = this.#board.listen().answers.find((answer) => text(answer).startsWith(terms));
    const reason = reported?.at(-2);
    if (!reason)
      throw new Error(`the lease of pin ${this.#valve.pin} ${reported ? 'has not tripped' : 'is lost'}`);
    count(this.tally.trips, reason);
  }
}
