import test from 'ava';
import { heardFrame } from '../../host/kenwood/proof.js';
import { encodeUi } from '../../host/packet/ax25/ax25.js';
import { parseCallSign } from '../../host/packet/callsign.js';
import { encodeKiss, KISS_COMMANDS } from '../../host/packet/kiss/kiss.js';

const packet = encodeUi({
  from: parseCallSign('W1AW-9'),
  to: parseCallSign('APZONA'),
  path: [],
  info: Buffer.from('>on the air'),
});
const frame = (port: number, command: number, data = packet): Uint8Array =>
  encodeKiss({ port, command, data });

test('a packet from the air proves KISS, also behind noise and cut frames', (t) => {
  const heard = Buffer.concat([Buffer.from('OK\r\n'), frame(0, 0).subarray(0, 9), frame(0, 0)]);
  t.is(heardFrame(heard), 'W1AW-9>APZONA:>on the air');
});

test('nothing else does: another port, another command, what is no AX.25, half a packet', (t) => {
  for (const heard of [
    frame(1, KISS_COMMANDS.data),
    frame(0, KISS_COMMANDS.txdelay),
    frame(0, KISS_COMMANDS.sethardware),
    frame(0, KISS_COMMANDS.data, Buffer.from('cmd: and more than an address')),
    frame(0, KISS_COMMANDS.data).subarray(0, -1),
    Buffer.alloc(0),
  ])
    t.is(heardFrame(heard), undefined);
});
