import test from 'ava';
import fc from 'fast-check';
import { SAFE_HEADERS } from '../../../../../host/panel/access/headers.js';
import { serveApp } from '../../../../../host/panel/index.js';
import { Rig } from '../../../../panel/rig.js';
import { attackLog } from '../../../attacks/attack-log.js';
import { anyRequest, Statuses } from './requests.js';
import { RUNS, talk } from './talk.js';

const note = attackLog('Bytes of chance');

const HEADERS = Object.keys(SAFE_HEADERS);

test.serial(
  'the panel: whatever comes, every answer has the headers, nothing is ordered, nobody is let in',
  async (t) => {
    t.timeout(300_000);
    const rig = await Rig.serve(t);
    const statuses = new Statuses();
    await fc.assert(
      fc.asyncProperty(anyRequest(rig.host), async (pieces) => {
        const text = await talk(rig.port, pieces);
        await rig.clock.pass(100); // so that not all is refused as too fast
        statuses.check(text, HEADERS);
      }),
      { numRuns: RUNS },
    );
    note('requests, cut and spoilt', 'air serve', `nobody is let in: ${statuses}`, RUNS);
    t.deepEqual([rig.machine.orders, rig.machine.words, rig.notes], [[], [], []]);
    t.is((await rig.send('GET', '/api/state')).status, 200);
  },
);

test.serial(
  'onair app: whatever comes, every answer has the headers, and the page is served after it',
  async (t) => {
    t.timeout(300_000);
    const app = await serveApp({ host: '127.0.0.1', port: 0, isLoopback: true });
    t.teardown(() => app.close());
    const statuses = new Statuses();
    await fc.assert(
      fc.asyncProperty(anyRequest(`127.0.0.1:${app.port}`), async (pieces) => {
        statuses.check(await talk(app.port, pieces), HEADERS);
      }),
      { numRuns: RUNS / 2 },
    );
    t.is((await fetch(`http://127.0.0.1:${app.port}/`)).status, 200);
    note('requests, cut and spoilt', 'onair app', `the page is served: ${statuses}`, RUNS / 2);
  },
);
