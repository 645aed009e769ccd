/**
 * How well and how fast tires are filled on the simulated plant, beside what physics allows and beside three other
 * controllers; and the same on a second plant that shares nothing with the first, with every kind of fault. Virtual
 * time, so the figures are the same on every machine; only the run time on stderr is not. Run: npm run bench:air-up, or
 * with another number of jobs: node dist/test/bench/air-up/bench.js 100
 */
import { judge } from '../judge.js';
import { block } from '../table.js';
import { bounds, figures, whatPhysicsAllows } from './bounds.js';
import { buildersJob } from './builder/builder.js';
import { comparison } from './comparison.js';
import { cooling } from './cooling.js';
import { measuringTable } from './measuring.js';
import { jobsBlock } from './play/job-facts.js';
import { drawJobs, playAll } from './play/played.js';
import { secondPlant } from './second/second.js';
import { suspects } from './suspects.js';
import { timeBlock } from './time-classes.js';
import { tradeOff } from './trade-off.js';
import { whereTimeGoes } from './where-time-goes.js';

const ALL_JOBS = 2000;
/** A curve has a point for each of these, so it has fewer jobs. */
const CURVE_JOBS = 200;
const COOLING_JOBS = 400;
/** Jobs of the second plant for each of the first: its steps are 20 times as short. */
const SECOND_SHARE = 0.15;

const count = Number(process.argv[2] ?? ALL_JOBS);
const startedAt = performance.now();
const lap = (what: string): void =>
  console.error(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${what}`);

const { jobs, redrawn } = drawJobs(count);
lap('physical limits');
const played = jobs.map(playAll);
lap('four controllers');
console.log(block('Jobs', jobsBlock(played, redrawn)));
console.log(block('The same jobs under four controllers', comparison(played)));
console.log(block('Time of the cycle / physical limit', timeBlock(played)));
console.log(block('Where the time beyond the limit goes', whereTimeGoes(played)));
console.log(block('What measuring costs: limit + look before + drain + look after', measuringTable(jobs)));
const curve = played.slice(0, CURVE_JOBS);
console.log(
  block(`Trade-off: tolerance against time and error (the first ${curve.length} jobs)`, tradeOff(curve)),
);
lap('trade-off');
console.log(block('Cooling: cold pressure less target, psi', cooling(played.slice(0, COOLING_JOBS))));
lap('cooling');
const builder = buildersJob();
console.log(block("The builder's job: 4 x 35 in 12 -> 38 psi, 2 x 31 in 20 -> 50 psi", builder.text));
lap("builder's job");
console.log(block('Jobs to look at first', suspects(played)));
console.log(block('What physics allows', whatPhysicsAllows(played)));
const second = secondPlant(Math.ceil(count * SECOND_SHARE), lap);
console.log(second.text);
judge(
  'air-up',
  [...bounds(played, builder.timesRealTime), ...second.bounds],
  count === ALL_JOBS ? figures(played) : [],
);
