import test from 'ava';
import { isInTime, openValve, TERMS, VALVE } from './leased-valve.js';
import { Registers } from './slaves.js';
import * as wire from './wire-format.js';

const { lease, i2c } = wire;
const OTHER = { ...TERMS, pin: 8 };

/** Every message that a host may be in the middle of when it falls silent. */
const MESSAGES: Readonly<Record<string, readonly number[]>> = {
  'version query': [0xf9],
  'pin mode': wire.pinMode(9, 'output'),
  'pin write': wire.digitalPin(9, 1),
  'port write': wire.digitalPort(0, 0xff),
  'analog write': wire.analog(9, 200),
  'extended analog write': wire.extendedAnalog(9, 200, 3),
  'analog report': wire.reportAnalog(0, 1),
  'port report': wire.reportPort(1, 1),
  'firmware query': wire.sysex(0x79),
  'capability query': wire.sysex(0x6b),
  'mapping query': wire.sysex(0x69),
  'pin state query': wire.pinStateQuery(9),
  'sampling interval': wire.samplingInterval(10),
  string: wire.sysex(0x71, 72, 0, 105, 0),
  'I2C config': i2c.config(100),
  'I2C write': i2c.write(0x50, 1, 2, 3),
  'I2C read once': i2c.readOnce(0x50, 1, 4),
  'I2C read again and again': i2c.readOn(0x50, 1, 4),
  'I2C stop': i2c.stop(0x50),
  'lease configure': lease.configure(OTHER),
  'lease query': lease.query,
  'lease clear': lease.clear(8),
  'reset cause query': wire.RESET_CAUSE_QUERY,
  'lease about': lease.aboutQuery,
  'lease forget': lease.forget(8),
  'lease keep': lease.keep,
  'unknown sysex': wire.sysex(0x3c, 1, 2, 3),
  'unknown command': [0xf6],
};

for (const [name, message] of Object.entries(MESSAGES)) {
  test(`silence after each byte of: ${name}`, (t) => {
    for (let bytes = 1; bytes <= message.length; bytes++) {
      const board = openValve();
      board.uno.bus.slaves.set(0x50, new Registers([1, 2, 3, 4]));
      board.tell(i2c.config());
      const renewedAt = board.arrive(lease.renew);
      board.uno.hostSend(message.slice(0, bytes));
      while (board.uno.pin(VALVE) === 'high' && board.uno.nowMs < renewedAt + TERMS.silenceMs + 100)
        board.run(0.1);
      const lateMs = board.uno.nowMs - renewedAt - TERMS.silenceMs;
      t.is(board.uno.pin(VALVE), 'low', `after ${bytes} bytes`);
      t.true(isInTime(lateMs), `after ${bytes} bytes: ${lateMs} ms`);
      t.is(board.uno.resets.watchdog, 0);
    }
  });
}
