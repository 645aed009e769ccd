import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { packagePath } from '../../host/base/node/package-path.js';
import { designNames } from '../../wiring/node/design-files.js';
import { run, words } from './run.js';

const scratch = mkdtempSync(join(tmpdir(), 'onair-wiring-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

const wiring = (line: string) => run(['wiring', ...words(line)], { columns: 80 });
const bench = readFileSync(packagePath('wiring', 'designs', 'bench.yaml'), 'utf8');
let files = 0;
function file(text: string): string {
  const path = join(scratch, `own-${files++}.yaml`);
  writeFileSync(path, text);
  return path;
}
const errorOf = ({ documents }: Awaited<ReturnType<typeof wiring>>) =>
  documents[0]?.error as { code: string; message: string; hint: string };

/** What shows one design, with the version of its document. */
const VERBS = { show: 2, table: 1, bom: 1, check: 2, spice: 1 } as const;

test('list, and every design can be shown, drawn, listed and bought, as text and as JSON', async (t) => {
  const { documents } = await wiring('list --json');
  t.deepEqual(
    ((documents[0]?.designs ?? []) as { name: string }[]).map(({ name }) => name),
    [...designNames()],
  );
  for (const name of designNames()) {
    for (const [verb, version] of Object.entries(VERBS)) {
      const text = await wiring(`${verb} ${name}`);
      t.is(text.code, 0, text.stderr);
      const json = await wiring(`${verb} ${name} --json`);
      t.is(json.documents.length, 1);
      t.is(json.documents[0]?.schema, `onair/wiring.${verb}@${version}`);
    }
  }
});

test('check: an error gives exit code 6, with rule, place and remedy; a doubt does not', async (t) => {
  const broken = file(bench.replace('kind: usb-serial,', 'kind: usb-serial-5v,'));
  const text = await wiring(`check "${broken}"`);
  t.is(text.code, 6);
  t.regex(
    text.stdout,
    /error: adapter TXD gives 5 V, HC-06 RXD stands 3\.6 V\n {2}at hc06\.RXD \(level-mismatch\)\n {2}remedy:/,
  );
  const json = await wiring(`check "${broken}" --json`);
  t.is(json.code, 6);
  t.is(json.documents.length, 1);
  t.is(errorOf(json).code, 'not-verified');
  const doubts = await wiring('check compressor-switch');
  t.is(doubts.code, 0);
  t.regex(doubts.stdout, /doubt: 16 AWG carries 22 A in free air, and 25 A flow/);
});

test('mistakes in a file: file, line, column and the nearest name', async (t) => {
  for (const [from, to, message, hint] of [
    ['kind: hc-06', 'kind: hc06', /own-\d+\.yaml:7:\d+: there is no part "hc06"/, /did you mean hc-06/],
    ['to: hc06.RXD', 'to: hc06.RDX', /own-\d+\.yaml:12:\d+: HC-06 has no pin "RDX"/, /did you mean RXD/],
    [
      'to: hc06.RXD',
      'to: hc6.RXD',
      /own-\d+\.yaml:12:\d+: there is no part "hc6" in this design/,
      /did you mean hc06/,
    ],
    ['awg: 26', 'gauge: 26', /own-\d+\.yaml:10:\d+: unknown key "gauge"/, /known: from, to, color, awg/],
    ['color: red', 'color: pink', /own-\d+\.yaml:10:\d+: wires\.0\.color/, /compare it with/],
    ['wires:', 'wires: [', /own-\d+\.yaml:\d+:\d+: /, /./],
  ] as const) {
    const ran = await wiring(`check "${file(bench.replace(from, to))}" --json`);
    t.is(ran.code, 2, to);
    t.regex(errorOf(ran).message, message);
    t.regex(errorOf(ran).hint, hint);
  }
});

test('unknown names, missing files, files that must not be overwritten', async (t) => {
  t.regex(errorOf(await wiring('show bnch --json')).hint, /did you mean bench/);
  t.regex(errorOf(await wiring('show ./nowhere.yaml --json')).message, /can't read \.\/nowhere\.yaml/);
  t.is((await wiring('show')).code, 2);
  t.regex(errorOf(await wiring('draw bench --out /tmp/x.pdf --json')).hint, /bench\.svg/);
  t.regex(errorOf(await wiring('draw bench --out /nowhere/x.svg --json')).message, /can't write/);
  const own = join(scratch, 'mine.yaml');
  t.is((await wiring(`new --save "${own}"`)).code, 0);
  t.is((await wiring(`check "${own}"`)).code, 0, 'what new writes is right as it stands');
  const again = await wiring(`new --save "${own}" --json`);
  t.is(again.code, 2);
  t.regex(errorOf(again).message, /exists, and is left as it is/);
});

test('a drawing is well-formed, has every wire in its color, and is the same every time', async (t) => {
  const path = join(scratch, 'radio.svg');
  t.is((await wiring(`draw tm-d700-bluetooth --out "${path}"`)).code, 0);
  const svg = readFileSync(path, 'utf8');
  t.regex(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  t.is(svg.match(/class="wire"/g)?.length, 12);
  t.regex(svg, /seen from the wire side/);
  await wiring(`draw tm-d700-bluetooth --out "${path}"`);
  t.is(readFileSync(path, 'utf8'), svg);
});

test('a schematic is drawn sheet by sheet', async (t) => {
  const path = join(scratch, 'sheet.svg');
  const { code, stdout } = await wiring(`draw air-up --schematic --sheet 2 --out "${path}"`);
  t.is(code, 0);
  t.regex(stdout, /sheet 2 of 3/);
  t.regex(readFileSync(path, 'utf8'), /schematic, sheet 2 of 3/);
  const refused = async (flags: string): Promise<string> =>
    errorOf(await wiring(`draw air-up ${flags} --out "${path}" --json`)).message;
  t.regex(await refused('--schematic --sheet 4'), /no sheet 4/);
  t.regex(await refused('--sheet 2'), /only a schematic has sheets/);
  t.regex(await refused('--schematic --stripboard'), /two drawings/);
});

test('a stripboard is drawn where a design has one, and its holes must be pins of the design', async (t) => {
  const path = join(scratch, 'board.svg');
  t.is((await wiring(`draw air-up --stripboard --out "${path}"`)).code, 0);
  t.regex(readFileSync(path, 'utf8'), /the side of the parts/);
  t.regex(
    errorOf(await wiring(`draw bench --stripboard --out "${path}" --json`)).message,
    /has no stripboard/,
  );
  const board = (hole: string, end: string): string =>
    file(`${bench}\nstripboard:\n  strips: 3\n  holes: 5\n  parts: {}\n  wires: { ${hole}: ${end} }\n`);
  const wrongEnd = errorOf(await wiring(`check "${board('A1', 'usb.TXX')}" --json`));
  t.regex(wrongEnd.message, /yaml:\d+:\d+: adapter has no pin "TXX"/);
  t.regex(errorOf(await wiring(`check "${board('1A', 'usb.TXD')}" --json`)).message, /stripboard\.wires\.1A/);
});

test('export wants one format, and writes it', async (t) => {
  const path = join(scratch, 'bench.net');
  t.regex(errorOf(await wiring(`export bench --out "${path}" --json`)).hint, /one of --kicad and --csv/);
  t.is((await wiring(`export bench --kicad --csv --out "${path}"`)).code, 2);
  t.is((await wiring(`export bench --kicad --out "${path}"`)).code, 0);
  t.regex(readFileSync(path, 'utf8'), /^\(export\n {2}\(version "E"\)/);
});

test('the bill of parts as CSV', async (t) => {
  const { stdout } = await wiring('bom bench --csv');
  t.regex(stdout, /^count,part,names,note,look\r\n1,"USB-serial adapter, 3\.3 V signals",usb,/);
});
