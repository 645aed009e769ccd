import { readFileSync } from 'node:fs';
import test from 'ava';
import { deviceOf } from '../../../host/packet/aprs/index.js';
import { registerModule } from './device-register.js';

const register = (): string => readFileSync('host/packet/aprs/devices/register.ts', 'utf8');

test('the register is whole, and says its day, its makers and its license', (t) => {
  t.true((register().match(/^ {2}\["AP/gm) ?? []).length > 300);
  t.regex(register(), /register of 20\d\d-\d\d-\d\d.*OH7LZB.*CC BY-SA 2\.0/s);
  t.regex(readFileSync('host/packet/aprs/devices/LICENSE.md', 'utf8'), /by-sa\/2\.0/);
  const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly files: readonly string[] };
  t.true(files.includes('host/packet/aprs/devices/LICENSE.md'));
});

test('what the script writes is the form of the register that is here', (t) => {
  const written = registerModule(
    `
tocalls:
 - tocall: APX???
   vendor: Open Source
   model: Xastir
   class: software
 - tocall: APHW??
   vendor: HamWAN
 - tocall: APRFG?
   model: 878
mice:
 - suffix: "_\\""
   vendor: Yaesu
   model: FTM-350
micelegacy:
 - prefix: ">"
   vendor: Kenwood
   model: TH-D7A
`,
    '2026-01-02',
  );
  const rows = written.split('\n').filter((line) => line.startsWith('  ['));
  t.deepEqual(rows, [
    '  ["APX???", "Open Source", "Xastir"],',
    '  ["APHW??", "HamWAN", ""],',
    '  ["APRFG?", "", "878"],',
    '  ["_\\"", "Yaesu", "FTM-350"],',
    '  [">", "", "Kenwood", "TH-D7A"],',
  ]);
  const frame = (text: string): string =>
    text.replace(/^ {2}\[.*\n/gm, '').replace(/20\d\d-\d\d-\d\d/, 'DATE');
  t.is(frame(register()), frame(written));
});

test('most destinations name a device, and the longest entry that fits does', (t) => {
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
