import { MODES, sysex } from '../../../../failsafe/messages/wire-format.js';
import { FIRST_ANALOG, isAnalog, PIN_COUNT, supports } from './pins.js';

/** Constant answers of a board. */
export const VERSION = [0xf9, 2, 5];

export const FIRMWARE = sysex(
  0x79,
  1,
  1,
  ...[...Buffer.from('onair-failsafe')].flatMap((character) => [character, 0]),
);

const NONE = 0x7f;
const MODE_BITS = [
  [MODES.input, 1],
  [MODES.pullUp, 1],
  [MODES.output, 1],
  [MODES.pwm, 8],
  [MODES.analog, 10],
  [MODES.servo, 14],
  [MODES.i2c, 1],
  [MODES.oneWire, 1],
] as const;
const PINS = Array.from({ length: PIN_COUNT }, (_, pin) => pin);

export const CAPABILITIES = sysex(
  0x6c,
  ...PINS.flatMap((pin) => [...MODE_BITS.filter(([mode]) => supports(pin, mode)).flat(), NONE]),
);

export const MAPPING = sysex(0x6a, ...PINS.map((pin) => (isAnalog(pin) ? pin - FIRST_ANALOG : NONE)));
