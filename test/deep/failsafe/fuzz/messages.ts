import { CHANNELS, PIN_COUNT } from '../../../failsafe/board/board-under-test.js';
import * as wire from '../../../failsafe/messages/wire-format.js';
import type { Dice } from './dice.js';

const { lease } = wire;
const LAST_PORT = (PIN_COUNT - 1) >> 3;

/** A pin, now and then one that the board does not have. */
const anyPin = (dice: Dice): number => (dice.chance(0.9) ? dice.int(2, PIN_COUNT - 1) : dice.int(0, 127));

const bit = (dice: Dice): 0 | 1 => (dice.chance(0.5) ? 1 : 0);

const anyMode = (dice: Dice): number =>
  dice.chance(0.95) ? dice.pick([0, 1, 1, 1, 2, 3, 6, 7, 0x0b]) : dice.int(0, 0x7f);

/** Short ones end during the test, long ones do not. */
const silence = (dice: Dice): number =>
  dice.chance(0.05) ? dice.int(0, 60) : dice.chance(0.7) ? dice.int(100, 1500) : dice.int(1500, 16_383);

const active = (dice: Dice): number =>
  dice.chance(0.4) ? 0 : dice.chance(0.8) ? dice.int(60, 1000) : dice.int(0, 2 ** 21 - 1);

const terms = (dice: Dice): wire.LeaseTerms => ({
  pin: anyPin(dice),
  safe: dice.chance(0.8) ? 0 : 1,
  silenceMs: silence(dice),
  activeMs: active(dice),
});

/** Ranges from nothing to everything, upside down in some cases. */
const watch = (dice: Dice): NonNullable<wire.LeaseTerms['watch']> => ({
  channel: dice.chance(0.95) ? dice.pick(CHANNELS) : dice.int(0, 0x7f),
  lowest: dice.chance(0.7) ? dice.int(0, 300) : dice.int(0, 1100),
  highest: dice.chance(0.7) ? dice.int(700, 1023) : dice.int(0, 1100),
  samples: dice.chance(0.8) ? dice.int(1, 10) : dice.int(0, 127),
});

const data = (dice: Dice, most: number): number[] => dice.ints(dice.int(0, most), 0, 0x7f);

const I2C_REQUEST = 0x76;
const I2C_CONFIG = 0x78;
const STRING = 0x71;

/** An I2C request: address, read or write in bits 3 and 4, then what is written or how much is read. */
const i2c = (dice: Dice, action: number, rest: readonly number[]): number[] =>
  wire.sysex(I2C_REQUEST, dice.int(0, 0x7f), action << 3, ...rest);

/** Messages of a host, each kind with random fields. */
export const MESSAGES: Readonly<Record<string, (dice: Dice) => readonly number[]>> = {
  'pin mode': (dice) => [0xf4, anyPin(dice), anyMode(dice)],
  'digital pin': (dice) => wire.digitalPin(anyPin(dice), bit(dice)),
  'digital port': (dice) =>
    wire.digitalPort(dice.chance(0.9) ? dice.int(0, LAST_PORT) : dice.int(0, 15), dice.int(0, 255)),
  analog: (dice) => wire.analog(dice.int(0, 15), dice.chance(0.8) ? dice.int(0, 255) : dice.int(0, 16_383)),
  'report analog': (dice) =>
    wire.reportAnalog(dice.chance(0.9) ? dice.pick(CHANNELS) : dice.int(0, 15), bit(dice)),
  'report port': (dice) =>
    wire.reportPort(dice.chance(0.9) ? dice.int(0, LAST_PORT) : dice.int(0, 15), bit(dice)),
  version: () => [0xf9],
  'system reset': () => wire.SYSTEM_RESET,
  firmware: () => wire.sysex(0x79),
  'set firmware': (dice) => wire.sysex(0x79, ...data(dice, 8)),
  capabilities: () => wire.sysex(0x6b),
  mapping: () => wire.sysex(0x69),
  'pin state': (dice) => wire.pinStateQuery(anyPin(dice)),
  'extended analog': (dice) =>
    wire.extendedAnalog(
      anyPin(dice),
      dice.chance(0.8) ? dice.int(0, 255) : dice.int(0, 2 ** 21),
      dice.int(1, 6),
    ),
  'sampling interval': (dice) =>
    wire.samplingInterval(dice.chance(0.7) ? dice.int(5, 100) : dice.int(0, 16_383)),
  string: (dice) => wire.sysex(STRING, ...data(dice, 28)),
  'i2c config': (dice) => wire.sysex(I2C_CONFIG, ...data(dice, 3)),
  'i2c write': (dice) => i2c(dice, 0, data(dice, 12)),
  'i2c read once': (dice) => i2c(dice, 1, [dice.int(1, 20), 0]),
  'i2c read register': (dice) => i2c(dice, 1, [dice.int(0, 127), 0, dice.int(1, 20), 0]),
  'i2c read on and on': (dice) => i2c(dice, 2, [dice.int(0, 127), 0, dice.int(1, 8), 0]),
  'i2c stop': (dice) => i2c(dice, 3, []),
  configure: (dice) => lease.configure(terms(dice)),
  'configure a watch': (dice) => lease.configure({ ...terms(dice), watch: watch(dice) }),
  'configure anything': (dice) =>
    wire.sysex(1, ...dice.ints(dice.chance(0.5) ? 13 : dice.int(0, 20), 0, 0x7f)),
  renew: () => lease.renew,
  'renew with data': (dice) => wire.sysex(2, dice.int(0, 0x7f)),
  leases: () => lease.query,
  clear: (dice) => lease.clear(anyPin(dice)),
  'reset cause': () => wire.RESET_CAUSE_QUERY,
  about: () => lease.aboutQuery,
  forget: (dice) => lease.forget(anyPin(dice)),
  keep: () => lease.keep,
  'keep nothing': () => lease.erase,
  'keep anything': (dice) => wire.sysex(0x0b, dice.int(0, 0x7f)),
  'what boards say': (dice) => wire.sysex(dice.pick([5, 6, 7, 0x6a, 0x6c, 0x6e]), ...data(dice, 15)),
  'unknown sysex': (dice) => wire.sysex(dice.int(0, 0x7f), ...data(dice, 10)),
  'empty sysex': () => [0xf0, 0xf7],
  'a sysex that is too long': (dice) =>
    wire.sysex(dice.int(0, 0x7f), ...dice.ints(dice.int(32, 60), 0, 0x7f)),
  'unknown command': (dice) => [
    dice.pick([0x80, 0xa0, 0xb0, 0xf1, 0xf2, 0xf3, 0xf6, 0xfa, 0xfe]),
    ...data(dice, 3),
  ],
};
