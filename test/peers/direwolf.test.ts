import { execFile } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import type { AprsReport } from '../../host/packet/aprs/report.js';
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
  const config = BEACONS.map(([line]) => line.replace(' ', ' delay=0:05 every=0:10 sendto=R0 '));
  const tnc = await wolf(t, { name: 'encodes', config });
  const { code, documents } = await onair(`aprs listen --port ${tnc.port} --count ${BEACONS.length} --json`);
  t.is(code, 0);
  const first = documents.findIndex(({ report }) => (report as AprsReport).kind === 'position');
  for (const [index, [line, report]] of BEACONS.entries()) {
    t.like(documents[(first + index) % BEACONS.length], { from: 'N0CALL-1', report }, line);
  }
});

/** Two stations on one channel: what one transmits is the audio that the other hears. */
async function pair(t: ExecutionContext): Promise<readonly [DireWolf, DireWolf]> {
  const [there, back] = [join(scratch, 'there'), join(scratch, 'back')];
  await exec('mkfifo', [there, back]);
  const config = ['TXDELAY 10', 'TXTAIL 30', 'FULLDUP ON'];
  const ends = [openSync(back, 'r+'), openSync(there, 'r+')] as const;
  t.teardown(() => ends.forEach(closeSync));
  return Promise.all([
    wolf(t, { name: 'near', config, audioIn: ends[0], audioOut: there }),
    wolf(t, { name: 'far', config, audioIn: ends[1], audioOut: back }),
  ]);
}

judged(
  'over two TNCs and their audio a beacon is read, and a message is acknowledged (needs direwolf)',
  async (t) => {
    const [near, far] = await pair(t);
    const listening = onair(`aprs listen --port ${far.port} --answer --from N1AW-9 --yes --count 2 --json`);
    await far.says(/^Attached to KISS TCP client/);
    const flags = `--port ${near.port} --from W1AW --yes --txdelay 100`;
    const beacon = await onair(`aprs beacon ${flags} --at 41.7148,-72.7272 --symbol jeep "on the air"`);
    t.is(beacon.code, 0, beacon.stderr);
    await far.says(/^Position, JEEP/);
    const message = await onair(`aprs message ${flags} --to N1AW-9 --id 12 --json "at the gate"`);
    t.is(message.code, 0, message.stderr);
    t.like(message.documents[0], { acknowledged: true, tries: 1 });
    await far.says(/^APRS Message 12 for "N1AW-9"/);
    await near.says(/^ACK message 12 for "W1AW"/);
    const { code, documents } = await listening;
    t.is(code, 0);
    t.like(documents[0], {
      from: 'W1AW',
      path: ['WIDE1-1', 'WIDE2-1'],
      report: { kind: 'position', comment: 'on the air', symbol: { table: '/', code: 'j' } },
    });
    t.like(documents[1], { from: 'W1AW', report: { kind: 'message', text: 'at the gate', id: '12' } });
  },
);

function onair(line: string): Promise<Ran> {
  return run(words(line));
}
