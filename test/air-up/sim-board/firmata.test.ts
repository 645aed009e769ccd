import test from 'ava';
import { bare } from './rig.js';

test('it says who it is, what it can, and which pins measure', (t) => {
  const { say, heard } = bare();
  say(0xf9);
  t.deepEqual(heard(), ['f90205']);
  say(0xf0, 0x79, 0xf7);
  const [firmware = ''] = heard();
  const letters = [...Buffer.from(firmware, 'hex').subarray(4, -1)].filter((_, index) => index % 2 === 0);
  t.is(Buffer.from(letters).toString(), 'onair-failsafe');
  say(0xf0, 0x6b, 0xf7);
  const [capabilities = ''] = heard();
  const pins = Buffer.from(capabilities, 'hex').subarray(2, -1).toString('latin1').split('\x7f');
  t.is(pins.length, 21, '20 pins, and nothing after the last');
  t.deepEqual(
    pins.slice(0, 3).map((pin) => pin.length),
    [0, 0, 6],
    'serial pins can nothing',
  );
  t.true(pins[14]?.includes('\x02\x0a'), 'A0 has ten bits');
  say(0xf0, 0x69, 0xf7);
  t.is(heard()[0], `f06a${'7f'.repeat(14)}000102030405f7`);
});

test('pins keep their state, and tell it', (t) => {
  const { say, heard, device } = bare('firmware=standard');
  say(0xf4, 4, 1, 0x90, 0x10, 0);
  t.true(device.isHigh(4));
  say(0xf0, 0x6d, 4, 0xf7);
  t.deepEqual(heard(), [`${'f06d'.replace('6d', '6e')}04010100f7`]);
  say(0xf4, 4, 1);
  t.true(device.isHigh(4), 'the mode that it has already changes nothing');
  say(0xf5, 4, 0);
  t.false(device.isHigh(4));
  say(0xf5, 4, 1, 0xff);
  t.true(device.isHigh(4), 'a reset leaves HIGH, as StandardFirmata does since 2016');
  say(0xf4, 4, 0);
  t.false(device.isHigh(4), 'an input drives nothing');
  say(0xf4, 11, 3, 0xeb, 0x7f, 0x01);
  t.true(device.isHigh(11), 'PWM');
  say(0xff);
  t.false(device.isHigh(11), 'a reset ends PWM');
  say(0xf4, 0, 1, 0x90, 1, 0);
  t.false(device.isHigh(0), 'the wire to the host is no output');
});

test('analog channels are reported at the sampling interval, and only while asked for', (t) => {
  const { say, heard, after } = bare('psi=30');
  after(100);
  t.deepEqual(heard(), []);
  say(0xf0, 0x7a, 10, 0, 0xf7, 0xc0, 1, 0xc2, 1);
  after(200);
  const reports = heard();
  t.true(reports.length >= 36 && reports.length <= 40, `${reports.length}`);
  const [, low = 0, high = 0] = Buffer.from(reports[0] ?? '', 'hex');
  t.true(Math.abs((low | (high << 7)) - 1024 * (0.1 + (0.8 * 30) / 150)) < 3);
  say(0xc0, 0, 0xc2, 0);
  after(100);
  t.deepEqual(heard(), []);
});

test('contacts are reported once when asked for, and when they change', (t) => {
  const { say, heard, after, device } = bare();
  say(0xf4, 9, 0, 0x91, 0x02, 0); // stop button, with its pull-up
  say(0xd1, 1);
  t.deepEqual(heard(), ['910200']);
  after(100);
  t.deepEqual(heard(), []);
  device.press('stop', 100);
  t.deepEqual(heard(), ['910000']);
  after(150);
  t.deepEqual(heard(), ['910200']);
});

test('garbage neither moves nor kills it', (t) => {
  const { say, heard, device } = bare();
  say(0xf4, 4, 1);
  say(
    ...Array.from({ length: 500 }, (_, n) => (n * 89 + 41) & 0x7f),
    0xf0,
    0x01,
    0x95,
    0x80,
    0xf7,
    0x6d,
    0xf0,
    0x6d,
    99,
    0xf7,
  );
  t.false(device.isHigh(4));
  heard();
  say(0xf9);
  t.deepEqual(heard(), ['f90205']);
});

test('power off and on: everything shuts, and after its boot it speaks unasked', (t) => {
  const { say, heard, after, device } = bare();
  say(0xf4, 4, 1, 0x90, 0x10, 0, 0xc0, 1);
  after(100);
  heard();
  device.powerCycle();
  t.false(device.isHigh(4));
  say(0xf9);
  after(1000);
  t.deepEqual(heard(), [], 'it boots');
  after(1500);
  t.is(heard()[0], 'f90205');
  after(500);
  t.deepEqual(heard(), [], 'and reports nothing until it is told to');
});
