/**
 * The web app in Chromium: how fast a module is found and set beside the command line on the same pseudo-terminal, how
 * much is loaded and how long that takes until the first screen can be used, and its memory over an hour of packets.
 * Real time, so a busy machine makes the times worse. Run: npm run bench:web
 */
import { MOST_LOGGED } from '../../../host/web/app/radio/heard/heard-traffic.js';
import { chromium, serialChromium } from '../../peers.js';
import { atMost } from '../bound.js';
import { figureOf } from '../figures.js';
import { judge } from '../judge.js';
import { block, figure, table } from '../table.js';
import { heapOverAnHour } from './memory.js';
import { besideCli } from './serial.js';
import { firstScreens } from './start.js';

/** Chromium is there, and speaks to pseudo-terminals. */
const CAN_START = chromium ? undefined : 'no chromium';
const CAN_OPEN = serialChromium ? undefined : 'no chromium, gcc or serial driver';
/** What a phone loads until the first screen can be used; the README promises it. */
const MOST_BYTES = 150_000;
const MOST_TIMES_CLI = 1.1;
const MOST_TIMES_EMPTY = 3;

const heap = await heapOverAnHour();
console.log(block('Heap after minutes of packets', table(['minutes', 'MB'], heap.rows, [])));

const speed = CAN_OPEN === undefined ? await besideCli() : undefined;
if (speed) {
  const rows = speed.rounds.map(({ browserS, cliS }) => [figure(browserS, 2), figure(cliS, 2)]);
  console.log(block('A module at 38400 found and set, s', table(['browser', 'onair hc06 set'], rows, [])));
}

const start = CAN_START === undefined ? await firstScreens() : undefined;
if (start) {
  const rows = start.rounds.map(({ appMs, emptyMs }) => [figure(appMs, 0), figure(emptyMs, 0)]);
  console.log(block('Usable after ms, throttled', table(['app', 'empty page'], rows, [])));
}

judge(
  'web',
  [
    atMost('found and set, beside the CLI', speed?.ratio ?? { skipped: CAN_OPEN ?? '' }, MOST_TIMES_CLI, {
      of: 'onair hc06 set on the same pseudo-terminal',
      decimals: 3,
    }),
    atMost('first screen, gzip', start?.gzipBytes ?? { skipped: CAN_START ?? '' }, MOST_BYTES, {
      unit: 'bytes',
      decimals: 0,
    }),
    atMost('first screen usable', start?.ratio ?? { skipped: CAN_START ?? '' }, MOST_TIMES_EMPTY, {
      of: 'an empty page of the same library, same throttle',
    }),
    atMost('heap grows, minute 10 to 60', heap.grownPercent, 10, { unit: '%', decimals: 1 }),
  ],
  [
    figureOf('web: found and set, times the CLI, at most', MOST_TIMES_CLI, 1),
    figureOf('web: first screen, at most', MOST_BYTES / 1000, 0, 'kB'),
    figureOf('web: first screen usable, times an empty page, at most', MOST_TIMES_EMPTY, 0),
    figureOf('web: packets of a full log', MOST_LOGGED, 0),
  ],
);
