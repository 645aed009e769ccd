import test from 'ava';
import {
  type CycleEvent,
  type CycleState,
  DEFAULT_LIMITS,
  type Job,
  newCycle,
  ratiometric,
} from '../../../firmware/air-up/cycle/index.js';
import { honestReport } from '../../../host/cli/air/job/honest-report.js';
import { eventLine, phaseWords } from '../../../host/text/index.js';
import { run, words } from '../run.js';

const JOB: Job = {
  kind: 'inflate',
  tires: [{ name: 'FL', targetPsi: 38, maxPsi: 50 }],
  outlets: [{ hasVent: false, sensor: ratiometric(150), tires: [0] }],
  pump: { control: { kind: 'mechanical', relay: true }, duty: { kind: 'continuous' } },
  aim: 'settled',
  ambientPsi: 14.7,
  limits: DEFAULT_LIMITS,
};

const air = (line: string, setup: Parameters<typeof run>[1] = {}) => run(['air', ...words(line)], setup);

/** What a person reads, and must not read: command line, words, and the raw ones that once stood there. */
const READS: readonly (readonly [line: string, says: RegExp, not: RegExp])[] = [
  [
    'inflate --port sim:air-up?psi=38&tank=8&c=1.2 --tire FL=36:50 --yes',
    /FL: left as it was at 3\d\.\d psi.*FL was left as it was: it has 3\d\.\d psi, the target is 36\.0 psi; onair air deflate/s,
    /left-alone/,
  ],
  ['inflate --tire FL=2,6bar --max 3,5bar --dry-run', /to 2\.60 {2}maximum 3\.50 bar/, /psi/],
  [
    'inflate --tire FL=65 --max 120 --dry-run',
    /check the sidewall: a maximum above 80\.0 psi is rare/,
    /undefined/,
  ],
  ['inflate --tire FL=2,6bar --max 50psi --dry-run', /to 37\.7 {2}maximum 50\.0 psi/, /bar/],
  ['inflate --tire FL=38 FR=36 --max 50 --dry-run', /air up 2 tires/, /too many/],
  ['simulate --tire FL=38 --max 50 --from 30 --for 5s', /FL {9}30\.0 {2}~3\d\.\d/, /FL {9}30\.0 {2}- /],
  [
    // While the hose is carried the line is full and the pump waits: there it shows.
    'simulate --tire FL=38:50 --tire FR=38:50 --from 12 --faults check-valve-worn',
    /started \d+ times for 2 tires: does its check valve/,
    /vehicle/,
  ],
  ['simulate --tire FL=38:50 --from 30', /simulated on a 35x12\.5R17; --size says which/, /check valve/],
  ['simulate --tire FL=38:50 --from 30 --size 7.50-16', /7\.50-16/, /--size says which/],
];

for (const [line, says, not] of READS) {
  test(`air ${line}`, async (t) => {
    const { screen } = await air(line);
    t.regex(screen, says);
    t.notRegex(screen, not);
  });
}

test('after a valve that sticks open, or a sensor that moved, nothing is called the pressure of the tire', (t) => {
  const begun = newCycle(JOB, 0);
  const tire = {
    ...begun.tires[0],
    targetPsi: 38,
    startPsi: 30,
    finalPsi: 49.1,
    finalCoolPsi: 48,
    valveCycles: 3,
  };
  const at = (code: 'fill-stuck-open' | 'sensor-moved' | 'battery-low') =>
    honestReport({
      ...begun,
      tires: [{ ...tire, tries: 0, openMs: 0, elapsedMs: 0, activeMs: 0 }],
      stage: { kind: 'fault', fault: { code, outlet: 0, atMs: 0, reason: '' } },
    }).tires[0];
  for (const code of ['fill-stuck-open', 'sensor-moved'] as const)
    t.like(at(code), { finalPsi: null, finalCoolPsi: null, lastPsi: null });
  t.like(at('battery-low'), { finalPsi: 49.1, lastPsi: 49.1 });
});

const said = (event: CycleEvent, kind: 'inflate' | 'deflate'): string | undefined =>
  eventLine(event, { job: { kind, tires: [{ name: 'FL' }] }, tires: [] } as unknown as CycleState, {
    pressure: (psi) => `${psi} psi`,
    duration: (s) => `${s} s`,
    fault: (code) => code,
  });

test('a question about the tire says what it reads like, and how to answer', (t) => {
  const asked = { kind: 'which-tire', outlet: 0, tire: 0, other: 0, psi: 38, fromPsi: 38 } as const;
  t.is(
    said({ ...asked, about: 'same' }, 'inflate'),
    'FL: 38 psi, as FL had when it was done. Is the hose on FL? If not, move it; if so, say next (n)',
  );
  t.regex(
    said({ ...asked, about: 'axle' }, 'inflate') ?? '',
    /38 psi, and FL beside it had undefined psi\. Is/,
  );
});

test('a gap of the readings and a slow valve are said with their seconds', (t) => {
  t.is(said({ kind: 'gap', ageMs: 260 }, 'inflate'), 'no reading for 0.3 s: shut, and looking again');
  t.is(
    said({ kind: 'slow-valve', outlet: 0, ms: 480 }, 'inflate'),
    'the valve shuts slowly: 0.5 s after the command',
  );
});

test('nobody says that valves are shut who has no word from the board', (t) => {
  const fault = (code: 'link-lost' | 'leak') =>
    said({ kind: 'fault', fault: { code, atMs: 0, reason: '' } }, 'inflate') ?? '';
  t.regex(
    fault('link-lost'),
    /no answer from it: it should have shut everything by itself within half a second/,
  );
  t.notRegex(fault('link-lost'), /all valves are shut/);
  t.regex(fault('leak'), /all valves are shut/);
});

test('with one hose nobody else’s turn is waited for', (t) => {
  const view = { phase: 'ready', tire: 0, flowing: false, targetPsi: 38 } as const;
  t.is(phaseWords(view, true), 'about to open the valve');
  t.is(phaseWords(view), 'waiting for its turn');
});
