import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';
import fc from 'fast-check';
import { GEOJSON } from '../../host/packet/waypoints/geojson.js';
import { GPX } from '../../host/packet/waypoints/gpx.js';
import { withWaypoints } from '../../host/packet/waypoints/map-file.js';
import { WaypointReader } from '../../host/packet/waypoints/reader.js';
import type { HeardWaypoint, Waypoint } from '../../host/packet/waypoints/waypoint.js';
import { until } from '../link/waits.js';
import { anyHeard } from '../packet/waypoints/arbitraries.js';
import { FOREIGN_GPX } from '../packet/waypoints/foreign-files.js';
import { direWolf, gpsbabel, socat, xmllint } from '../peers.js';

const execute = promisify(execFile);
const scratch = mkdtempSync(join(tmpdir(), 'onair-peers-'));
test.after.always(() => rmSync(scratch, { recursive: true, force: true }));
let files = 0;
function written(text: string): string {
  const path = join(scratch, String(files++));
  writeFileSync(path, text);
  return path;
}

const SCHEMA = 'test/packet/waypoints/gpx-1.1.rng';

(xmllint ? test : test.skip)(
  'GPX: xmllint finds every file as the schema says (needs xmllint)',
  async (t) => {
    const valid = (path: string) =>
      execute('xmllint', ['--noout', '--relaxng', SCHEMA, path], { timeout: 60_000 });
    const lists = fc.sample(fc.array(anyHeard, { maxLength: 300 }), { numRuns: 40, seed: 1 });
    const corner = (longitude: number, latitude: number): HeardWaypoint => ({
      time: '2026-01-02T03:04:05.678Z',
      waypoint: { form: 'nmea', name: `${longitude}`, latitude, longitude },
    });
    lists.push([corner(180, 90), corner(-180, -90), corner(0, 0)]);
    for (const heard of lists) await t.notThrowsAsync(valid(written(withWaypoints(GPX, GPX.empty, heard))));
    const ours = 'xmlns="http://www.topografix.com/GPX/1/1"';
    for (const file of FOREIGN_GPX.filter((text) => text.includes(ours))) {
      await t.notThrowsAsync(valid(written(withWaypoints(GPX, file, lists[0] ?? []))), file);
    }
    await t.throwsAsync(
      valid(written('<gpx version="1.1" creator="x"/>')),
      undefined,
      'it looks at something',
    );
  },
);

/** What another program finds in a map file: a row a waypoint. */
async function asGpsbabelSees(format: string, text: string): Promise<string[]> {
  const argv = ['-i', format, '-f', written(text), '-o', 'unicsv,utc=0', '-F', '-'];
  const { stdout } = await execute('gpsbabel', argv, { timeout: 60_000 });
  return stdout.trim().split('\n').slice(1);
}

const HEARD: readonly HeardWaypoint[] = [
  ['W1AW', 41.714833, -72.727167, 12],
  ['N1AW', -41.5, 0.25, 3000],
].map(([name, latitude, longitude, altitudeM]) => ({
  time: '2026-01-02T03:04:05.000Z',
  waypoint: { form: 'nmea', name, latitude, longitude, altitudeM } as Waypoint,
}));

(gpsbabel ? test : test.skip)(
  'GPSBabel reads our files, and we read its sentences (needs gpsbabel)',
  async (t) => {
    const gpx = withWaypoints(GPX, GPX.empty, HEARD);
    for (const [format, text] of [
      ['gpx', gpx],
      ['geojson', withWaypoints(GEOJSON, GEOJSON.empty, HEARD)],
    ] as const) {
      const rows = await asGpsbabelSees(format, text);
      t.is(rows.length, 2);
      t.regex(rows[0] ?? '', /41\.714833,-72\.727167,"W1AW"/);
      t.regex(rows[1] ?? '', /-41\.500000,0\.250000,"N1AW"/);
    }
    for (const format of ['nmea', 'magellan']) {
      const { stdout } = await execute('gpsbabel', [
        '-i',
        'gpx',
        '-f',
        written(gpx),
        '-o',
        format,
        '-F',
        '-',
      ]);
      const heard = new WaypointReader()
        .push(Buffer.from(stdout))
        .map(({ result }) => (result.ok ? result.waypoint : result));
      t.is(heard.length, 2, stdout);
      t.like(heard[0], { form: format, name: 'W1AW', latitude: 41.714833, longitude: -72.727167 });
      t.like(heard[1], { form: format, name: 'N1AW', latitude: -41.5, longitude: 0.25 });
      if (format === 'magellan') t.like(heard[1], { altitudeM: 3000 });
    }
  },
);

