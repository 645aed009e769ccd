import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseXml } from '@rgrove/parse-xml';
import test from 'ava';
import fc from 'fast-check';
import { writeWaypoint } from '../../../../../host/packet/waypoints/write-sentence.js';
import { run } from '../../../../cli/run.js';
import { portOf } from '../../../../real-time/port-of.js';
import { attackLog } from '../../../attacks/attack-log.js';
import { garbage, RUNS, talk } from './talk.js';

const scratch = mkdtempSync(join(tmpdir(), 'onair-listeners-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

const note = attackLog('Bytes of chance');

test.serial('sim --listen: whatever comes, the device goes on', async (t) => {
  t.timeout(300_000);
  for (const kind of ['hc06', 'tm-d700', 'air-up']) {
    const controller = new AbortController();
    let port = 0;
    let listening = (): void => {};
    const ready = new Promise<void>((resolve) => {
      listening = resolve;
    });
    const ended = run(['sim', kind, '--listen', 'tcp://127.0.0.1:0', '--json'], {
      signal: controller.signal,
      onOutput: (soFar) => {
        port = Number(/tcp:\/\/127\.0\.0\.1:(\d+)/.exec(soFar)?.[1] ?? 0);
        if (port > 0) listening();
      },
    });
    await ready;
    await fc.assert(
      fc.asyncProperty(fc.array(garbage, { maxLength: 4 }), async (pieces) => {
        await talk(port, pieces, 8);
      }),
      { numRuns: RUNS / 6 },
    );
    controller.abort();
    const { code, screen } = await ended;
    t.is(code, 0, screen.slice(-500));
    t.notRegex(screen, /a bug in onair/);
    note('bytes, cut and spoilt', `sim ${kind} --listen`, 'it goes on', RUNS / 6);
  }
});

test.serial('waypoints listen: whatever the port says between them, every sentence is heard', async (t) => {
  t.timeout(300_000);
  const chunks = fc.sample(garbage, RUNS * 2);
  const count = Math.floor(chunks.length / 50);
  const server = createServer((socket: Socket) => {
    socket.on('error', () => {});
    for (const [index, chunk] of chunks.entries()) {
      socket.write(chunk);
      if (index % 50 !== 49) continue;
      const waypoint = {
        form: 'nmea',
        name: `N${(index + 1) / 50}`,
        latitude: 41.5,
        longitude: -72.25,
      } as const;
      socket.write(`\r\n${writeWaypoint(waypoint, new Date(0))}\r\n`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const gpx = join(scratch, 'heard.gpx');
  const port = `tcp://127.0.0.1:${portOf(server)}`;
  const { code, screen, documents } = await run([
    'waypoints',
    'listen',
    '--port',
    port,
    '--count',
    String(count),
    '--gpx',
    gpx,
    '--json',
  ]);
  server.close();
  t.is(code, 0, screen.slice(-500));
  const names = new Set(documents.map(({ name }) => name));
  t.deepEqual(
    Array.from({ length: count }, (_, index) => `N${index + 1}`).filter((name) => !names.has(name)),
    [],
  );
  t.notThrows(() => parseXml(readFileSync(gpx, 'utf8')));
  note('garbage between sentences', 'waypoints listen', 'every sentence is heard', chunks.length);
});
