import test from 'ava';
import { decodeAprs, deviceOf } from '../../../host/packet/aprs/index.js';
import { AS_SENT } from './as-sent.js';

for (const { name, line, report, device, source } of AS_SENT) {
  test(`${name} (${source})`, (t) => {
    const [, from = '', to = '', info = ''] = /^([^>]+)>([^,:]+):(.*)$/.exec(line) ?? [];
    const bytes = Buffer.from(
      info.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    );
    t.like(decodeAprs({ from, to, info: bytes }), report);
    if (device !== undefined) t.is(deviceOf(to), device);
  });
}

test('the register: most destinations name a device, and the longest entry that fits does', (t) => {
  for (const [destination, device] of [
    ['APMI06', 'Microsat WX3in1 Plus 2.0'],
    ['APMI99', 'Microsat'],
    ['APZONA', 'onair'],
    ['APZ001-3', 'Experimental'],
    ['APD123', 'aprsd'],
    ['APDW16', 'DireWolf'],
    ['APHH2', 'HamHud'],
    ['API123', 'Icom'],
    ['APRS', undefined],
    ['S32UVT', undefined],
    ['', undefined],
  ] as const) {
    t.is(deviceOf(destination), device, destination);
  }
});
