import fs, { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { OnairError } from '../../../host/base/error.js';
import type { Files } from '../../../host/cli/files/files.js';
import { MapFile } from '../../../host/cli/waypoints/map-file.js';
import { GEOJSON } from '../../../host/packet/waypoints/geojson.js';
import { GPX } from '../../../host/packet/waypoints/gpx.js';
import { withWaypoints } from '../../../host/packet/waypoints/map-file.js';
import { posix } from '../../systems.js';
import { dying, folder, heard, testKills } from './kills.js';

testKills(101);

test('the bytes are on the disk before the file has its name, and the name after that', (t) => {
  const files = dying(1e9);
  new MapFile(join(folder(), 'map'), GPX, files).save([heard('W1AW')]);
  t.is(
    files.done.map((name) => name.replace('Sync', '')).join(' '),
    'realpath stat writeFile stat unlink open writeFile fsync close stat rename open fsync close readFile unlink',
  );
});

test('what another program changes in between stays', (t) => {
  const path = join(folder(), 'map.geojson');
  const file = new MapFile(path, GEOJSON);
  file.save([heard('W1AW')]);
  writeFileSync(path, readFileSync(path, 'utf8').replace('"features"', '"mine":1,"features"'));
  file.save([heard('N1AW')]);
  t.like(JSON.parse(readFileSync(path, 'utf8')), {
    mine: 1,
    features: [{ id: 'onair:W1AW' }, { id: 'onair:N1AW' }],
  });
});

test('also what it changes between our reading and our writing', (t) => {
  const path = join(folder(), 'map.geojson');
  writeFileSync(path, GEOJSON.empty);
  let others = 0;
  const meddled: Files = {
    ...fs,
    fsyncSync: (fd) => {
      if (others < 3)
        writeFileSync(path, withWaypoints(GEOJSON, readFileSync(path, 'utf8'), [heard(`OTHER${others++}`)]));
      fs.fsyncSync(fd);
    },
  };
  new MapFile(path, GEOJSON, meddled).save([heard('W1AW')]);
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as { features: { id: string }[] };
  t.deepEqual(
    features.map(({ id }) => id),
    ['onair:OTHER0', 'onair:OTHER1', 'onair:OTHER2', 'onair:W1AW'],
  );
});

test('a program that writes all the time is given up on, with an error', (t) => {
  const path = join(folder(), 'map.geojson');
  let size = 0;
  const meddled: Files = {
    ...fs,
    fsyncSync: (fd) => {
      writeFileSync(path, `{"type":"FeatureCollection","features":[]}${' '.repeat(size++)}`);
      fs.fsyncSync(fd);
    },
  };
  const error = t.throws(() => new MapFile(path, GEOJSON, meddled).save([heard('W1AW')]), {
    instanceOf: OnairError,
  });
  t.regex(error?.message ?? '', /writes it all the time/);
  t.deepEqual(readdirSync(join(path, '..')), ['map.geojson']);
});

(posix ? test : test.skip)('mode, links and strange bytes stay', (t) => {
  const place = folder();
  const [path, link] = [join(place, 'real.gpx'), join(place, 'link.gpx')];
  const text =
    '<?xml version="1.0" encoding="ISO-8859-1"?>\r\n<gpx version="1.0"><name>Stra\xdfe</name></gpx>';
  writeFileSync(path, Buffer.from(text, 'latin1'), { mode: 0o640 });
  fs.chmodSync(path, 0o640);
  symlinkSync('real.gpx', link);
  new MapFile(link, GPX).save([heard('Straße')]);
  t.true(fs.lstatSync(link).isSymbolicLink());
  t.is(statSync(path).mode & 0o777, 0o640);
  const now = readFileSync(path).toString('latin1');
  t.true(now.startsWith(text.replace('</gpx>', '')), now);
  t.true(now.includes('<name>Stra&#223;e</name>'));
});

for (const [whose, content, ageS] of [
  ['a dead process', '999999999\n', 0],
  ['our own process, earlier', `${process.pid}\n`, 0],
  ['nobody: it was killed while it wrote its number', '', 0],
  ['nobody: half of its number is there', '1', 2],
  ['a living process, but of the future: the clock was put back', `${process.ppid}\n`, -3600],
  ['a living process, but long ago: the power failed', `${process.ppid}\n`, 11],
] as const) {
  test(`a lock of ${whose} holds nobody up`, (t) => {
    const place = folder();
    const lock = join(place, '.map.onair-lock');
    writeFileSync(lock, content);
    const at = Date.now() / 1000 - ageS;
    fs.utimesSync(lock, at, at);
    writeFileSync(join(place, '.map.onair-part'), 'half');
    new MapFile(join(place, 'map'), GPX).save([heard('W1AW')]);
    t.deepEqual(readdirSync(place), ['map']);
  });
}

test('while it is written the lock is ours', (t) => {
  const path = join(folder(), 'map');
  const owners: string[] = [];
  const watched: Files = {
    ...fs,
    renameSync: (from, to) => {
      owners.push(readFileSync(join(path, '..', '.map.onair-lock'), 'utf8'));
      fs.renameSync(from, to);
    },
  };
  new MapFile(path, GPX, watched).save([heard('W1AW')]);
  t.deepEqual(owners, [`${process.pid}\n`]);
});

test('a lock whose number is just being written is not taken from its owner', (t) => {
  const place = folder();
  const lock = join(place, '.map.onair-lock');
  writeFileSync(lock, '');
  let looks = 0;
  const watched: Files = {
    ...fs,
    statSync: ((...args: Parameters<typeof fs.statSync>) => {
      if (args[0] === lock && ++looks === 3) writeFileSync(lock, `${process.ppid}\n`); // it comes to write it
      return fs.statSync(...args);
    }) as typeof fs.statSync,
  };
  t.throws(() => new MapFile(join(place, 'map'), GPX, watched).save([heard('W1AW')]));
  t.is(readFileSync(lock, 'utf8'), `${process.ppid}\n`);
});

test('what another has put in place of a stale lock stays its own', (t) => {
  const place = folder();
  const lock = join(place, '.map.onair-lock');
  writeFileSync(lock, '999999999\n');
  let looks = 0;
  const watched: Files = {
    ...fs,
    statSync: ((...args: Parameters<typeof fs.statSync>) => {
      const seen = fs.statSync(...args);
      if (args[0] === lock && ++looks === 1) writeFileSync(lock, `${process.ppid}\n`); // it was quicker
      return seen;
    }) as typeof fs.statSync,
  };
  t.throws(() => new MapFile(join(place, 'map'), GPX, watched).save([heard('W1AW')]));
  t.is(readFileSync(lock, 'utf8'), `${process.ppid}\n`);
  t.deepEqual(readdirSync(place), ['.map.onair-lock']);
});

test('a process that was suspended for long leaves the lock to its new owner', (t) => {
  const place = folder();
  const lock = join(place, '.map.onair-lock');
  const watched: Files = {
    ...fs,
    renameSync: (from, to) => {
      fs.renameSync(from, to);
      writeFileSync(lock, `${process.ppid}\n`);
    },
  };
  new MapFile(join(place, 'map'), GPX, watched).save([heard('W1AW')]);
  t.is(readFileSync(lock, 'utf8'), `${process.ppid}\n`);
});

test('the guard of a killed process is removed after ten seconds', (t) => {
  const place = folder();
  writeFileSync(join(place, '.map.onair-lock'), '999999999\n');
  const guard = join(place, '.map.onair-lock-away');
  writeFileSync(guard, '');
  const at = Date.now() / 1000 - 11;
  fs.utimesSync(guard, at, at);
  new MapFile(join(place, 'map'), GPX).save([heard('W1AW')]);
  t.deepEqual(readdirSync(place), ['map']);
});

test('a lock of a living process does, for two seconds', (t) => {
  const place = folder();
  writeFileSync(join(place, '.map.onair-lock'), `${process.ppid}\n`);
  t.regex(
    refusal(t, () => new MapFile(join(place, 'map'), GPX).save([])).message,
    /\(process \d+\) is writing it/,
  );
  t.deepEqual(readdirSync(place), ['.map.onair-lock']);
});

function refusal(t: ExecutionContext, act: () => void): OnairError {
  const error = t.throws(act, { instanceOf: OnairError });
  if (!error) throw new Error('nothing was thrown');
  t.is(error.code, 'bad-value');
  return error;
}

test('a file that is something else is refused with its place, and stays', (t) => {
  const path = join(folder(), 'trip.gpx');
  for (const [text, says] of [
    ['<gpx>\n  <trk>\n</gpx>', /trip\.gpx:3:\d+: /],
    ['<?xml version="1.0"?>\n<kml/>', /trip\.gpx:2:1: its root is <kml>/],
    ['half a file', /trip\.gpx:1:1: /],
    ['\u0000\u0001', /trip\.gpx:1:1: /],
  ] as const) {
    writeFileSync(path, text);
    const error = refusal(t, () => new MapFile(path, GPX).save([]));
    t.regex(error.message, says);
    t.regex(error.hint, /stays as it is/);
    t.is(readFileSync(path, 'utf8'), text);
    t.deepEqual(readdirSync(join(path, '..')), ['trip.gpx']);
  }
  writeFileSync(path, '['.repeat(200_000));
  refusal(t, () => new MapFile(path, GEOJSON).save([]));
  writeFileSync(path, `{"type":"FeatureCollection","features":${'['.repeat(200_000)}${']'.repeat(200_000)}}`);
  t.notThrows(() => new MapFile(path, GEOJSON).save([]));
});

test('folders, devices, places that are not there and files that are too large are refused', (t) => {
  const place = folder();
  const large = join(place, 'large.gpx');
  writeFileSync(large, '');
  fs.truncateSync(large, 8_000_001);
  for (const [path, says] of [
    [place, /no ordinary file/],
    ['/dev/null', /no ordinary file/],
    [join(place, 'no', 'such.gpx'), /no such file or folder/],
    [join(large, 'x.gpx'), /is not a folder/],
    [large, /larger than 8 MB/],
  ] as const) {
    t.regex(refusal(t, () => new MapFile(path, GPX).save([])).message, says);
  }
  t.is(statSync(large).size, 8_000_001);
});
