/**
 * A simulated day of air-ups with twenty phones on real sockets; what it cost and how far it went.
 * Run: npm run bench:panel, or for fewer hours: node dist/test/bench/panel/bench.js 6
 */
import { day, type Look } from '../../deep/panel/day/day.js';
import { atLeast, atMost } from '../bound.js';
import { figureOf } from '../figures.js';
import { judge } from '../judge.js';

const USUAL_HOURS = 24;
const CLIENTS = 20;
/** Fewer, and the day proves little. */
const FEWEST_JOBS = 100;
const HOURS = Number(process.argv[2] ?? USUAL_HOURS);
const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
const grownPercent = (from: Look | undefined, to: Look | undefined): number =>
  ((to?.heapBytes ?? Number.NaN) / (from?.heapBytes ?? Number.NaN) - 1) * 100;

const looks: Look[] = [];
await day({
  minutes: HOURS * 60,
  clients: CLIENTS,
  lookEveryMinutes: 60,
  // Nobody airs up all day: without the drives the chip alone would cost a quarter of an hour and more.
  drives: { everyJobs: 5, minutes: 30 },
  onLook: (look) => {
    looks.push(look);
    const { minute, heapBytes, heardBytes, ledger } = look;
    const grown = grownPercent(looks[0], look).toFixed(1);
    console.log(`hour ${minute / 60}: heap ${mb(heapBytes)} (${grown} % over hour 1),`);
    console.log(`  each client heard ${mb(heardBytes)}, ${ledger.total} jobs`);
  },
});
const last = looks.at(-1);
if (!last) throw new RangeError('an hour at least');
const { ledger, notes } = last;
const { overTarget, overTargetBroken, overMax } = ledger;
console.log(`ends: ${[...ledger.jobs].map(([reason, count]) => `${count} ${reason}`).join(', ')}`);
console.log(`worst over the target, all in order: ${overTarget.where}`);
console.log(`worst over the target, broken: ${overTargetBroken.where}`);
console.log(`nearest to the sidewall's maximum: ${overMax.where}`);
for (const note of new Set(notes)) console.log(`note: ${note}`);
judge(
  'panel',
  [
    atMost('heap grows, hour 1 to the last', grownPercent(looks[0], last), 15, {
      unit: '%',
      decimals: 1,
      goal: 5,
    }),
    atMost('over the target, all in order', overTarget.psi, 1.6, { unit: 'psi', goal: 1 }),
    atMost("over the sidewall's maximum", overMax.psi, 0, { unit: 'psi' }),
    atLeast('air-ups', ledger.total, FEWEST_JOBS, { decimals: 0 }),
  ],
  HOURS === USUAL_HOURS
    ? [figureOf('panel: phones', CLIENTS, 0), figureOf('panel: air-ups, more than', FEWEST_JOBS, 0)]
    : [],
);
