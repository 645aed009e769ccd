import test from 'ava';
import { lineOf } from '../../host/cli/flags/line-flags.js';

test('hardware handshake is the default on a wire, and not over Bluetooth, which has no such wires', (t) => {
  const wired = [
    '/dev/ttyUSB0',
    '/dev/ttyS0',
    'COM3',
    '/dev/cu.usbserial-110',
    '/dev/tty.wchusbserial1',
    'sim:tm-d700',
  ];
  for (const port of wired) t.true(lineOf({ baud: 9600 }, port).rtscts, port);
  for (const port of ['/dev/rfcomm0', '/dev/tty.TM-D700', '/dev/cu.TM-D700-DevB']) {
    t.false(lineOf({ baud: 9600 }, port).rtscts, port);
    t.true(lineOf({ baud: 9600, handshake: 'rtscts' }, port).rtscts, 'what the user says counts');
  }
  t.false(lineOf({ baud: 9600, handshake: 'none' }, '/dev/ttyUSB0').rtscts);
});
