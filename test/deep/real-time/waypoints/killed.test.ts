import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import test, { type ExecutionContext } from 'ava';
import { writeWaypoint } from '../../../../host/packet/waypoints/write-sentence.js';
import { portOf } from '../../../real-time/port-of.js';
import { posix } from '../../../systems.js';

/** Real processes: what is shown is on the disk, whenever the process is killed. */
const ONAIR = join(import.meta.dirname, '../../../../host/cli/onair.js');
const scratch = mkdtempSync(join(tmpdir(), 'onair-killed-'));
test.after.always(() => rmSync(scratch, { recursive: true, force: true }));
const onPosix = posix ? test.serial : test.serial.skip;

/** A GPS port that never rests: forty stations, each a little more to the north every time. */
async function busyPort(t: ExecutionContext, letter: string): Promise<string> {
  let count = 0;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    const send = (): void => {
      if (socket.destroyed) return;
      // In steps as small as a sentence can express: in whole minutes a fast computer is past the pole in ten seconds.
      const round = Math.floor(count / 40);
      const waypoint = {
        form: 'nmea',
        name: `${letter},${count++ % 40}`,
        latitude: round / 100 / 60,
        longitude: -72.25,
      } as const;
      socket.write(`${writeWaypoint(waypoint, new Date())}\r\n`, () => setImmediate(send));
    };
    send();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => void server.close());
  return `tcp://127.0.0.1:${portOf(server)}`;
}

/** Runs until this many waypoints were shown, then kills it. Gives the newest latitude that was shown of each name. */
async function killedAfter(
  lines: number,
  argv: readonly string[],
  signal: NodeJS.Signals,
): Promise<Map<string, number>> {
  const child = spawn(process.execPath, [ONAIR, 'waypoints', 'listen', ...argv, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const shown = new Map<string, number>();
  let seen = 0;
  let last = '';
  for await (const line of createInterface(child.stdout)) {
    if (!line.endsWith('}')) continue; // killed in the middle of it
    const { name, latitude } = JSON.parse(line) as { name?: string; latitude?: number };
    if (name !== undefined && latitude !== undefined) shown.set(name, latitude);
    if (++seen === lines) child.kill(signal);
    last = line;
  }
  await exited;
  if (shown.size === 0) throw new Error(`nothing was shown: ${last}`);
  return shown;
}

function latitudes(gpx: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const wpt of parseXml(readFileSync(gpx, 'utf8')).root?.children ?? []) {
    if (!(wpt instanceof XmlElement) || wpt.name !== 'wpt') continue;
    const name = wpt.children.find((child) => child instanceof XmlElement && child.name === 'name');
    found.set(name instanceof XmlElement ? name.text : '', Number(wpt.attributes.lat));
  }
  return found;
}

onPosix(
  'SIGKILL again and again in the middle of it: the files are whole, and have all that was shown',
  async (t) => {
    const port = await busyPort(t, 'S');
    const [gpx, geojson] = [join(scratch, 'heard.gpx'), join(scratch, 'heard.geojson')];
    writeFileSync(
      gpx,
      '<gpx version="1.1" creator="me"><wpt lat="1" lon="2"><name>MINE</name></wpt><trk/></gpx>',
    );
    for (let kill = 1; kill <= 12; kill++) {
      const shown = await killedAfter(
        kill * 7,
        ['--port', port, '--gpx', gpx, '--geojson', geojson],
        'SIGKILL',
      );
      const kept = latitudes(gpx);
      t.is(kept.get('MINE'), 1);
      const { features } = JSON.parse(readFileSync(geojson, 'utf8')) as {
        features: { geometry: { coordinates: number[] }; properties: { name: string } }[];
      };
      const mapped = new Map(
        features.map(({ geometry, properties }) => [properties.name, geometry.coordinates[1]]),
      );
      for (const [name, latitude] of shown) {
        t.true((kept.get(name) ?? -1) >= latitude, `${name} in the GPX file`);
        t.true((mapped.get(name) ?? -1) >= latitude, `${name} in the GeoJSON file`);
      }
    }
    // The next one tidies up what they left.
    await killedAfter(1, ['--port', port, '--gpx', gpx, '--geojson', geojson], 'SIGINT');
    t.deepEqual(
      readdirSync(scratch).filter((name) => name.includes('onair')),
      [],
    );
  },
);

onPosix('two listeners may keep one file', async (t) => {
  const [one, two] = [await busyPort(t, 'A'), await busyPort(t, 'B')];
  const gpx = join(scratch, 'shared.gpx');
  const all = await Promise.all(
    [one, two].map((port) => killedAfter(100, ['--port', port, '--gpx', gpx], 'SIGINT')),
  );
  const kept = latitudes(gpx);
  for (const shown of all) for (const name of shown.keys()) t.true(kept.has(name), name);
});
