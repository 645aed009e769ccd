import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { playJob } from '../../../firmware/air-up/simulate/index.js';
import { learnedVolumeL, readVehicle, VEHICLE_EXAMPLES } from '../../../firmware/air-up/vehicle/index.js';
import { entriesOf, lossesOf } from '../../../host/cli/air/log/tire-log.js';
import type { JobRecord } from '../../../host/panel/index.js';
import { run, words } from '../run.js';

const scratch = mkdtempSync(join(tmpdir(), 'onair-air-log-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

const air = (line: string, setup: Parameters<typeof run>[1] = {}) => run(['air', ...words(line)], setup);

const list = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  value as readonly Readonly<Record<string, unknown>>[];

const DAY_MS = 86_400_000;
const BEGIN = Date.UTC(2026, 4, 1, 10);

interface Seen {
  readonly day: number;
  readonly celsius?: number;
  /** By tire: found with, left with. */
  readonly psi: Readonly<Record<string, readonly [from: number, to: number]>>;
}

function jobs(seen: readonly Seen[], vehicle = 'Jeep'): JobRecord[] {
  return seen.map(({ day, celsius, psi }, index) => ({
    id: `${vehicle}${index}`,
    vehicle,
    kind: 'inflate',
    preset: null,
    startedAt: new Date(BEGIN + day * DAY_MS).toISOString(),
    endedAt: new Date(BEGIN + day * DAY_MS + 600_000).toISOString(),
    stopReason: 'done',
    reason: null,
    ...(celsius !== undefined && { celsius }),
    ambientPsi: 14.7,
    tires: Object.entries(psi).map(([name, [startPsi, finalPsi]]) => ({
      name,
      startPsi,
      targetPsi: 38,
      finalPsi,
      finalCoolPsi: finalPsi,
      outcome: 'done',
      valveCycles: 3,
      elapsedMs: 60_000,
      volumeL: 90 + index,
    })),
  }));
}

const losses = (seen: readonly Seen[]) => lossesOf(entriesOf(jobs(seen)));

test('a slow leak shows over weeks, beside tires that all got colder', (t) => {
  const found = losses([
    { day: 0, psi: { FL: [30, 38], FR: [30, 38], RL: [30, 38], RR: [30, 38] } },
    { day: 14, psi: { FL: [35, 38], FR: [35.2, 38], RL: [31, 38], RR: [35.1, 38] } },
    { day: 28, psi: { FL: [35.1, 38], FR: [35, 38], RL: [31.2, 38], RR: [35, 38] } },
  ]);
  t.deepEqual(
    found.filter(({ leaks }) => leaks).map(({ tire }) => tire),
    ['RL'],
  );
  t.is(found.find(({ tire }) => tire === 'RL')?.psiPerDay.toFixed(2), '0.49');
});

test('one tire alone: the temperature that was said is taken out', (t) => {
  const cold = (celsius?: number): readonly Seen[] => [
    { day: 0, psi: { FL: [30, 38] }, ...(celsius !== undefined && { celsius: 25 }) },
    { day: 20, psi: { FL: [34.5, 38] }, ...(celsius !== undefined && { celsius }) },
  ];
  t.like(losses(cold(5))[0], { leaks: false, sameTemperature: true });
  t.like(losses(cold(25))[0], { leaks: true, sameTemperature: true });
  t.like(losses(cold())[0], { leaks: true, sameTemperature: false });
});

test('what cools within a day and what was never read is no loss', (t) => {
  t.deepEqual(
    losses([
      { day: 0, psi: { FL: [30, 38] } },
      { day: 0.3, psi: { FL: [12, 38] } },
    ]),
    [],
  );
});

function logFile(name: string, records: readonly JobRecord[]): string {
  const path = join(scratch, name);
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return path;
}

const WEEKS: readonly Seen[] = [
  { day: 0, psi: { FL: [30, 38], FR: [30, 38], RL: [30, 38] } },
  { day: 21, psi: { FL: [33, 38], FR: [37.5, 38], RL: [37.4, 38] } },
];

test('air log: a table, the leak, and the same for programs', async (t) => {
  const path = logFile('weeks.ndjson', [...jobs(WEEKS), ...jobs(WEEKS.slice(0, 1), 'Truck')]);
  const { stdout, code } = await air(`log --history ${path}`);
  t.is(code, 0);
  t.regex(
    stdout,
    /Jeep\n.*tire, psi.*2026-05-22 10:00 {2}FL.*33\.0.*FL: 5\.0 psi lost in 21 days.*SLOW LEAK/s,
  );
  t.notRegex(stdout, /FR: .*SLOW LEAK/);
  t.true(stdout.split('\n').every((line) => line.length <= 100));
  const { documents } = await air(`log --history ${path} --vehicle jeep --tire fl --json`);
  t.like(documents[0], { schema: 'onair/air.log@1', ok: true });
  t.like(list(documents[0]?.losses)[0], { tire: 'FL', leaks: true });
  t.is(list(documents[0]?.jobs).length, 2);
  const volumes = await air(`log --history ${path} --volumes`);
  t.regex(volumes.stdout, /Jeep {5}FL {4}91 l {4}2/);
  t.is((await air(`log --history ${path} --vehicle jep`)).code, 2);
  t.is((await air(`log forgett --history ${path}`)).code, 2);
});

test('air log forget: volumes alone, one tire, and nothing without a yes', async (t) => {
  const path = logFile('forget.ndjson', jobs(WEEKS));
  t.is((await air(`log forget --history ${path} --tire FL`)).code, 2);
  t.is((await air(`log forget --history ${path} --tire FL`, { answer: false })).code, 130);
  const volumes = await air(`log forget --history ${path} --tire FR --volumes --yes --json`);
  t.like(volumes.documents[0], { forgotten: 2 });
  const tire = await air(`log forget --history ${path} --tire FL --yes --json`);
  t.like(tire.documents[0], { forgotten: 2 });
  const { documents } = await air(`log --history ${path} --json`);
  const left = list(documents[0]?.jobs);
  t.deepEqual([...new Set(left.map((each) => each.tire))], ['FR', 'RL']);
  t.true(left.filter((each) => each.tire === 'FR').every(({ volumeL }) => volumeL === null));
  t.true(left.filter((each) => each.tire === 'RL').every(({ volumeL }) => volumeL !== null));
});

test('a job is written down with begin and end, for its owner alone; half a line does no harm', async (t) => {
  const path = join(scratch, 'own', 'log.ndjson');
  const port = 'sim:air-up?psi=38';
  const job = `inflate --port ${port} --tire FL=36:50 --yes --outside 12C --history ${path}`;
  t.is((await air(job)).code, 0);
  t.is(statSync(path).mode & 0o777, 0o600);
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  t.is(lines.length, 2);
  t.like(JSON.parse(lines[0] ?? ''), { stopReason: null, celsius: 12 });
  t.like(JSON.parse(lines[1] ?? ''), { stopReason: 'done', kind: 'inflate' });
  writeFileSync(path, '{"id":"torn', { flag: 'a' });
  const { documents } = await air(`log --history ${path} --json`);
  t.like(list(documents[0]?.jobs)[0], { tire: 'FL', ended: 'left-alone', celsius: 12 });
});

test('a job never fails because of its log', async (t) => {
  const { code, stderr } = await air(
    'inflate --port sim:air-up?psi=38 --tire FL=36:50 --yes --history /dev/full',
  );
  // A busy machine may stop the job, which runs in real time; its log never does.
  const isFine = (ended: number, said: string) => ended === 0 || /STOPPED: no fresh reading/.test(said);
  t.true(isFine(code, stderr), stderr);
  t.regex(stderr, /not in the log: .*disk is full/);
  const denied = await air('inflate --port sim:air-up?psi=38 --tire FL=36:50 --yes --history /dev/null/log');
  t.true(isFine(denied.code, denied.stderr), denied.stderr);
  t.regex(denied.stderr, /not in the log/);
});

test('a volume is learned to a third, from the pump and the time that the valve was open', (t) => {
  const jeep = readVehicle(VEHICLE_EXAMPLES.jeep ?? '', 'jeep');
  for (const [tire, startPsi, targetPsi, volumeL] of [
    ['FL', 12, 38, 96],
    ['TL', 20, 50, 61],
  ] as const) {
    const targets = [{ tire, targetPsi, maxPsi: 65 }];
    const { simulated } = playJob({ vehicle: jeep, kind: 'inflate', targets, startPsi: [startPsi] });
    const { openMs, finalCoolPsi: coolPsi = 0 } = simulated.state.tires[0] ?? { openMs: 0 };
    const learned = learnedVolumeL(jeep, { startPsi, coolPsi, openMs }) ?? 0;
    t.log(`${tire}: ${learned.toFixed(0)} l`);
    t.true(learned > volumeL / 1.33 && learned < volumeL * 1.33, `${learned}`);
  }
  t.is(learnedVolumeL({ ...jeep, tankL: 8 }, { startPsi: 12, coolPsi: 38, openMs: 60_000 }), undefined);
  t.is(learnedVolumeL(jeep, { startPsi: 35, coolPsi: 38, openMs: 9000 }), undefined);
});

test('a line break in a name of the log forges no line', async (t) => {
  const history = join(scratch, 'forged.ndjson');
  const forged = jobs([{ day: 0, psi: { 'FL\nerror: forged': [30, 38] } }], 'Jeep\nerror: forged');
  writeFileSync(history, forged.map((job) => `${JSON.stringify(job)}\n`).join(''));
  for (const flags of ['', ' --volumes']) {
    const { code, screen } = await air(`log --history ${history}${flags}`);
    t.is(code, 0);
    t.regex(screen, /Jeep\\x0aerror: forged/);
    t.notRegex(screen, /^error: /m);
  }
});
