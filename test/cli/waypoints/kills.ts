import fs, { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { OnairError } from '../../../host/base/error.js';
import type { Files } from '../../../host/cli/files/files.js';
import { MapFile } from '../../../host/cli/waypoints/map-file.js';
import { GEOJSON } from '../../../host/packet/waypoints/geojson.js';
import { GPX } from '../../../host/packet/waypoints/gpx.js';
import { withWaypoints } from '../../../host/packet/waypoints/map-file.js';
import type { HeardWaypoint } from '../../../host/packet/waypoints/waypoint.js';

const scratch = mkdtempSync(join(tmpdir(), 'onair-kept-'));
test.after.always(() => rmSync(scratch, { recursive: true, force: true }));
let folders = 0;
/** A new one, which goes when the tests are over. */
export function folder(): string {
  const path = join(scratch, String(folders++));
  mkdirSync(path);
  return path;
}

/** A waypoint of that name. */
export const heard = (name: string): HeardWaypoint => ({
  time: '2026-01-02T03:04:05.678Z',
  waypoint: { form: 'nmea', name, latitude: 41.5, longitude: -72.25 },
});

/** The process is killed, or the power fails. */
class Killed extends Error {}

/** A file system that is gone after a number of steps; each byte that is written is one. */
export function dying(steps: number): Files & { readonly done: readonly string[] } {
  let left = steps;
  const done: string[] = [];
  const step = <T>(name: keyof Files, act: () => T): T => {
    if (left-- <= 0) throw new Killed();
    done.push(name);
    return act();
  };
  const dies = <K extends keyof Files>(name: K): Files[K] =>
    ((...args: never[]) => step(name, () => (fs[name] as (...all: never[]) => unknown)(...args))) as Files[K];
  return {
    done,
    statSync: dies('statSync'),
    realpathSync: dies('realpathSync'),
    readFileSync: dies('readFileSync'),
    openSync: dies('openSync'),
    fchmodSync: dies('fchmodSync'),
    fchownSync: dies('fchownSync'),
    fsyncSync: dies('fsyncSync'),
    closeSync: dies('closeSync'),
    renameSync: dies('renameSync'),
    unlinkSync: dies('unlinkSync'),
    writeFileSync: (file, data, options) => {
      const bytes = Buffer.from(data as string);
      if (options) step('writeFileSync', () => fs.writeFileSync(file, '', options)); // made, and nothing in it yet
      const written = Math.max(0, Math.min(left, bytes.length));
      fs.writeFileSync(file, bytes.subarray(0, written));
      left -= written;
      if (written < bytes.length) throw new Killed();
      if (!options) done.push('writeFileSync');
    },
  };
}

/** Registers a test for each format and beginning: killed after every `stride`th step, a byte written is a step. */
export function testKills(stride: number): void {
  for (const format of [GPX, GEOJSON]) {
    const old = withWaypoints(format, format.empty, [heard('W1AW'), heard('N1AW')]);
    for (const [which, before] of [
      ['a new file', undefined],
      ['a file that is there', old],
      ['an empty file', ''],
    ] as const) {
      test(`${format.name}, ${which}: killed at ${stride === 1 ? 'any step and any byte' : `every ${stride}th step`}, the old file or the new one is there`, (t) => {
        const after = withWaypoints(format, before || format.empty, [heard('HOME'), heard('W1AW')]);
        const seen = new Set<string | undefined>();
        let steps = 0;
        for (let finished = false; !finished; steps += stride) {
          const place = folder();
          const path = join(place, 'map');
          if (before !== undefined) writeFileSync(path, before);
          try {
            new MapFile(path, format, dying(steps)).save([heard('HOME'), heard('W1AW')]);
            finished = true;
          } catch (error) {
            t.true(error instanceof OnairError);
          }
          const now = fs.existsSync(path) ? readFileSync(path, 'utf8') : undefined;
          if (now !== after) t.is(now, before, `after ${steps} steps`);
          seen.add(now);
          // Whoever comes next goes on, and tidies up.
          if ((steps / stride) % 20 < 3) {
            new MapFile(path, format).save([heard('HOME'), heard('W1AW')]);
            t.is(
              readFileSync(path, 'utf8'),
              now === undefined
                ? after
                : withWaypoints(format, now || format.empty, [heard('HOME'), heard('W1AW')]),
            );
            t.deepEqual(readdirSync(place), ['map']);
          }
          rmSync(place, { recursive: true });
        }
        t.deepEqual(seen, new Set([before, after]));
        t.true(steps > after.length);
      });
    }
  }
}
