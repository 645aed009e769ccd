import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { bundledPins, loadPins } from '../../../firmware/air-up/node/pin-files.js';
import { VEHICLE_EXAMPLES } from '../../../firmware/air-up/vehicle/file/examples.js';
import { readVehicle } from '../../../firmware/air-up/vehicle/file/read.js';
import { buildJob } from '../../../firmware/air-up/vehicle/plan/build-job.js';
import { pinsFor } from '../../../host/cli/air/on-board.js';
import { inVirtualTime } from '../../virtual-time.js';
import { type Ran, type RunSetup, run, words } from '../run.js';

const scratch = mkdtempSync(join(tmpdir(), 'onair-board-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

type Json = Readonly<Record<string, unknown>>;

/** Follows keys into a document; what is not there is undefined, and equal to nothing that is wanted. */
function of(document: Json | undefined, ...keys: readonly (string | number)[]): Json {
  return keys.reduce<unknown>((at, key) => (at as Json | undefined)?.[key], document) as Json;
}

/** Runs a command line against the simulated board, in virtual time. */
async function air(line: string, setup: RunSetup = {}): Promise<Ran> {
  return (await inVirtualTime(() => run(['air', ...words(line)], setup))).value;
}

test.serial('inflate: one tire on the board, with the keys of the issue', async (t) => {
  const { code, documents, stdout } = await air(
    'inflate --port sim:air-up?psi=34 --tire FL=36 --max 50 --yes --json',
  );
  t.is(code, 0, stdout);
  t.like(documents[0], { schema: 'onair/air.inflate@2', ok: true, stopReason: 'done' });
  const tire = of(documents[0], 'tires', 0);
  t.like(tire, { name: 'FL', targetPsi: 36, outcome: 'done' });
  t.true(Math.abs(Number(tire.finalCoolPsi) - 36) < 0.5); // the default aim is the pressure of cool air
  t.true(Number(of(documents[0], 'pump').starts) >= 1);
});

test.serial('deflate: down to the target', async (t) => {
  const { code, documents } = await air(
    'deflate --port sim:air-up?psi=20 --tire FL=18 --max 50 --yes --json',
  );
  t.is(code, 0);
  t.like(of(documents[0], 'tires', 0), { outcome: 'done', targetPsi: 18 });
});

test.serial(
  'a fault that may be the fill valve’s is known to the next program, until a person forgets it',
  async (t) => {
    const path = join(scratch, 'stuck.ndjson');
    const inflate = (query: string): Promise<Ran> =>
      air(`inflate --port sim:air-up?${query} --tire FL=38:50 --yes --history ${path}`);
    t.is((await inflate('psi=30&break=fill-stuck-open@6')).code, 7);
    const next = await inflate('psi=38&break=fill-stuck-open@0');
    t.is(next.code, 7);
    t.regex(next.stderr, /nothing has shown that the fill valve shuts: no tire is called done/);
    t.true(next.stderr.includes(`onair air log forget --valves --history ${path}\n`), next.stderr);
    t.regex(next.stderr, /the fill valve does not shut/);
    t.regex((await air(`log --history ${path}`)).stdout, /nothing has shown that fill valve 1 shuts/);
    t.like((await air(`log forget --valves --history ${path} --json`, {})).documents[0], { ok: false });
    t.is((await air(`log forget --tire FL --yes --history ${path}`)).code, 0);
    t.regex(
      (await air(`log --history ${path}`)).stdout,
      /nothing has shown/,
      'with the job it is not forgotten',
    );
    const forgotten = await air(`log forget --valves --yes --history ${path} --json`);
    t.like(forgotten.documents[0], { forgotten: 1 });
    t.notRegex((await air(`log --history ${path}`)).stdout, /nothing has shown/);
    t.is((await inflate('psi=38')).code, 0);
  },
);

test.serial(
  'a pulse that shows that the valve shuts ends the doubt; without a log it is said that none is kept',
  async (t) => {
    const path = join(scratch, 'proven.ndjson');
    const stuck = 'inflate --port sim:air-up?psi=30&break=fill-stuck-open@6 --tire FL=38:50 --yes';
    t.is((await air(`${stuck} --history ${path}`)).code, 7);
    const line = `inflate --port sim:air-up?psi=35 --tire FL=38:50 --yes --history ${path}`;
    t.is((await air(line)).code, 0);
    t.notRegex((await air(line)).stderr, /nothing has shown/);
    for (const history of ['none', '/dev/null/log']) {
      const { stderr } = await air(`${stuck} --history ${history}`);
      t.regex(stderr, /without a log the next start does not know that: check it first/);
    }
    t.notRegex((await air(stuck)).stderr, /without a log/, 'a simulated valve');
  },
);

test.serial(
  'a program that is killed in the middle of a fill leaves a begin: the next one knows it',
  async (t) => {
    const path = join(scratch, 'killed.ndjson');
    const inflate = (query: string, more = ''): Promise<Ran> =>
      air(`inflate --port sim:air-up?${query} --tire FL=38:50 --yes --history ${path} ${more}`);
    const kill = (): void => writeFileSync(path, `${readFileSync(path, 'utf8').split('\n')[0]}\n`);
    t.is((await inflate('psi=30')).code, 0);
    kill();
    t.regex(
      (await air(`log --history ${path}`)).stdout,
      /which has no end in the log, nothing has shown that/,
    );
    const full = await inflate('psi=38');
    t.is(full.code, 0, 'its reading has held for a minute');
    t.regex(full.stderr, /was cut short/);
    t.regex(full.stderr, /which has no end in the log, nothing has shown that the fill valve shuts/);
    const stuck = await inflate('psi=38&break=fill-stuck-open@0');
    t.is(stuck.code, 7, 'a stuck valve may have filled it, and fills it yet');
    t.regex(stuck.stderr, /nothing has shown that the fill valve shuts/, 'that proves no valve');
    t.is((await inflate('psi=35')).code, 0, 'a pulse has shown it');
    t.notRegex((await inflate('psi=38')).stderr, /nothing has shown/);
    kill();
    t.is((await air(`log forget --valves --yes --history ${path}`)).code, 0);
    const forgotten = await inflate('psi=38');
    t.is(forgotten.code, 0, forgotten.stderr);
  },
);

test.serial('the battery tells whether the engine runs, and the report what that costs', async (t) => {
  const inflate = (more: string): Promise<Ran> =>
    air(`inflate --port sim:air-up?psi=30${more} --tire FL=34:50 --yes`);
  t.regex((await inflate('')).stdout, /engine: on \(13\.8 V, with the pump 13\.8 V\): .*nothing/);
  const off = await inflate('&break=battery-low=12.5@1');
  t.regex(
    off.stdout,
    /engine: off \(.*with the pump 12\.5 V\): about 50 A from the battery; .* 1[0-9] % quicker/,
  );
  const { documents } = await air(
    'inflate --port sim:air-up?psi=30&break=battery-low=12.5@1 --tire FL=34:50 --yes --json',
  );
  t.is(documents[0]?.engineOn, false);
});

test.serial('two tires on one hose: somebody carries it', async (t) => {
  const { code, stdout, stderr } = await air(
    'inflate --port sim:air-up?tires=FL=34,FR=33 --tire FL=36 --tire FR=36 --max 50 --yes',
  );
  t.is(code, 0, stderr);
  t.regex(stderr, /put the hose on FR\n[\s\S]*the hose is on FR/);
  t.notRegex(stderr, /put the hose on FL/, 'each tire once');
  t.regex(stdout, /FR {9}3[23]\.\d {2}3[67]\.\d {2}36\.0 {4}3[56]\.\d/);
});

test.serial('a simulated board without the fail-safe sketch: 7, and what to leave out', async (t) => {
  const line = 'inflate --port sim:air-up?firmware=standard --tire FL=38:50 --yes';
  const plain = await air(line);
  t.is(plain.code, 7, plain.stderr);
  t.regex(plain.stderr, /leave that out/);
  t.regex(plain.stderr, /hint: {2}\S/);
  t.is(plain.stdout, '');
  const { documents, code } = await air(`${line} --json`);
  t.is(code, 7);
  t.is(documents.length, 1);
  t.is(documents[0]?.ok, false);
});

test.serial('a fault on the board stops with 7 and the whole report', async (t) => {
  const line = 'inflate --port sim:air-up?psi=25&break=sensor-open@5 --tire FL=36 --max 50 --yes';
  const { code, documents } = await air(`${line} --json`);
  t.is(code, 7);
  const error = documents[0]?.error as Json;
  t.like(error, { code: 'stopped-for-safety' });
  t.like(error.details as Json, { fault: 'sensor-open', stopReason: 'sensor-open' });
  t.is(((error.details as Json).tires as Json[]).length, 1);
});

test.serial('a silent board is 4, a lost link 3', async (t) => {
  t.is((await air('inflate --port sim:air-up?fault=silent --tire FL=36 --max 50 --yes')).code, 4);
  const lost = await air(
    'inflate --port sim:air-up?psi=25&fault=disconnect@200 --tire FL=36 --max 50 --yes --json',
  );
  t.is(lost.code, 3, lost.stdout);
});

test.serial('Ctrl-C stops in order: 130, and the report is not lost', async (t) => {
  const controller = new AbortController();
  const { code, documents } = await air(
    'inflate --port sim:air-up?psi=25 --tire FL=36 --max 50 --yes --json',
    {
      signal: AbortSignal.any([controller.signal, virtualTimeout(6000)]),
    },
  );
  t.is(code, 130);
  t.like(of(documents[0], 'error', 'details'), { stopReason: 'stopped' });
});

/** Aborts after a virtual time; made inside of it, by a timer of the process. */
function virtualTimeout(ms: number): AbortSignal {
  const controller = new AbortController();
  queueMicrotask(() => setTimeout(() => controller.abort(), ms));
  return controller.signal;
}

for (const [key, code, reason] of [
  ['q', 130, 'stopped by you'],
  [' ', 7, 'emergency stop'],
] as const) {
  test.serial(`the key "${key}" while air flows`, async (t) => {
    const { code: found, stderr } = await air(
      'inflate --port sim:air-up?psi=25 --tire FL=36 --max 50 --yes',
      {
        keys: (press) => setTimeout(() => press(key), 4000),
      },
    );
    t.is(found, code);
    t.true(stderr.includes(reason), stderr.slice(-300));
  });
}

test.serial('the live view: big digits, a bar, what the pump does, within 80 columns', async (t) => {
  const { stderr } = await air('inflate --port sim:air-up?psi=30 --tire FL=34 --max 50 --yes', {
    keys: () => {},
  });
  const frames = stderr.split(/\u001b\[\d+A\r\u001b\[0J/);
  t.true(frames.length > 10, `${frames.length}`);
  const filling = frames.find((frame) => frame.includes('FL  filling')) ?? '';
  t.regex(filling, /█████/);
  t.regex(filling, /to 34\.0 psi/);
  t.regex(filling, /\[█*·*\]/);
  t.regex(filling, /pump runs/);
  t.regex(filling, /q stop +space EMERGENCY STOP +n next/);
  t.true(frames.every((frame) => frame.split('\n').every((line) => [...line].length < 80)));
  t.false((frames.at(-1) ?? '').includes('EMERGENCY'), 'the block is gone in the end');
});

test.serial('hold ends with Ctrl-C, and that is no failure', async (t) => {
  const { code, documents } = await air('hold --port sim:air-up?psi=30 --tire FL=31 --max 50 --yes --json', {
    signal: virtualTimeout(40_000),
  });
  t.is(code, 0);
  t.is(documents[0]?.stopReason, 'stopped');
});

test.serial('watch is a stream, and opens nothing', async (t) => {
  const { code, documents } = await air('watch --port sim:air-up?psi=22 --every 500ms --count 4 --json');
  t.is(code, 0);
  t.is(documents.length, 4);
  for (const reading of documents) {
    t.like(reading, { schema: 'onair/air.reading@1', outlet: 'hose', isOnTire: true });
    t.true(Math.abs(Number(reading.psi) - 22) < 0.5);
  }
  const { code: other, stderr } = await air('watch --port sim:air-up?break=sensor-open@1 --for 5s');
  t.is(other, 7, stderr);
});

test.serial('calibrate: two points, saved with the notes of the file kept', async (t) => {
  const file = join(scratch, 'jeep.yaml');
  t.is((await run(['air', 'vehicle', '--save', file])).code, 0);
  t.is((await air(`calibrate --port sim:air-up?psi=0 --zero --vehicle "${file}" --yes`)).code, 0);
  const { code, documents } = await air(
    `calibrate --port sim:air-up?psi=32 --gauge 32.5 --vehicle "${file}" --yes --json`,
  );
  t.is(code, 0);
  t.true(Math.abs(Number(documents[0]?.psiPerRatio) - 190.4) < 1);
  const saved = readFileSync(file, 'utf8');
  t.true(Math.abs((readVehicle(saved, file).sensors[0]?.calibration.psiPerRatio ?? 0) - 190.4) < 1);
  for (const line of (VEHICLE_EXAMPLES.jeep ?? '').split('\n')) t.true(saved.includes(line), line);
  t.is((await air(`calibrate --port sim:air-up?psi=32 --zero --vehicle "${file}" --yes`)).code, 6);
  t.is(
    (await air(`calibrate --port sim:air-up?psi=32 --gauge 32.5 --vehicle "${file}"`)).code,
    2,
    'asks before it writes',
  );
  const { code: declined, asked } = await air(
    `calibrate --port sim:air-up?psi=32 --gauge 30 --vehicle "${file}"`,
    { answer: false },
  );
  t.is(declined, 130);
  t.regex(
    asked.join(),
    /^An open hose reads 0\.0 psi \(before: -?0\.[01] psi\), a tire with 32\.0 psi reads 32\.0 psi \(before: 34\.[5-9] psi\)\. Write this/,
    'what changes, before it is written',
  );
  t.is(readFileSync(file, 'utf8'), saved);
});

test.serial('the box obeys its buttons', async (t) => {
  const { code, stderr } = await air(
    'box --port sim:air-up?tires=FL=36&press=start@2 --vehicle example:jeep --preset jeep --yes',
    { signal: virtualTimeout(20_000) },
  );
  t.is(code, 0, stderr);
  t.regex(stderr, /preset 1, jeep:/);
  t.regex(stderr, /FL: filling to 38\.0 psi/);
});

test('a job that leaves outlets of a manifold out gets the pins of its own tires', (t) => {
  const pins = loadPins(bundledPins('manifold'));
  const names = pins.outlets.map(({ name }) => name);
  const text = (VEHICLE_EXAMPLES.jeep ?? '')
    .replace('one-hose ', 'manifold ')
    .replace(/^ {2}T[LR]: .*\n/gm, '')
    .replace(/, TL: \d+, TR: \d+/g, '');
  const vehicle = readVehicle(text, 'jeep.yaml');
  const targets = [{ tire: 'RR', targetPsi: 30, maxPsi: 50 }];
  const built = buildJob(vehicle, 'inflate', targets);
  const used = pinsFor(pins, { vehicle, targets, units: 'psi', built });
  t.is(used.outlets[0], pins.outlets[3]);
  t.deepEqual(
    [...used.outlets.map(({ name }) => name)].sort(),
    [...names].sort(),
    'all of them are driven LOW',
  );
});
