import { CHANNELS } from '../../../failsafe/board/board-under-test.js';
import { lease, pinStateQuery } from '../../../failsafe/messages/wire-format.js';
import type { Dice } from './dice.js';
import { BYTE_MS, FuzzedBoard } from './fuzzed-board.js';
import { ModelBoard } from './model/board.js';
import { Uncertain } from './model/lease-book.js';
import { type Heard, ModelParser } from './model/parser.js';
import { type ModelPin, PIN_COUNT } from './model/pins.js';
import { SOURCE_NAMES, Stream } from './streams.js';
import { count, nameOf, type Tally } from './tally.js';

/** Time until a board has driven its pins and receives after a reset, ms. */
const START_MS = 15;
/** Maximum duration of a pass of the sketch's loop(), in which it executes one message, ms. */
const TURN_MS = 1.3;
/** Maximum time until a full transmit buffer is empty, ms. */
const FULL_BUFFER_MS = 12;
/** Maximum time to report a trip or an error on the bus, ms. */
const REPORT_MS = 15;
/** Time to write the terms of all leases to EEPROM, ms: 3.4 ms per byte. */
const WRITTEN_MS = 1000;
/** Maximum bytes sent at once; the receive buffer of the board holds 63. */
const LONGEST_CHUNK = 48;
/** A chunk is sent only when no lease may end within this time, ms. */
const CHUNK_MS = 60;
/** Maximum rate of analog reports that leaves room for other messages, bytes per ms. */
const LIGHT_LOAD = 3;
/** Highest pin that the test drives: driving SDA or SCL would delay the board, which is part of the floods. */
const LAST_DRIVEN = 17;
const REMEMBERED_STEPS = 12;
const CAUSE = { external: 2, watchdog: 8 } as const;

const text = (bytes: readonly number[]): string => Buffer.from(bytes).toString('hex');

const isI2c = ({ command, data: [id] }: Heard): boolean => command === 0xf0 && id === 0x76;

/**
 * One board and its model get the same messages at a rate that the board can process: they must agree in everything.
 */
export class ExactEpisode {
  readonly #board = new FuzzedBoard();
  #model = new ModelBoard();
  readonly #parser = new ModelParser();
  readonly #stream: Stream;
  readonly #driven = new Map<number, boolean>();
  readonly #steps: string[] = [];
  #expected: (readonly number[])[] = [];
  #expectedAbout: (readonly number[])[] = [];
  #tripsToReport: (readonly number[])[] = [];
  /** Channels that may be in a report in transit. */
  #channels: ReadonlySet<number> = new Set();
  /** The board has executed and answered everything. */
  #freeAtMs = 0;
  readonly #portsHeard = new Map<number, number>();

  constructor(
    private readonly dice: Dice,
    private readonly tally: Tally,
  ) {
    this.#stream = new Stream(dice, dice.pick(SOURCE_NAMES));
  }

  /** @throws Error when board and model differ */
  play(bytes: number): void {
    const end = this.tally.bytes + bytes;
    try {
      this.#greeted();
      while (this.tally.bytes < end) this.#step();
    } catch (error) {
      throw new Error(`${(error as Error).message}\nafter\n${this.#steps.join('\n')}`, { cause: error });
    } finally {
      this.tally.boardMs += this.#board.nowMs;
    }
  }

