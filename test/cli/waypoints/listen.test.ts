import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { OnairError } from '../../../host/base/error.js';
import { WaypointWriter } from '../../../host/cli/waypoints/waypoint-writer.js';
import type { HeardWaypoint } from '../../../host/packet/waypoints/waypoint.js';
import { writeWaypoint } from '../../../host/packet/waypoints/write-sentence.js';
import { ManualClock } from '../../link/manual-clock.js';
import { portOf } from '../../real-time/port-of.js';
import { inVirtualTime } from '../../virtual-time.js';
import { type Ran, type RunSetup, run, words } from '../run.js';

const scratch = mkdtempSync(join(tmpdir(), 'onair-waypoints-'));
test.after.always(() => rmSync(scratch, { recursive: true, force: true }));
let files = 0;
const file = (end: string): string => join(scratch, `${files++}.${end}`);

const SIM = 'sim:tm-d700-gps';
const onair = (line: string, setup: RunSetup = {}): Promise<Ran> =>
  run(words(`waypoints listen ${line}`), setup);
const virtually = async (line: string, setup: RunSetup = {}): Promise<Ran> =>
  (await inVirtualTime(() => onair(line, setup))).value;

/** A GPS port on TCP. */
async function gpsPort(t: ExecutionContext, onSocket: (socket: Socket) => void): Promise<string> {
  const listening = createServer((socket) => {
    socket.on('error', () => {});
    onSocket(socket);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  t.teardown(() => void listening.close());
  return `tcp://127.0.0.1:${portOf(listening)}`;
}

const sentence = (name: string, latitude = 41.5): string =>
  `${writeWaypoint({ form: 'nmea', name, latitude, longitude: -72.25 }, new Date())}\r\n`;

interface Feature {
  readonly geometry: { readonly coordinates: readonly number[] };
  readonly properties: { readonly name: string; readonly time: string };
}
const features = (path: string): Feature[] =>
  (JSON.parse(readFileSync(path, 'utf8')) as { features: Feature[] }).features;
const schemas = ({ documents }: Ran): string[] => documents.map(({ schema }) => String(schema));

test.serial('stations with place, distance and motion, in metric and imperial', async (t) => {
  const line = `--port ${SIM}?way=kenwood-9 --count 2 --at 41.7,-72.7`;
  const { stdout } = await virtually(line);
  t.regex(
    stdout,
    /^\d\d:\d\d:\d\d N0CALL-9 car, 41\.7148, -72\.7272 \(2\.8 km NW, 306°\), 37 km\/h to NE \(37°\)$/m,
  );
  t.regex(stdout, /CAMP,2 campground, /);
  t.regex(stdout, /^2 waypoints of 2 names$/m);
  t.regex((await virtually(`${line} --imperial`)).stdout, /\(1\.7 mi NW, 306°\), 23 mph/);
});

for (const way of ['nmea-6', 'nmea-7', 'nmea-8', 'nmea-9', 'magellan-6', 'kenwood-9']) {
  test.serial(`a simulated radio that is set to ${way}`, async (t) => {
    const ran = await virtually(`--port ${SIM}?way=${way} --count 4 --json`);
    t.is(ran.code, 0);
    const length = Number(way.split('-')[1]);
    t.deepEqual(
      ran.documents.slice(0, 4).map(({ form, name }) => `${form} ${name}`),
      ['N0CALL-9', 'CAMP,2', 'N0CALL', 'N0CALL-7'].map(
        (name) => `${way.split('-')[0]} ${name.slice(0, length)}`,
      ),
    );
  });
}

test.serial('--json: one document a waypoint, and a summary', async (t) => {
  const [gpx, geojson] = [file('gpx'), file('geojson')];
  const ran = await virtually(`--port ${SIM} --count 6 --json --gpx "${gpx}" --geojson "${geojson}"`);
  t.is(ran.code, 0, ran.stdout);
  t.like(ran.documents[1], {
    schema: 'onair/waypoints.heard@1',
    form: 'nmea',
    name: 'CAMP,2',
    latitude: 41.701,
    longitude: -72.741,
  });
  t.like(ran.documents.at(-1), {
    schema: 'onair/waypoints.summary@1',
    heard: 6,
    names: 4,
    refused: { 'no-checksum': 0, 'bad-checksum': 0, 'bad-waypoint': 0 },
    files: [gpx, geojson],
    warnings: [],
  });
  t.deepEqual(
    features(geojson).map(({ properties: { name } }) => name),
    ['N0CALL-9', 'CAMP,2', 'N0CALL', 'N0CALL-7'],
  );
  t.is(features(geojson)[0]?.geometry.coordinates[1], 41.718833, 'the newest place');
  t.is(readFileSync(gpx, 'utf8').match(/<wpt /g)?.length, 4);
});

test.serial('another run continues the same file', async (t) => {
  const geojson = file('geojson');
  await virtually(`--port ${SIM} --count 2 --geojson "${geojson}"`);
  const [first] = features(geojson);
  const again = await virtually(`--port ${SIM} --count 3 --geojson "${geojson}"`);
  t.is(again.code, 0);
  t.is(features(geojson).length, 3);
  t.true((features(geojson)[0]?.properties.time ?? '') >= (first?.properties.time ?? 'z'));
});

for (const [fault, reason, says] of [
  ['bad-checksum', 'bad-checksum', /not taken, wrong checksum: \$GPWPL,4142\.06,N,07244\.46,W,CAMP,2\*/],
  ['no-checksum', 'no-checksum', /not taken, no checksum: \$GPWPL,/],
] as const) {
  test.serial(`${fault}: reported, counted, not taken`, async (t) => {
    const line = `--port ${SIM}?fault=${fault} --for 9000`;
    const ran = await virtually(line);
    t.is(ran.code, 0);
    t.regex(ran.stderr, says);
    const { documents } = await virtually(`${line} --json`);
    t.like(
      documents.find(({ schema }) => schema === 'onair/waypoints.refused@1'),
      { reason },
    );
    const { heard, refused } = documents.at(-1) as { heard: number; refused: Record<string, number> };
    t.deepEqual([heard, refused[reason]], fault === 'no-checksum' ? [0, 4] : [2, 2]);
  });
}

test.serial(
  'after half a minute without a byte the usual causes are shown; a waypoint keeps it quiet',
  async (t) => {
    const silent = await virtually('--port sim:tm-d700 --for 40000');
    t.is(silent.code, 0);
    t.regex(silent.stderr, /nothing came for half a minute: is this the GPS port/);
    t.notRegex((await virtually(`--port ${SIM} --for 40000`)).stderr, /half a minute/);
  },
);

test.serial('--unchecked takes what has no checksum', async (t) => {
  const ran = await virtually(`--port ${SIM}?fault=no-checksum --count 2 --unchecked`);
  t.regex(ran.stdout, /^2 waypoints of 2 names$/m);
});

test.serial('half lines and noise: what is whole is taken', async (t) => {
  for (const fault of ['half-lines', 'noise', 'partial@2']) {
    const ran = await virtually(`--port ${SIM}?fault=${fault} --count 2 --timeout 60000`);
    t.is(ran.code, 0, fault);
  }
});

test.serial('a wrong rate is reported, with the other one', async (t) => {
  const ran = await virtually(`--port ${SIM}?speed=9600 --for 60000`);
  t.is(ran.code, 0);
  t.regex(ran.stderr, /bytes came and no sentence: is 4800 the rate of the port\?.*--baud 9600/);
  const right = await virtually(`--port ${SIM}?speed=9600 --for 60000 --baud 9600`);
  t.notRegex(right.stderr, /no sentence/);
});

test.serial('gpsd is asked for its sentences, and its JSON is no wrong rate', async (t) => {
  let asked = '';
  const port = await gpsPort(t, (socket) => {
    const greeting = '{"class":"VERSION","release":"3.22","rev":"3.22","proto_major":3,"proto_minor":14}\r\n';
    socket.write(greeting.slice(0, 9));
    setImmediate(() => socket.write(greeting.slice(9)));
    socket.on('data', (bytes) => {
      asked += bytes.toString();
      socket.write(`{"class":"DEVICES","devices":[${'"/dev/ttyUSB0",'.repeat(20)}]}\r\n${sentence('HOME')}`);
    });
  });
  const { stdout, stderr, code } = await onair(`--port ${port} --count 1`);
  t.is(code, 0);
  t.is(asked, '?WATCH={"enable":true,"nmea":true};\n');
  t.regex(stdout, /HOME 41\.5000, -72\.2500/);
  t.regex(stderr, /this is gpsd/);
  t.notRegex(stderr, /rate/);
});

test.serial('what only begins like gpsd is sent nothing', async (t) => {
  let asked = '';
  const port = await gpsPort(t, (socket) => {
    socket.on('data', (bytes) => {
      asked += bytes.toString();
    });
    socket.write(`{"class":"OTHER"}\r\n${sentence('HOME')}`);
  });
  t.is((await onair(`--port ${port} --count 1`)).code, 0);
  t.is(asked, '');
});

test.serial('Ctrl-C is the ordinary end: exit 0 and a summary', async (t) => {
  const controller = new AbortController();
  const ran = await virtually(`--port ${SIM} --gpx "${file('gpx')}"`, {
    signal: controller.signal,
    onOutput: () => controller.abort(),
  });
  t.is(ran.code, 0);
  t.regex(ran.stdout, /^1 waypoint of 1 name; kept in /m);
});

test.serial('a link that is lost is opened again', async (t) => {
  const lossy = await virtually(`--port ${SIM}?fault=disconnect@3 --count 5 --json`);
  t.is(lossy.code, 0);
  t.deepEqual(schemas(lossy).slice(0, 4), [
    'onair/waypoints.heard@1',
    'onair/waypoints.heard@1',
    'onair/waypoints.lost@1',
    'onair/waypoints.heard@1',
  ]);
  t.regex(
    (await virtually(`--port ${SIM}?fault=disconnect@3 --count 5`)).stderr,
    /the link is gone.*Next try in 3 s/,
  );
  // Each opening counts as well: the waits do not grow when it worked in between.
  const { documents } = await virtually(`--port ${SIM}?fault=disconnect@2 --count 4 --json`);
  t.deepEqual(
    documents.filter(({ schema }) => schema === 'onair/waypoints.lost@1').map(({ retryMs }) => retryMs),
    [3000, 3000, 3000],
  );
});

test.serial('half a line before the loss and half a line after it are no line', async (t) => {
  const [whole, half] = [sentence('W1AW'), sentence('N1AW')];
  let opened = 0;
  const port = await gpsPort(t, (socket) => {
    if (opened++ === 0) socket.end(whole + half.slice(0, 20));
    else socket.write(half.slice(20) + sentence('HOME'));
  });
  const ran = await onair(`--port ${port} --count 2 --json`);
  t.deepEqual(
    ran.documents.filter(({ name }) => name).map(({ name }) => name),
    ['W1AW', 'HOME'],
  );
});

test.serial('many in one burst: no more are taken than --count says, all of them are kept', async (t) => {
  const burst = Array.from({ length: 100 }, (_, index) => sentence(`S${index}`)).join('');
  const port = await gpsPort(t, (socket) => void socket.write(burst));
  const geojson = file('geojson');
  const ran = await onair(`--port ${port} --count 40 --geojson "${geojson}" --json`);
  t.is(schemas(ran).filter((schema) => schema === 'onair/waypoints.heard@1').length, 40);
  t.is(features(geojson).length, 40);
});

/** What can't work ends at once, with the exit code of its kind. */
const REFUSED: readonly (readonly [line: string, code: number, says: RegExp])[] = [
  ['--port /dev/no-such-port', 3, /no-such-port/],
  [`--port ${SIM}?way=garmin`, 2, /way can't be "garmin"/],
  [`--port ${SIM} --timeout 1000`, 4, /not done within 1000 ms/],
  [`--port ${SIM} --gpx "${scratch}/no/such.gpx"`, 2, /--gpx: can't write .*such\.gpx/],
  [`--port ${SIM} --geojson "${scratch}"`, 2, /--geojson: can't write .*: it is no ordinary file/],
  [`--port ${SIM} --at 91`, 2, /is not a position/],
  [`--port ${SIM} --count 0`, 2, /whole number/],
  [`--port ${SIM} --gpx`, 2, /argument missing/],
  [`--port ${SIM} --gpz x`, 2, /unknown option '--gpz'/],
];
for (const [line, code, says] of REFUSED) {
  test.serial(`refused: ${line.replace(scratch, '')}`, async (t) => {
    const ran = await virtually(line);
    t.is(ran.code, code, ran.stderr);
    t.regex(ran.stderr, says);
  });
}

test.serial('a file that is not ours is reported with line and column, and not touched', async (t) => {
  const path = file('gpx');
  writeFileSync(path, '<gpx>\n<trk></gpx>');
  const ran = await virtually(`--port ${SIM} --gpx "${path}" --json`);
  t.is(ran.code, 2);
  t.regex(JSON.stringify(ran.documents), /\.gpx:2:\d+: /);
  t.is(readFileSync(path, 'utf8'), '<gpx>\n<trk></gpx>');
});

test.serial('a folder that goes away and comes back: nothing is lost', async (t) => {
  const place = join(scratch, 'usb-stick');
  mkdirSync(place);
  const path = join(place, 'heard.geojson');
  let turn = 0;
  const ran = await virtually(`--port ${SIM} --count 6 --geojson "${path}"`, {
    onOutput: () => {
      turn++;
      if (turn === 2) renameSync(place, `${place}.away`);
      if (turn === 4) renameSync(`${place}.away`, place);
    },
  });
  t.is(ran.code, 0);
  t.regex(ran.stderr, /can't write .*heard\.geojson.*wait in memory/);
  t.regex(ran.stderr, /can be written again; waypoints lost: 0/);
  t.is(ran.stderr.match(/can't write/g)?.length, 1, 'reported once');
  t.is(features(path).length, 4);
});

test.serial('a file that can’t be written until the end is an error', async (t) => {
  const place = join(scratch, 'gone');
  mkdirSync(place);
  const ran = await virtually(`--port ${SIM} --count 2 --geojson "${place}/heard.geojson"`, {
    onOutput: () => rmSync(place, { recursive: true, force: true }),
  });
  t.is(ran.code, 2);
  t.regex(ran.stderr, /error: --geojson: can't write/);
});

test('what waits for a file is bounded, the newest of each name', (t) => {
  const clock = new ManualClock();
  const saved: HeardWaypoint[] = [];
  let full = true;
  const printed: string[] = [];
  const writer = new WaypointWriter(
    {
      path: 'x',
      save: (heard) => {
        if (full) throw new OnairError('bad-value', { message: 'disk full', hint: '' });
        saved.push(...heard);
      },
    },
    clock,
    (text) => printed.push(text),
  );
  const heard = (name: string, latitude: number): HeardWaypoint => ({
    time: '',
    waypoint: { form: 'nmea', name, latitude, longitude: 0 },
  });
  for (let index = 0; index < 10_005; index++) writer.write([heard(`S${index}`, 1)]);
  writer.write([heard('S7', 2)]);
  t.throws(() => writer.end(), { instanceOf: OnairError });
  full = false;
  writer.write([]);
  t.is(saved.length, 10_000);
  t.is(saved[7]?.waypoint.latitude, 2);
  writer.write([heard('NEW', 1)]);
  t.is(saved.length, 10_001, 'what is saved is not saved again');
  t.deepEqual(printed, [
    'disk full. Meanwhile waypoints wait in memory',
    'x can be written again; waypoints lost: 5',
  ]);
});
