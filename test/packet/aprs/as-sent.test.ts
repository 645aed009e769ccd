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
