/**
 * The HC-06: how long onair takes beside the module's own time, and beside the strategies of public scripts at every
 * rate and parity. Virtual time of the simulated module, so the figures are the same on every machine. Run: npm run
 * bench:hc06
 */
import { PARITIES } from '../../../host/link/line.js';
import { inVirtualTime } from '../../virtual-time.js';
import { atMost, exactly } from '../bound.js';
import { figureOf } from '../figures.js';
import { judge } from '../judge.js';
import { block, figure, table } from '../table.js';
import { playGrid, RATES } from './grid.js';
import { ownTime } from './own-time.js';
import { PLACES, searchS } from './places.js';
import { ONAIR, SCRIPTS } from './strategies.js';
import { cellTable, type Sum, sumOf, sumTable } from './sums.js';

/** What some modules are: cmumford measured a second of deafness, one sketch 0.6 s of silence. */
const SLOWEST = { 'command-end': 600, recover: 1000 };

const { value: silent } = await inVirtualTime(() => ownTime('linvor-1.8', 'A'));
const { value: prompt } = await inVirtualTime(() => ownTime('hc01-2.0', 'B'));
const { value: crLf } = await inVirtualTime(() => ownTime('v3.0', 'C'));
const ratios = [...silent, ...prompt, ...crLf];
const ownRows = ratios.map(({ what, tookMs, ownMs, of }) => [what, figure(tookMs, 0), figure(ownMs, 0), of]);
console.log(block("Beside the module's own time, ms", table(['', 'took', 'own', 'of'], ownRows, ['of'])));

const onair = await playGrid(ONAIR);
const scripts = [];
for (const script of SCRIPTS) scripts.push(await playGrid(script));
console.log(
  block(
    'linvor 1.8, seconds until found, and until set to 9600, name and PIN',
    cellTable([onair, ...scripts]),
  ),
);
const ours = sumOf(onair);
const theirs = scripts.map(sumOf);
console.log(block('The same in the mean', sumTable([ours, ...theirs])));

const oursSlow = sumOf(await playGrid(ONAIR, SLOWEST));
const theirsSlow: Sum[] = [];
for (const script of SCRIPTS) theirsSlow.push(sumOf(await playGrid(script, SLOWEST)));
console.log(
  block('0.6 s of silence end a command, deaf for 1 s after it', sumTable([oursSlow, ...theirsSlow])),
);

const places: { name: string; limit: number; tookS: number }[] = [];
for (const place of PLACES) places.push({ ...place, tookS: await searchS(place) });

const [fastest] = theirs;
const besideFastest = (pick: (sum: Sum) => number): number =>
  pick(ours) / (fastest ? pick(fastest) : Number.NaN);
const script = { of: `the fastest public script, ${SCRIPTS[0]?.name}`, decimals: 3 };
judge(
  'hc06',
  [
    ...ratios.map(({ what, ratio, limit }) =>
      atMost(what, ratio, limit, { decimals: 3, of: "the module's own time" }),
    ),
    atMost(
      'found, mean',
      besideFastest(({ found }) => found),
      1,
      script,
    ),
    atMost(
      'found, worst',
      besideFastest(({ worst }) => worst),
      1,
      script,
    ),
    ...places.map(({ name, limit, tookS }) => atMost(name, tookS, limit, { decimals: 2, unit: 's' })),
    exactly('modules not set', ours.notSet, 0),
    exactly('slow modules not set', oursSlow.notSet, 0),
  ],
  [
    ...[ours, ...theirs].flatMap(({ strategy: { name }, found, worst, shipped, set }) => [
      figureOf(`hc06, ${name}: found, mean`, found, 1, 's'),
      figureOf(`hc06, ${name}: found, worst`, worst, 1, 's'),
      figureOf(`hc06, ${name}: found, shipped rates`, shipped, 1, 's'),
      figureOf(`hc06, ${name}: set, mean`, set, 1, 's'),
    ]),
    figureOf('hc06: rates', RATES.length, 0),
    figureOf('hc06: parities', PARITIES.length, 0),
    figureOf('hc06: modules', onair.cells.length, 0),
    ...theirsSlow
      .filter(({ notSet }) => notSet > 0)
      .map(({ strategy: { name }, notSet }) => figureOf(`hc06, slow module, ${name}: not set`, notSet, 0)),
  ],
);