  #step(): void {
    try {
      const { dice } = this;
      const roll = dice.int(1, 100);
      if (roll <= 75) this.#say(this.#stream.take(dice.int(1, LONGEST_CHUNK)));
      else if (roll <= 90) this.#ask();
      else if (roll <= 95) this.#wait(dice.chance(0.8) ? dice.int(1, 200) : dice.int(200, 3000));
      else if (roll <= 98) this.#turnSensors();
      else this.#restart();
      this.#settle();
      this.#compare();
    } catch (error) {
      if (!(error instanceof Uncertain)) throw error;
      this.#afresh();
    }
  }

  #note(step: string): void {
    this.#steps.push(`${this.#board.nowMs.toFixed(2)} ${step}`);
    if (this.#steps.length > REMEMBERED_STEPS) this.#steps.shift();
  }

  /** Runs until no lease may end within `aheadMs`, and sets the time of the model. */
  #certain(aheadMs: number): void {
    for (;;) {
      const now = this.#board.nowMs;
      const near = this.#model.leases.inForce
        .map(({ due }) => due)
        .filter((due) => due && due.from <= now + aheadMs);
      const until = Math.max(...near.map((due) => due?.to ?? 0));
      if (until <= now) break;
      this.#board.uno.run(until - now + 0.01);
    }
    this.#pass();
  }

  #pass(): void {
    const now = this.#board.nowMs;
    this.#model.leases.advance({ from: now, to: now });
    this.#takeTrips();
  }

  /** Each lease that tripped was safe in time, and is reported. */
  #takeTrips(): void {
    for (const { pin, reason, from, to, wasActive } of this.#model.leases.trips.splice(0)) {
      count(this.tally.trips, reason);
      this.#tripsToReport.push(lease.tripped(pin, reason));
      if (!wasActive) continue;
      const safe = this.#model.leases.of(pin)?.terms.safe === 1 ? 'high' : 'low';
      const isInTime = this.#board.changes.some(
        (change) => change.pin === pin && change.state === safe && change.atMs >= from && change.atMs <= to,
      );
      if (!isInTime)
        throw new Error(
          `pin ${pin} should have let go between ${from} and ${to} ms (reason ${reason}), did ${this.#changesOf(pin)}`,
        );
    }
  }

  #changesOf(pin: number): string {
    const changes = this.#board.changes.filter((change) => change.pin === pin);
    return changes.map(({ state, atMs }) => `${state} at ${atMs}`).join(', ') || 'nothing';
  }

  #say(bytes: readonly number[]): void {
    this.#certain(CHUNK_MS);
    const pauses = this.dice.chance(0.7) ? bytes.map(() => 0) : this.dice.ints(bytes.length, 0, 3);
    this.#note(`say ${text(bytes)}`);
    this.tally.bytes += bytes.length;
    const channels = new Set(this.#model.channelsReported);
    let isCertain = true;
    let arrivesAt = this.#board.nowMs;
    let freeAt = arrivesAt;
    bytes.forEach((byte, at) => {
      arrivesAt += (pauses[at] ?? 0) + BYTE_MS;
      const heard = this.#parser.take(byte);
      if (!heard || !isCertain) return;
      count(this.tally.messages, nameOf(heard));
      try {
        freeAt = Math.max(arrivesAt, freeAt) + TURN_MS;
        const answers = this.#model.obey(heard, { from: arrivesAt, to: freeAt + TURN_MS });
        freeAt += REPORT_MS * this.#model.leases.trips.length;
        if (isI2c(heard)) freeAt += REPORT_MS; // an error on the bus is reported as a string
        if (answers.length > 0) freeAt += FULL_BUFFER_MS + answers.flat().length * BYTE_MS;
        this.#model.leases.advance({ from: arrivesAt, to: freeAt });
        this.#expect(answers);
        for (const channel of this.#model.channelsReported) channels.add(channel);
      } catch (error) {
        if (!(error instanceof Uncertain)) throw error;
        isCertain = false;
      }
    });
    this.#channels = channels;
    this.#send(bytes, pauses);
    if (!isCertain) throw new Uncertain();
    this.#freeAtMs = freeAt;
  }

  #send(bytes: readonly number[], pauses: readonly number[]): void {
    const { uno } = this.#board;
    bytes.forEach((byte, at) => {
      if (pauses[at]) uno.run(pauses[at]);
      uno.hostSend([byte]);
      uno.run(BYTE_MS);
    });
  }

  #expect(answers: readonly (readonly number[])[]): void {
    for (const answer of answers) {
      if (answer[0] === 0xf0 && answer[1] === 9) this.#expectedAbout.push(answer);
      else this.#expected.push(answer);
    }
  }

  /** Queries what no pin shows. */
  #ask(): void {
    const pins = this.dice.ints(3, 0, PIN_COUNT - 1);
    const questions = [lease.query, ...pins.map(pinStateQuery), lease.aboutQuery];
    this.#say(questions.flat());
  }

  #wait(ms: number): void {
    this.#note(`wait ${ms} ms`);
    this.#board.uno.run(ms);
    this.#certain(0);
  }

  #turnSensors(): void {
    const { dice } = this;
    this.#certain(0);
    for (let n = dice.int(1, 6); n > 0; n--) {
      const [channel, reading] = [dice.pick(CHANNELS), dice.int(0, 1023)];
      this.#note(`channel ${channel} reads ${reading}`);
      this.#board.readings[channel] = reading;
      this.#model.leases.read(channel, reading, this.#board.nowMs);
    }
    for (let n = dice.int(0, 3); n > 0; n--) {
      const [pin, level] = [dice.int(2, LAST_DRIVEN), dice.pick([true, false, undefined])];
      this.#board.uno.driveInput(pin, level);
      if (level === undefined) this.#driven.delete(pin);
      else this.#driven.set(pin, level);
    }
  }

  #restart(): void {
    const how = this.dice.pick(['reset', 'hang', 'hang without interrupts', 'power cycle'] as const);
    this.#certain(0);
    this.#note(how);
    this.tally.restarts += 1;
    if (how === 'reset') this.#board.reset();
    else if (how === 'power cycle') this.#board.powerCycle();
    else this.#board.hang(how !== 'hang');
    const now = this.#board.nowMs;
    const begins = { from: now, to: now + START_MS };
    this.#tripsToReport = [];
    if (how === 'power cycle') this.#model.powerCycle(begins);
    else this.#model.restart(how === 'reset' ? CAUSE.external : CAUSE.watchdog, begins);
    this.#takeTrips();
    this.#greeted();
  }

  /** A board has restarted and sends its greeting. */
  #greeted(): void {
    this.#parser.reset();
    this.#portsHeard.clear();
    this.#channels = new Set();
    this.#expected = [...this.#model.introduction];
    this.#expectedAbout = [];
    this.#board.uno.run(START_MS);
  }

  /** Waits until every expected message was sent. */
  #settle(): void {
    const trips = this.#tripsToReport.length;
    const end =
      Math.max(this.#board.nowMs, this.#freeAtMs) +
      2 * FULL_BUFFER_MS +
      REPORT_MS * trips +
      (this.#model.leases.writing ? WRITTEN_MS : 0);
    for (;;) {
      this.#listen();
      const isDone = this.#expected.length === 0 && this.#expectedAbout.length === 0;
      const isFree = this.#board.nowMs >= this.#freeAtMs;
      if (isDone && isFree && this.#isReported() && !this.#model.leases.writing) break;
      if (this.#board.nowMs > end) {
        const missing = [...this.#expected, ...this.#expectedAbout, ...this.#tripsToReport];
        throw new Error(
          `never said: ${missing.map(text)}${this.#model.leases.writing ? ' (what is kept)' : ''}`,
        );
      }
      this.#board.uno.run(1);
    }
    const reports = this.#channels.size + this.#model.portsReported.size > 0;
    this.#board.uno.run(reports ? FULL_BUFFER_MS : 2);
    this.#listen();
    this.#channels = new Set(this.#model.channelsReported);
  }

  /** A trip that was cleared at once need not be reported. */
  #isReported(): boolean {
    return this.#tripsToReport.every((trip) => !this.#inForce(trip));
  }

  #inForce([, , pin = 0]: readonly number[]): boolean {
    return this.#model.leases.of(pin)?.isTripped ?? false;
  }

  #listen(): void {
    const { answers, trips, reports } = this.#board.listen();
    for (const answer of answers) {
      const isAbout = answer[0] === 0xf0 && answer[1] === 9;
      if (isAbout && this.#expectedAbout.length === 0 && this.#model.leases.writing) {
        this.#model.leases.written();
        this.#expectedAbout.push(this.#model.leases.about);
      }
      const expected = (isAbout ? this.#expectedAbout : this.#expected).shift();
      if (!expected || text(answer) !== text(expected)) {
        throw new Error(`said ${text(answer)} where ${expected ? text(expected) : 'nothing'} was expected`);
      }
    }
    if (trips.length > 0) this.#certain(0);
    for (const trip of trips) {
      const at = this.#tripsToReport.findIndex((one) => text(one) === text(trip));
      if (at < 0) throw new Error(`said ${text(trip)}, and nothing was due`);
      this.#tripsToReport.splice(at, 1);
    }
    for (const [first = 0, low = 0, high = 0] of reports) {
      if (first < 0xe0) this.#portsHeard.set(first & 0x0f, low | (high << 7));
      else if (!this.#channels.has(first & 0x0f)) throw new Error(`reports channel ${first & 0x0f} unasked`);
    }
  }

  #compare(): void {
    this.#certain(0);
    this.tally.comparisons += 1;
    const { uno, hangs } = this.#board;
    if (uno.resets.watchdog !== hangs) throw new Error('the watchdog had to reset it');
    // A string about the bus, which may be sent at any time, may delay the last message.
    for (let ms = 0; ms < FULL_BUFFER_MS && this.#differs(); ms++) {
      uno.run(1);
      this.#certain(0);
    }
    const pin = this.#differs();
    if (pin) {
      const shown = `${uno.pin(pin.pin)} ${uno.duty(pin.pin)}`;
      throw new Error(`pin ${pin.pin} is ${shown} where ${pin.shows} ${pin.duty} was expected`);
    }
    this.#comparePorts();
    this.#tripsToReport = this.#tripsToReport.filter((trip) => this.#inForce(trip));
    this.#board.changes = [];
  }

  /** A pin that differs from the model; the times of trips are checked elsewhere. */
  #differs(): ModelPin | undefined {
    const { uno } = this.#board;
    return this.#model.pins.find(
      ({ pin, shows, duty, isServo }) =>
        !isServo && (uno.pin(pin) !== shows || Math.abs(uno.duty(pin) - duty) > 1e-6),
    );
  }

  /** Ports are reported when they change; analog reports that fill the line may delay them. */
  #comparePorts(): void {
    const { channelsReported, portsReported, intervalMs, pins } = this.#model;
    if ((channelsReported.size * 3) / intervalMs > LIGHT_LOAD) return;
    for (const port of portsReported) {
      let levels = 0;
      for (let bit = 0; bit < 8; bit++) {
        const pin = pins[port * 8 + bit];
        if (pin?.isReadable && (this.#driven.get(pin.pin) ?? pin.state > 0)) levels |= 1 << bit;
      }
      const levelsReported = this.#portsHeard.get(port);
      if (port * 8 < PIN_COUNT && levelsReported !== levels)
        throw new Error(`port ${port}: told ${levelsReported}, is ${levels}`);
    }
  }

  /** The state is unknown here: board and model restart. */
  #afresh(): void {
    this.tally.uncertain += 1;
    this.#note('uncertain');
    this.#board.uno.eeprom.memory.fill(0xff);
    this.#board.powerCycle();
    const { readings } = this.#model.leases;
    this.#model = new ModelBoard();
    for (const [channel, reading] of readings.entries()) {
      this.#model.leases.read(channel, reading, this.#board.nowMs);
    }
    this.#tripsToReport = [];
    this.#board.changes = [];
    this.#greeted();
    this.#settle();
  }
}
