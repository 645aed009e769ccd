/**
 * What `npm start` plays once it is built: the tour over simulated devices, in real time. It mostly waits as those
 * devices make it wait, so a busy machine takes little longer. Run: npm run bench:demo
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { atMost, exactly } from '../bound.js';
import { figureOf } from '../figures.js';
import { judge } from '../judge.js';

const ONAIR = join(import.meta.dirname, '../../../host/cli/onair.js');

/** What README.md promises. */
const LONGEST_S = 60;

const startedAt = performance.now();
const { status } = spawnSync(process.execPath, [ONAIR, 'sim', 'demo'], { stdio: 'inherit' });
const tookS = (performance.now() - startedAt) / 1000;
judge(
  'demo',
  [
    exactly('exit code', status ?? Number.NaN, 0),
    atMost('the tour', tookS, LONGEST_S, { unit: 's', decimals: 0 }),
  ],
  [figureOf('demo: at most', LONGEST_S, 0, 's')],
);
