import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { type Ran, run, words } from '../cli/run.js';
import { decoded, type Specimen, specimens } from '../packet/packets.js';
import { direWolf } from '../peers.js';
import { AUDIO_RATE, DireWolf, type DireWolfSetup } from './dire-wolf.js';

const exec = promisify(execFile);
const judged = direWolf ? test.serial : test.skip;
const scratch = mkdtempSync(join(tmpdir(), 'onair-direwolf-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

async function wolf(t: ExecutionContext, setup: Omit<DireWolfSetup, 'folder'>): Promise<DireWolf> {
  const started = await DireWolf.start({ folder: scratch, ...setup });
  t.teardown(() => started.close());
  return started;
}

/** The sound of packets, as a radio at 1200 baud makes it. */
async function sound(packets: readonly Specimen[]): Promise<Buffer> {
  const [text, wav] = [join(scratch, 'packets.txt'), join(scratch, 'packets.wav')];
  writeFileSync(text, packets.map(({ line }) => `${line}\n`).join(''));
  await exec('gen_packets', ['-r', String(AUDIO_RATE), '-o', wav, text], { timeout: 60_000 });
  return readFileSync(wav);
}

judged(
  'aprs listen on a real TNC hears every packet of 1200 baud audio as it was sent (needs direwolf)',
  async (t) => {
    const packets = specimens();
    const tnc = await wolf(t, { name: 'hears' });
    const listening = run(words(`aprs listen --port ${tnc.port} --count ${packets.length} --json`));
    await tnc.says(/^Attached to KISS TCP client/);
    tnc.hear(await sound(packets));
    const { code, documents } = await listening;
    t.is(code, 0);
    t.is(documents.length, packets.length);
    for (const [index, { report, from, to }] of documents.entries()) {
      const sent = packets[index];
      if (!sent) return t.fail();
      const expected = JSON.parse(JSON.stringify({ report: decoded(sent), from: sent.from, to: sent.to }));
      t.deepEqual({ report, from, to }, expected, sent.line);
    }
  },
);

/** Dire Wolf's own encoder: what it is told to send, and what we read. `sendto=R0` plays it as if it was heard. */
const BEACONS: readonly (readonly [config: string, report: object])[] = [
  [
    'PBEACON overlay=S symbol="digi" lat=42^37.14N long=071^20.83W power=50 height=20 gain=4 comment="Chelmsford MA"',
    {
      kind: 'position',
      form: 'plain',
      symbol: { table: 'S', code: '#' },
      antenna: { powerW: 49, heightM: 6.1, gainDb: 4 },
      comment: 'Chelmsford MA',
    },
  ],
  [
    'PBEACON compress=1 symbol=car lat=42^37.14N long=071^20.83W alt=100 comment="small"',
    {
      kind: 'position',
      form: 'compressed',
      symbol: { table: '/', code: '>' },
      altitudeM: 99.97,
      comment: 'small',
    },
  ],
  [
    'PBEACON messaging=1 symbol="house" lat=33^51.41S long=151^12.92E',
    { kind: 'position', form: 'plain', messaging: true, symbol: { table: '/', code: '-' }, comment: '' },
  ],
  [
    'OBEACON objname=EL-1234 symbol="\\j" lat=42^37.14N long=071^20.83W comment="net"',
    { kind: 'object', name: 'EL-1234', live: true, symbol: { table: '\\', code: 'j' }, comment: 'net' },
  ],
  ['CBEACON info=">on the air"', { kind: 'status', comment: 'on the air' }],
  ['CBEACON info=":N1AW-9   :hello{12"', { kind: 'message', to: 'N1AW-9', text: 'hello', id: '12' }],
];

judged('aprs listen reads what Dire Wolf itself encodes (needs direwolf)', async (t) => {
  const config = BEACONS.map(([line]) => line.replace(' ', ' delay=0:02 every=60:00 sendto=R0 '));
  const tnc = await wolf(t, { name: 'encodes', config });
  const { code, documents } = await onair(`aprs listen --port ${tnc.port} --count ${BEACONS.length} --json`);
  t.is(code, 0);
  for (const [index, [line, report]] of BEACONS.entries()) {
    t.like(documents[index], { from: 'N0CALL', report }, line);
  }
});

function onair(line: string): Promise<Ran> {
  return run(words(line));
}
