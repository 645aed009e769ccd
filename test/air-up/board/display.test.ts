import test from 'ava';
import { linesOf } from '../../../firmware/air-up/board/components/show-state.js';
import { FIRMATA, FirmataReader, TO_BOARD } from '../../../firmware/air-up/board/firmata/firmata-messages.js';
import { openBoard } from '../../../firmware/air-up/board/index.js';
import { parsePins } from '../../../firmware/air-up/board/pins/pin-map.js';
import { newCycle } from '../../../firmware/air-up/cycle/state.js';
import { jobOf, withBoard } from './rig.js';

const PINS = parsePins(
  `board: uno
outlets: [{ name: hose, fill: 4, vent: 5, sensor: A0 }]
pump: { relay: 6 }
display: { controller: PCF8574, address: 0x27 }
`,
  'display.yaml',
);

const ENABLE = 0x04;
const REGISTER_SELECT = 0x01;
const SECOND_ROW = 0x40;

/** An HD44780 behind a PCF8574, in its 4-bit mode: data sheet of the HD44780U, table 6. */
class Glass {
  readonly rows = [' '.repeat(16), ' '.repeat(16)];
  #before = 0;
  #address = 0;
  #high: number | undefined;
  #isFourBit = false;

  /** One byte to the expander: the lines of the display. */
  port(lines: number): void {
    const falls = (this.#before & ENABLE) !== 0 && (lines & ENABLE) === 0;
    this.#before = lines;
    if (!falls) return;
    const nibble = lines >> 4;
    if (!this.#isFourBit) {
      this.#isFourBit = nibble === 2;
      return;
    }
    if (this.#high === undefined) {
      this.#high = nibble;
      return;
    }
    const byte = (this.#high << 4) | nibble;
    this.#high = undefined;
    if (lines & REGISTER_SELECT) this.#letter(byte);
    else if (byte & 0x80) this.#address = byte & 0x7f;
  }

  #letter(code: number): void {
    const row = this.#address >= SECOND_ROW ? 1 : 0;
    const column = this.#address % SECOND_ROW;
    const line = this.rows[row] ?? '';
    this.rows[row] = line.slice(0, column) + String.fromCharCode(code) + line.slice(column + 1);
    this.#address++;
  }
}

test.serial('text reaches the display, and never holds up a valve for long', async (t) => {
  await withBoard(
    'psi=20',
    async (rig) => {
      const glass = new Glass();
      const reader = new FirmataReader(TO_BOARD, (message) => {
        const [, id, address, , low = 0, high = 0] = message;
        if (message[0] === FIRMATA.sysex && id === FIRMATA.i2cRequest && address === 0x27)
          glass.port(low | (high << 7));
      });
      const tap = rig.link.tap;
      rig.link.tap = (direction, bytes) => {
        tap?.(direction, bytes);
        if (direction === 'out') reader.take(bytes);
      };
      const { link, clock, abort } = rig;
      const board = await openBoard({ link, pins: PINS, clock, signal: abort.signal });
      const write = (fill: boolean): void => board.write({ pump: false, outlets: [{ fill, vent: false }] });
      // As the cycle does: who writes nothing for half a second has lost its leases.
      const live = async (ms: number): Promise<void> => {
        for (const end = clock.now() + ms; clock.now() < end; await clock.sleep(100)) write(false);
      };
      board.screen?.show(['rear right', 'move the hose']);
      await live(1000);
      let slowest = 0;
      for (let n = 0; n < 20; n++) {
        const fill = n % 2 === 0;
        board.screen?.show(fill ? ['+'.repeat(16), 'opened'] : ['-'.repeat(16), 'closed']);
        write(fill);
        const since = clock.now();
        while (rig.device.isHigh(4) !== fill && clock.now() - since < 1000) await clock.sleep(1);
        slowest = Math.max(slowest, clock.now() - since);
        await clock.sleep(37);
      }
      t.true(slowest < 25, `${slowest} ms`);
      board.screen?.show(['FL 20.1>28.0 psi', 'a line that is much too long']);
      await live(4000);
      t.deepEqual(glass.rows, ['FL 20.1>28.0 psi', 'a line that is m']);
      t.deepEqual(board.screen?.text, glass.rows);
      await board.close();
    },
    PINS,
  );
});

test('two lines for every state', (t) => {
  const state = newCycle(jobOf({ FL: 28 }), 0);
  t.deepEqual(linesOf(state), ['FL -- psi>28.0 psi'.replace(' psi>', '>'), 'press start']);
  t.deepEqual(linesOf(state, '1 street'), ['1 street', 'press start']);
  const fault = { code: 'hose-off', atMs: 0, reason: '' } as const;
  t.is(linesOf({ ...state, stage: { kind: 'fault', fault } })[0], '! hose-off');
  t.is(linesOf({ ...state, stage: { kind: 'ended', reason: 'done', atMs: 0 } })[1], 'done');
  t.is(linesOf({ ...state, stage: { kind: 'running', sinceMs: 0 } })[1], 'hose on FL');
});