/** Positions and objects as audio; Dire Wolf says each of them in three ways. */
const PACKETS = `W1AW>APRS:!4142.89N/07243.63W>037/020/A=000695car
W1AW-3>APRS:;CAMP 2   *111111z4142.06N/07244.46W;camp
W1AW-4>APRS:)ITEM!4142.06N/07244.46W,scouts
W1AW-5>APRS:!4142.89S/07243.63E*snow
`;

const CONFIG = `ADEVICE stdin null
ARATE 44100
ACHANNELS 1
CHANNEL 0
MYCALL N0CALL
MODEM 1200
AGWPORT 0
KISSPORT 0
WAYPOINT {port} NMK
`;
const WAVE_HEADER = 44;
/** Five seconds: Dire Wolf wants to hear beyond the end of a packet. */
const SILENCE = 5 * 44100 * 2;

const ONAIR = join(import.meta.dirname, '../../host/cli/onair.js');

(direWolf && socat ? test : test.skip)(
  'Dire Wolf hears packets and tells them to a serial port, onair makes a map (needs direwolf and socat)',
  async (t) => {
    const [theirs, ours] = [join(scratch, 'theirs'), join(scratch, 'ours')];
    const cable = spawn('socat', [`PTY,link=${theirs},rawer`, `PTY,link=${ours},rawer`], { stdio: 'ignore' });
    t.teardown(() => void cable.kill('SIGKILL'));
    await until('the cable is there', () => [theirs, ours].every(existsSync));
    const wave = join(scratch, 'packets.wav');
    await execute('gen_packets', ['-o', wave, written(PACKETS)], { timeout: 60_000 });
    const geojson = join(scratch, 'heard.geojson');
    const onair = spawn(
      process.execPath,
      [ONAIR, 'waypoints', 'listen', '--port', ours, '--count', '12', '--geojson', geojson],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    t.teardown(() => void onair.kill('SIGKILL'));
    await new Promise((resolve) => onair.stderr.once('data', resolve)); // listening on ...
    const config = written(CONFIG.replace('{port}', 'theirs')); // it takes 19 characters at most
    const wolf = spawn('direwolf', ['-c', config, '-t', '0', '-'], {
      cwd: scratch,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    t.teardown(() => void wolf.kill('SIGKILL'));
    wolf.stdin.on('error', () => {}); // it is killed while it listens
    wolf.stdin.write(readFileSync(wave).subarray(WAVE_HEADER));
    wolf.stdin.write(Buffer.alloc(SILENCE));
    let stdout = '';
    onair.stdout.on('data', (text: Buffer) => {
      stdout += text.toString();
    });
    const code = await new Promise((resolve) => onair.once('close', resolve));
    t.is(code, 0, stdout);
    t.regex(stdout, /12 waypoints of 4 names/);
    const { features } = JSON.parse(readFileSync(geojson, 'utf8')) as { features: { properties: object }[] };
    t.like(features, [
      {
        id: 'onair:W1AW',
        geometry: { coordinates: [-72.727167, 41.714833, 211.8] },
        properties: { symbol: '/>', courseDeg: 37, speedKmh: 37.04 },
      },
      { id: 'onair:CAMP 2', properties: { kind: 'campground' } },
      { id: 'onair:ITEM', properties: { symbol: '/,' } },
      {
        id: 'onair:W1AW-5',
        geometry: { coordinates: [72.727167, -41.714833] },
        properties: { symbol: '/*' },
      },
    ]);
  },
);
