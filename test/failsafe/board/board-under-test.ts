import { fileURLToPath } from 'node:url';
import { flashBoards } from '../../../firmware/flash/boards.js';
import { ATMEGA328P, ATMEGA2560, ATMEGA2560_USART1, type ChipModel } from '../chip/models.js';

/** From `dist/test/failsafe/board/`, where the tests run. */
export const SKETCH = fileURLToPath(new URL('../../../../firmware/failsafe/', import.meta.url));

const FIXTURES = fileURLToPath(new URL('../../../../test/failsafe/fixtures/', import.meta.url));
/** Programs of the sketch's version 1.0: for its known bugs, and for hosts that meet it. */
export const OLD_UNO = `${FIXTURES}failsafe-1.0-uno.hex`;
export const OLD_MEGA = `${FIXTURES}failsafe-1.0-mega.hex`;

/** A kind of board, emulated: its program on its chip. */
export interface TestBoard {
  readonly name: string;
  /** Path of its program. */
  readonly hex: string;
  readonly model: ChipModel;
  /** Arduino's number of A0; the other channels follow. */
  readonly a0: number;
  readonly channels: number;
}

const CHIPS: Readonly<Record<string, { readonly model: ChipModel; readonly a0: number }>> = {
  atmega328p: { model: ATMEGA328P, a0: 14 },
  atmega2560: { model: ATMEGA2560, a0: 54 },
};

/** The package of the Nano's chip has pins for two more analog channels (ADC6, ADC7) than that of the Uno's. */
const CHANNEL_COUNTS: Readonly<Record<string, number>> = { uno: 6, nano: 8, mega: 16, 'mega-serial1': 16 };

/** @param name as in boards.tsv */
export function testBoard(name: string): TestBoard {
  const board = flashBoards().find((one) => one.name === name);
  const chip = CHIPS[board?.chip ?? ''];
  const channels = CHANNEL_COUNTS[name];
  if (!board || !chip || !channels) throw new Error(`no board "${name}" is emulated`);
  const model = board.usart === 1 ? ATMEGA2560_USART1 : chip.model;
  return { name, hex: `${SKETCH}prebuilt/${board.hex}`, ...chip, model, channels };
}

/** The board of the tests that apply to any board; .ci/run also runs them on the others. */
export const BOARD = withOtherHex(testBoard(process.env.ONAIR_FAILSAFE_BOARD ?? 'uno'));
export const { hex: HEX } = BOARD;

/** Another hex file may be tested: a broken firmware shows that the tests can fail. */
function withOtherHex(board: TestBoard): TestBoard {
  return { ...board, hex: process.env.ONAIR_FAILSAFE_HEX ?? board.hex };
}

export const { a0: A0 } = BOARD;
export const { sda: SDA, scl: SCL } = BOARD.model;
/** At least one number. */
type Some = [number, ...number[]];
/** Numbers of all pins. */
export const PIN_COUNT = A0 + BOARD.channels;
/** Pins that can be outputs. */
export const OUTPUTS = BOARD.model.pins.map((_, pin) => pin).slice(2) as Some;
export const PWM_PINS = Object.keys(BOARD.model.pwm).map(Number) as Some;
/** Pins whose PWM is Timer1's, which servos take. */
export const TIMER1_PINS: readonly [number, number] = BOARD.name === 'mega' ? [11, 12] : [9, 10];
/** The first pin without PWM. */
export const PLAIN = OUTPUTS.find((pin) => !PWM_PINS.includes(pin)) as number;
/** Mode of a pin before the host sets one. */
export const restingMode = (pin: number): 'analog' | 'input' => (pin >= A0 ? 'analog' : 'input');
/** Numbers of the channels. */
export const CHANNELS = Array.from({ length: BOARD.channels }, (_, channel) => channel) as Some;
