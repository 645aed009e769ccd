/**
 * `onair kiss serve` with 50 clients for an hour of a busy channel: how many frames are lost, and how
 * fast it hands frames on beside a bare copy of bytes to sockets.
 *
 *     npm run bench:kiss-serve                    the radio's time is stepped: an hour takes some seconds
 *     npm run bench:kiss-serve -- --real 60       three programs in real time, so many minutes; memory of the server
 */
import { parseArgs } from 'node:util';
import { Serving } from '../../cli/kiss/serving.js';
import { atMost, type Bound, exactly } from '../bound.js';
import { figureOf } from '../figures.js';
import { judge } from '../judge.js';
import { median } from '../statistics.js';
import { bareFanOut, framesPerSecond, hubFanOut } from './fan-out.js';
import { startReal } from './real.js';
import { type SoakSetup, soak } from './soak.js';

const CLIENTS = 50;
/** Seconds between packets: an APRS channel that is full. */
const TRAFFIC = '0.5';
/** In stepped time the link is lost at every so many messages of the radio: some ten times an hour. */
const LOST_AT = 700;
/** The most that the hub may cost beside the bare copy; a radio gives some ten frames a second. */
const SLOWEST = 2;
/** Pairs of hub and bare copy, one right after the other, and bursts of frames in each. */
const PAIRS = 9;
const BURSTS = 8;
const USUAL_MINUTES = 60;

const { values } = parseArgs({ options: { real: { type: 'string' }, minutes: { type: 'string' } } });
const minutes = Number(values.real ?? values.minutes ?? USUAL_MINUTES);
const memory: number[] = [];

const setup: SoakSetup = {
  clients: CLIENTS,
  minutes,
  start: (trace) =>
    values.real === undefined
      ? Serving.ready(
          `--port sim:tm-d700?traffic=${TRAFFIC}&fault=disconnect@${LOST_AT} --quiet --trace ${trace}`,
        )
      : startReal(TRAFFIC, trace),
  onMinute: ({ megabytes }) => {
    if (megabytes !== undefined) memory.push(megabytes);
  },
};
console.log(
  `${CLIENTS} clients, ${minutes} minutes ${values.real === undefined ? 'of stepped' : 'in real'} time`,
);
const startedAt = performance.now();
const cpuBefore = process.cpuUsage();
const report = await soak(setup);
const cpu = process.cpuUsage(cpuBefore);
for (const [name, value] of Object.entries(report))
  console.log(`  ${name.padEnd(14)}${String(value).padStart(9)}`);
console.log(
  `  took ${((performance.now() - startedAt) / 1000).toFixed(0)} s, CPU ${((cpu.user + cpu.system) / 1e6).toFixed(0)} s with the clients`,
);
if (memory.length > 0) {
  const quarters = [0.25, 0.5, 0.75, 0.999].map((part) =>
    memory[Math.floor(part * memory.length)]?.toFixed(0),
  );
  console.log(`  memory of the server, MB, at each quarter: ${quarters.join(', ')}`);
}

const ratios: number[] = [];
console.log(`\nframes per second to each of ${CLIENTS} clients: hub, bare copy of bytes, ratio`);
for (let pair = 0; pair < PAIRS; pair++) {
  const hub = await framesPerSecond(hubFanOut(), CLIENTS, BURSTS);
  const bare = await framesPerSecond(bareFanOut(), CLIENTS, BURSTS);
  ratios.push(bare / hub);
  console.log(`  ${hub.toFixed(0).padStart(7)} ${bare.toFixed(0).padStart(7)}  ${(bare / hub).toFixed(2)}`);
}
const lost = (['missing', 'wrong', 'unasked', 'dropped'] as const).map(
  (what): Bound => exactly(`frames or clients, ${what}`, report[what], 0),
);
const isUsual = minutes === USUAL_MINUTES;
judge(
  'kiss-serve',
  [
    exactly('exit code', report.exitCode, 0),
    ...lost,
    exactly('asked, not sent and not refused', report.asked - report.onWire - report.refused, 0),
    atMost('cost of a frame', median(ratios), SLOWEST, { of: 'a bare copy of the bytes, median of pairs' }),
  ],
  isUsual ? [figureOf('kiss-serve: clients', CLIENTS, 0), figureOf('kiss-serve: minutes', minutes, 0)] : [],
);
