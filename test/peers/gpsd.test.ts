import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { systemClock } from '../../host/base/clock.js';
import { gpsPortKind } from '../../host/kenwood/sim/gps-port.js';
import { servePty } from '../../host/link/serve/serve.js';
import { nmeaChecksum } from '../../host/packet/nmea.js';
import { run, words } from '../cli/run.js';
import { gpsd } from '../peers.js';
import { portOf } from '../real-time/port-of.js';

const sentence = (body: string): string => `$${body}*${nmeaChecksum(body)}\r\n`;

/** A receiver that drives north-east, second by second. */
const DRIVE = Array.from({ length: 20 }, (_, second) => {
  const time = `1235${String(second).padStart(2, '0')}`;
  return (
    sentence(`GPRMC,${time},A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W`) +
    sentence(`GPGGA,${time},4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,`)
  );
}).join('');

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      resolve(true);
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });

const judged = gpsd ? test.serial : test.serial.skip;

/** Runs a program until the test ends, with what it starts. */
function start(t: ExecutionContext, program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  t.teardown(() => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // it has ended by itself
    }
  });
  return child;
}

async function untilAnswers(port: number): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (!(await answers(port))) {
    if (Date.now() > deadline) throw new Error('gpsd does not answer');
    await sleep(50);
  }
}

judged(
  'a beacon gets its place from a real gpsd, whose receiver is gpsfake (needs gpsd and gpsfake)',
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'onair-gpsd-'));
    t.teardown(() => rmSync(folder, { recursive: true, force: true }));
    const log = join(folder, 'drive.nmea');
    writeFileSync(log, DRIVE);
    const port = await freePort();
    start(t, 'gpsfake', ['-q', '-c', '0.1', '-P', String(port), log]);
    await untilAnswers(port);
    const ran = await run(words(`aprs beacon --from W1AW --gps gpsd://127.0.0.1:${port} --dry-run --json`));
    t.is(ran.code, 0, ran.stdout + ran.stderr);
    t.regex(String(ran.documents[0]?.monitor), /^W1AW>APZONA,\S+:!4807\.04N\/01131\.00E/);
  },
);

judged(
  'gpsd takes the GPS port of a simulated TM-D700 for a receiver, and waypoints listen reads straight from gpsd (needs gpsd)',
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'onair-gpsd-'));
    t.teardown(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'gps');
    const served = await servePty(path, {
      kind: gpsPortKind,
      options: [['traffic', '1']],
      clock: systemClock,
      onEvent: () => {},
    });
    t.teardown(() => served.close());
    const port = await freePort();
    start(t, 'gpsd', ['-N', '-n', '-b', '-S', String(port), path]);
    await untilAnswers(port);
    const gpx = join(folder, 'heard.gpx');
    const ran = await run(
      words(`waypoints listen --port tcp://127.0.0.1:${port} --count 4 --gpx ${gpx} --json`),
    );
    t.is(ran.code, 0, ran.stdout + ran.stderr);
    const names = ran.documents
      .filter(({ schema }) => schema === 'onair/waypoints.heard@1')
      .map(({ name }) => name);
    t.deepEqual(names.toSorted(), ['CAMP,2', 'N0CALL', 'N0CALL-7', 'N0CALL-9']);
    t.is(readFileSync(gpx, 'utf8').match(/<wpt /g)?.length, 4);
  },
);
