import { readFileSync } from 'node:fs';
import test from 'ava';
import { BareBoard } from '../../../failsafe/board/bare-board.js';
import { BOARD, SKETCH } from '../../../failsafe/board/board-under-test.js';
import { GOOD } from '../../../failsafe/board/bus-problems.js';
import { LATE_MS } from '../../../failsafe/board/leased-valve.js';
import { Registers } from '../../../failsafe/board/slaves.js';
import { byteCycles, CLOCK_HZ } from '../../../failsafe/chip/chip.js';
import { AT_ONCE, MESSAGES, RENEWAL } from '../../../failsafe/messages/message-table.js';
import * as wire from '../../../failsafe/messages/wire-format.js';

const { i2c, lease } = wire;

/** Two ticks of millis(): the most that a trip may be early, ms. */
const EARLY_MS = 2.1;
const BYTE_MS = (1000 * byteCycles(57_600)) / CLOCK_HZ;
/** Silence that ends an answer, ms: more than between two of its bytes. */
const QUIET_MS = 4;
/** Maximum duration of a pass that reads I2C or waits for room in the transmit buffer, ms. */
const TURNS_MS = 10;

/** One active high, one active low, one active by PWM. */
const HELD = [
  { pin: 7, safe: 0, open: wire.digitalPin(7, 1) },
  { pin: 8, safe: 1, open: wire.digitalPin(8, 0) },
  { pin: 3, safe: 0, open: [...wire.pinMode(3, 'pwm'), ...wire.analog(3, 128)] },
] as const;

/** What the board does besides receiving: started once, and before each silence. */
interface Work {
  readonly begin?: readonly (readonly number[])[];
  readonly again?: (n: number) => readonly number[];
  /** Silence of the leases, ms: long enough to activate all pins. */
  readonly silenceMs: number;
  /** Time until earlier messages are executed and answered, on a board that is never idle, ms. */
  readonly restMs: number;
}

const WORKS: Readonly<Record<string, Work>> = {
  'has nothing else to do': { silenceMs: 40, restMs: 150 },
  'reports more than the wire carries': {
    begin: [
      wire.samplingInterval(1),
      ...[0, 1, 2, 3, 4, 5].map((channel) => wire.reportAnalog(channel, 1)),
      ...[0, 1, 2].map((port) => wire.reportPort(port, 1)),
    ],
    silenceMs: 70,
    restMs: 45,
  },
  'reads from I2C on and on': {
    begin: [i2c.config(), i2c.readOn(GOOD, 0, 8), i2c.readOn(GOOD + 1, 0, 8)],
    silenceMs: 70,
    restMs: 45,
  },
  'writes EEPROM': { again: (n) => (n % 2 === 0 ? lease.keep : lease.erase), silenceMs: 40, restMs: 150 },
};

/** A board whose three leased pins are activated again and again. */
class HoldingBoard {
  readonly #board = new BareBoard();
  #saidAtMs = 0;
  #n = 0;

