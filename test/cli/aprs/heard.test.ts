import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Copies } from '../../../host/packet/aprs/receive/copies.js';
import { decodeFrame, encodeUi } from '../../../host/packet/ax25/ax25.js';
import { parseCallSign } from '../../../host/packet/callsign.js';
import { encodeKiss, KissDecoder } from '../../../host/packet/kiss/kiss.js';
import { portOf } from '../../real-time/port-of.js';
import { type Ran, run, words } from '../run.js';

const scratch = mkdtempSync(join(tmpdir(), 'onair-heard-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));
const onair = (line: string): Promise<Ran> => run(words(line));

/** `FROM [DIGI* ...] info`, as a frame and as a line of a log. */
function frame(from: string, path: readonly string[], info: string): Uint8Array {
  return encodeUi({
    from: parseCallSign(from),
    to: parseCallSign('APZ001'),
    path: path.map((call) => ({ call: parseCallSign(call.replace('*', '')), repeated: call.endsWith('*') })),
    info: Buffer.from(info),
  });
}

const HERE = '!4142.00N/07242.00W';
const FAR = '!4842.00N/07242.00W';
const HEARD: readonly (readonly [second: number, frame: Uint8Array])[] = [
  [0, frame('W1AW-9', [], `${HERE}>first`)],
  [1, frame('W1AW-9', ['N1AW-1*', 'WIDE2-1'], `${HERE}>first`)],
  [2, frame('W1AW-9', ['N1AW-2*'], `${HERE}>first`)],
  [40, frame('W1AW-9', ['N1AW-1*'], `${HERE}>first`)],
  [41, frame('K1AW', [], `${FAR}-far`)],
  [42, frame('K1AW', [], ':W1AW-9   :hello{1')],
  [43, frame('K1AW', [], ';NET      *092345z4142.00N/07242.00W-')],
];

/** @returns the path of a log with these packets */
function log(name: string, packets = HEARD): string {
  const path = join(scratch, name);
  const lines = packets.map(([second, data]) =>
    JSON.stringify({
      time: new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString(),
      port: 0,
      hex: Buffer.from(data).toString('hex'),
    }),
  );
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const kinds = ({ documents }: Ran): unknown[] =>
  documents.map(({ schema, report }) =>
    schema === 'onair/aprs.copy@1' ? 'copy' : (report as { kind: string } | undefined)?.kind,
  );

test('replay folds what several digipeaters have sent, for 30 s', async (t) => {
  const path = log('fold.log');
  const ran = await onair(`aprs replay ${path} --json`);
  t.is(ran.code, 0);
  t.deepEqual(kinds(ran), ['position', 'copy', 'copy', 'position', 'position', 'message', 'object']);
  t.like(ran.documents[2], {
    from: 'W1AW-9',
    path: ['N1AW-2*'],
    copies: 2,
    time: '2026-01-01T12:00:02.000Z',
  });
  const { stdout } = await onair(`aprs replay ${path}`);
  t.regex(stdout, /W1AW-9 car.*\n +the same packet of W1AW-9 via N1AW-1\*,WIDE2-1\n +the same packet/);
});

const FIRST = ['position', 'copy', 'copy', 'position'];
for (const [flags, expected] of [
  ['--at 41.7,-72.7 --near 5', [...FIRST, 'object']],
  ['--at 41.7,-72.7 --near 480 --imperial', [...FIRST, 'object']],
  ['--at 41.7,-72.7 --near 490 --imperial', [...FIRST, 'position', 'object']],
  ['--call k1aw', ['position', 'message', 'object']],
  ['--call W1AW', [...FIRST, 'message']],
  ['--call W1AW-8', []],
  ['--call NET,W1*', [...FIRST, 'message', 'object']],
  ['--kind message,object', ['message', 'object']],
  ['--kind position --call K1AW', ['position']],
] as const) {
  test(`replay ${flags}`, async (t) => {
    t.deepEqual(kinds(await onair(`aprs replay ${log('filter.log')} --json ${flags}`)), [...expected]);
  });
}

for (const [line, says] of [
  ['--near 5', /near to what/],
  ['--near five --at 1,1', /can't be "five"/],
  ['--kind mesage', /did you mean "?message/],
] as const) {
  test(`replay ${line}: refused`, async (t) => {
    const ran = await onair(`aprs replay ${log('refused.log')} ${line}`);
    t.is(ran.code, 2);
    t.regex(ran.stderr, says);
  });
}

test('heard: who, when, where, how often, through whom', async (t) => {
  const path = log('heard.log');
  const { documents } = await onair(`aprs heard ${path} --at 41.7,-72.8 --json`);
  t.like(documents[0], { schema: 'onair/aprs.heard@1', ok: true });
  const [far, near] = (documents[0]?.stations ?? []) as Record<string, unknown>[];
  t.like(far, { call: 'K1AW', packets: 3, via: { direct: 3 } });
  t.like(near, {
    call: 'W1AW-9',
    packets: 2,
    first: '2026-01-01T12:00:00.000Z',
    last: '2026-01-01T12:00:40.000Z',
    via: { direct: 1, 'N1AW-1': 2, 'N1AW-2': 1 },
    place: { latitude: 41.7, longitude: -72.7 },
  });
  const { stdout } = await onair(`aprs heard ${path} --at 41.7,-72.8`);
  t.regex(stdout, /^W1AW-9 +2 +.* +8\.3 km E +direct N1AW-1 ×2 N1AW-2$/m);
});

test('a log that was cut off is read as far as it goes, and no other file is', async (t) => {
  const path = log('cut.log');
  appendFileSync(path, '{"time":"2026-01-01T12:00:44.000Z","port":0,"he');
  const ran = await onair(`aprs heard ${path}`);
  t.is(ran.code, 0);
  t.regex(ran.stderr, /1 of its lines can't be read \(the first is line 8\)/);
  writeFileSync(path, 'no log\n');
  t.is((await onair(`aprs replay ${path}`)).code, 2);
  t.is((await onair(`aprs replay ${scratch}/missing.log`)).code, 2);
});

/** A TNC that says these frames, and keeps what it is given. */
async function tnc(
  t: ExecutionContext,
  frames: readonly Uint8Array[],
): Promise<{ port: string; got: string[] }> {
  const got: string[] = [];
  const listening = createServer((socket: Socket) => {
    const decoder = new KissDecoder();
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => {
      for (const { data } of decoder.push(bytes)) {
        const decoded = decodeFrame(data);
        if (decoded.ok) got.push(Buffer.from(decoded.frame.info).toString());
      }
      if (got.length === 3)
        socket.write(encodeKiss({ port: 0, command: 0, data: frame('W1AW', [], '>end') }));
    });
    for (const data of frames) socket.write(encodeKiss({ port: 0, command: 0, data }));
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  t.teardown(() => void listening.close());
  return { port: `tcp://127.0.0.1:${portOf(listening)}`, got };
}

test('listen --log keeps every packet, copies too, and adds to what is there', async (t) => {
  const path = join(scratch, 'live.log');
  const { port } = await tnc(
    t,
    HEARD.map(([, data]) => data),
  );
  for (let run = 0; run < 2; run++)
    t.is((await onair(`aprs listen --port ${port} --log ${path} --count 4`)).code, 0);
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  t.is(lines.length, 14);
  t.like(JSON.parse(lines[1] ?? ''), {
    port: 0,
    monitor: 'W1AW-9>APZ001,N1AW-1*,WIDE2-1:!4142.00N/07242.00W>first',
  });
  t.is((await onair(`aprs listen --port ${port} --log ${scratch}/no/such.log --count 1`)).code, 2);
});

test('--answer acknowledges what came through a gateway, and reply-acks exactly as sent', async (t) => {
  const { port, got } = await tnc(t, [
    frame('N1AW-10', [], '}K1AW>APRS,TCPIP,N1AW-10*::W1AW-9   :hi{12'),
    frame('K1AW', [], ':W1AW-9   :hello{AB}cd'),
    frame('K1AW', [], ':W1AW-9   :there{AC}'),
    frame('K1AW', [], ':W1AW-9   :no number'),
  ]);
  const line = `aprs listen --port ${port} --answer --from W1AW-9 --yes --kind status --count 1`;
  t.is((await onair(line)).code, 0);
  t.deepEqual(got, [':K1AW     :ack12', ':K1AW     :ackAB}cd', ':K1AW     :ackAC}']);
});

test('copies are forgotten after a while, and use no more memory for it', (t) => {
  const copies = new Copies();
  const take = (info: string, nowMs: number): number => {
    const decoded = decodeFrame(frame('W1AW', [], info));
    return decoded.ok ? copies.count(decoded.frame, nowMs) : -1;
  };
  t.deepEqual([take('>a', 0), take('>a', 10), take('>a', 29_000), take('>a', 31_000)], [0, 1, 2, 0]);
  for (let i = 0; i < 600; i++) take(`>${i}`, 31_000);
  t.is(take('>a', 32_000), 0);
});

test('telemetry is scaled by what its station has said before, whatever is shown', async (t) => {
  const path = log('telemetry.log', [
    [0, frame('W1AW-9', [], 'T#001,100,000,000,000,000,00000000')],
    [1, frame('W1AW-9', [], ':W1AW-9   :PARM.Battery')],
    [2, frame('W1AW-9', [], ':W1AW-9   :UNIT.V')],
    [3, frame('W1AW-9', [], ':W1AW-9   :EQNS.0,0.1,2')],
    [4, frame('W1AW-9', [], 'T#002,100,000,000,000,000,00000000')],
    [5, frame('K1AW', [], 'T#003,100,000,000,000,000,00000000')],
  ]);
  const ran = await onair(`aprs replay ${path} --kind telemetry --json`);
  t.deepEqual(
    ran.documents.map(({ scaled }) => (scaled as { values: unknown[] } | undefined)?.values[0]),
    [undefined, { name: 'Battery', value: 12, unit: 'V' }, undefined],
  );
  t.regex((await onair(`aprs replay ${path} --kind telemetry`)).stdout, /Battery 12 V/);
});
