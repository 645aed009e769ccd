import { GOOD } from '../board/bus-problems.js';
import * as wire from './wire-format.js';

const { i2c, lease, sysex } = wire;

/** A pin that tests of the table lease only by these messages. */
const OTHER = 12;
const OTHER_TERMS: wire.LeaseTerms = { pin: OTHER, safe: 0, silenceMs: 16_383, activeMs: 0 };
const LETTERS = [0x68, 0, 0x69, 0];

/** {@link MESSAGES} that end or start leases. */
export const RENEWAL = 'renew';
export const AT_ONCE = 'system reset';

/** One of each kind that a host can send, and some that it should not. Pins 3, 7 and 8 may be held by leases. */
export const MESSAGES: Readonly<Record<string, readonly number[]>> = {
  'digital port': wire.digitalPort(0, 0xff),
  'digital pin': wire.digitalPin(7, 1),
  'pin mode': wire.pinMode(OTHER, 'output'),
  'pin mode of a leased pin': wire.pinMode(7, 'input'),
  analog: wire.analog(3, 100),
  'report analog': wire.reportAnalog(0, 1),
  'report port': wire.reportPort(1, 1),
  version: [0xf9],
  [AT_ONCE]: wire.SYSTEM_RESET,
  'unknown commands': [0x80, 1, 2, 0xf1, 3],

  mapping: sysex(0x69),
  capabilities: sysex(0x6b),
  'pin state': wire.pinStateQuery(7),
  'extended analog': wire.extendedAnalog(3, 200),
  string: sysex(0x71, ...LETTERS),
  firmware: sysex(0x79),
  'set firmware': sysex(0x79, 1, 2, ...LETTERS),
  'servo config': wire.servoConfig(OTHER, 1000, 2000),
  'servo mode': wire.pinMode(OTHER, 'servo'),
  'servo angle': wire.analog(OTHER, 90),
  'sampling interval': wire.samplingInterval(10),
  'empty sysex': sysex(0).toSpliced(1, 1),
  'unknown sysex': sysex(0x33, 1, 2, 3),
  'a sysex that is too long': sysex(0x71, ...Array.from({ length: 70 }, (_, n) => n)),
  'what boards say': [0x6a, 0x6c, 0x6e, 0x77, 0x05, 0x06, 0x07].flatMap((id) => sysex(id, 7)),

  'i2c config': i2c.config(500),
  'i2c write': i2c.write(GOOD, 0, 1, 2),
  'i2c read': i2c.readOnce(GOOD, 4),
  'i2c read of a register': i2c.readOnce(GOOD, 0, 4),
  'i2c read after a repeated START': i2c.restarting(i2c.readOnce(GOOD, 0, 4)),
  'i2c read on and on': i2c.readOn(GOOD, 0, 2),
  'i2c stop': i2c.stop(GOOD),
  'i2c to nobody': i2c.write(0x2f, 1),

  'OneWire config': wire.oneWire.config(OTHER, 1),
  'OneWire search': wire.oneWire.search(OTHER),
  'OneWire read': wire.oneWire.request(OTHER, { reset: true, skip: true, read: 9, write: [0xbe] }),

  configure: lease.configure(OTHER_TERMS),
  'configure what is refused': lease.configure({ ...OTHER_TERMS, silenceMs: 0 }),
  [RENEWAL]: lease.renew,
  'renew with data': sysex(2, 0),
  leases: lease.query,
  clear: lease.clear(OTHER),
  forget: lease.forget(OTHER),
  'reset cause': wire.RESET_CAUSE_QUERY,
  about: lease.aboutQuery,
  keep: lease.keep,
  'keep nothing': lease.erase,
};