  constructor(
    private readonly work: Work,
    private readonly name: string,
  ) {
    const { uno } = this.#board;
    const hear = uno.onHostByte;
    uno.onHostByte = (byte) => {
      this.#saidAtMs = uno.nowMs;
      hear(byte);
    };
    const { slaves } = uno.bus;
    slaves.set(GOOD, new Registers()).set(GOOD + 1, new Registers());
    this.#board.execute(
      ...HELD.map(({ pin, safe }) => lease.configure({ pin, safe, silenceMs: work.silenceMs, activeMs: 0 })),
    );
    this.#board.execute(...(work.begin ?? []));
  }

  /** Activates all pins and renews; returns the time at which the renewal arrived, ms. */
  hold(): number {
    const board = this.#board;
    board.arrive([0xf7]); // completes and executes a sysex that was begun before
    this.#rest();
    board.arrive(...HELD.map(({ pin }) => lease.clear(pin)));
    this.#rest();
    board.arrive(lease.renew, ...HELD.map(({ open }) => open));
    board.run(TURNS_MS);
    const renewedAt = board.arrive(lease.renew);
    if (this.held.length < HELD.length) throw new Error(`${this.name}: opens ${this.held} only`);
    board.arrive(this.work.again?.(this.#n++) ?? []);
    return renewedAt;
  }

  /** Runs until the board sends nothing more. */
  #rest(): void {
    const { uno } = this.#board;
    const end = uno.nowMs + this.work.restMs;
    uno.run(QUIET_MS);
    while (uno.nowMs < end && uno.nowMs < this.#saidAtMs + QUIET_MS) uno.run(1);
  }

  /** The pins that are away from their safe level. */
  get held(): number[] {
    return HELD.filter(({ pin, safe }) => this.#board.uno.pin(pin) !== (safe === 1 ? 'high' : 'low')).map(
      ({ pin }) => pin,
    );
  }

  say(bytes: readonly number[]): number {
    return this.#board.arrive(bytes);
  }

  /** Queues. */
  shout(bytes: readonly number[]): void {
    if (this.#board.uno.hostQueue < 20) this.#board.uno.hostSend(bytes);
  }

  until(ms: number): void {
    this.#board.run(Math.max(0, ms - this.#board.uno.nowMs));
  }

  get hangs(): number {
    return this.#board.uno.resets.watchdog;
  }
}

test('every message and sysex of the sketch is in the table', (t) => {
  const source = readFileSync(`${SKETCH}src/firmata/protocol.h`, 'utf8');
  const known = [...source.matchAll(/constexpr uint8_t (\w+) = 0x(\w+);/g)].map(
    ([, name = '', hex = '']) => [name, Number.parseInt(hex, 16)] as const,
  );
  const isFrame = (name: string): boolean =>
    ['START_SYSEX', 'END_SYSEX', 'NONE', 'ONEWIRE_CONFIG'].includes(name);
  const messages = Object.values(MESSAGES);
  const commands = new Set(messages.map(([first = 0]) => (first < 0xf0 ? first & 0xf0 : first)));
  const ids = new Set(messages.flatMap((bytes) => bytes.filter((_, at) => bytes[at - 1] === 0xf0)));
  t.true(known.length > 20);
  t.deepEqual(
    known.filter(([name, value]) => !isFrame(name) && !(value < 0x80 ? ids : commands).has(value)),
    [],
  );
});

for (const [what, work] of Object.entries(WORKS)) {
  // The longest answer of a Mega takes 146 ms: with endless work it takes longer than the leases of this table.
  if (work.begin !== undefined && BOARD.name === 'mega') continue;
  test(`a board that ${what}: pins are safe in time when the host falls silent after any byte of any message`, (t) => {
    for (const [name, message] of Object.entries(MESSAGES)) {
      const board = new HoldingBoard(work, name);
      for (let bytes = 0; bytes <= message.length; bytes++) {
        const at = `${name}, ${bytes} bytes`;
        let renewedAt = board.hold();
        const saidAt = board.say(message.slice(0, bytes));
        const isWhole = bytes === message.length;
        if (name === RENEWAL && isWhole) renewedAt = saidAt;
        board.until(renewedAt + work.silenceMs - EARLY_MS);
        if (name !== AT_ONCE || !isWhole) t.is(board.held.length, HELD.length, `${at}: early`);
        board.until(renewedAt + work.silenceMs + LATE_MS);
        t.deepEqual(board.held, [], `${at}: late`);
      }
      t.is(board.hangs, 0);
    }
  });

  test(`a board that ${what}: a lease that ends after any byte of any message is not late`, (t) => {
    for (const [name, message] of Object.entries(MESSAGES)) {
      if (name === RENEWAL) continue;
      const board = new HoldingBoard(work, name);
      for (let bytes = 0; bytes <= message.length; bytes++) {
        const renewedAt = board.hold();
        board.until(renewedAt + work.silenceMs - bytes * BYTE_MS);
        board.say(message);
        board.until(renewedAt + work.silenceMs + LATE_MS);
        t.deepEqual(board.held, [], `${name}, ${bytes} bytes`);
      }
      t.is(board.hangs, 0);
    }
  });

  test(`a board that ${what}: a flood of any message except a renewal keeps no pin active`, (t) => {
    for (const [name, message] of Object.entries(MESSAGES)) {
      if (name === RENEWAL) continue;
      const board = new HoldingBoard(work, name);
      const renewedAt = board.hold();
      for (let ms = 0; ms < work.silenceMs + LATE_MS; ms += 1) {
        board.shout(message);
        board.until(Math.min(renewedAt + ms + 1, renewedAt + work.silenceMs + LATE_MS));
      }
      t.deepEqual(board.held, [], name);
      t.is(board.hangs, 0);
    }
  });
}
