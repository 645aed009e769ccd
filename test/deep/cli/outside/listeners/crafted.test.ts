import test, { type ExecutionContext } from 'ava';
import { SAFE_HEADERS } from '../../../../../host/panel/access/headers.js';
import { serveApp } from '../../../../../host/panel/index.js';
import { Rig } from '../../../../panel/rig.js';
import { attackLog } from '../../../attacks/attack-log.js';
import { CRAFTED, type Target } from './crafted.js';
import { talk } from './talk.js';

const note = attackLog('Requests to the web servers');
const HEADERS = Object.keys(SAFE_HEADERS);
/** No answer to a request lets anybody in, opens the server to other sites, or repeats what an attacker said. */
const GIVES_AWAY = /^(set-cookie|access-control-)|evil/im;

async function check(
  t: ExecutionContext,
  way: 'air serve' | 'onair app',
  target: Target,
  after: () => unknown,
) {
  for (const [attack, rows] of Object.entries(CRAFTED)) {
    for (const [name, [bytes, panel, app]] of Object.entries(rows)) {
      const text = await talk(target.port, [Buffer.from(bytes(target), 'latin1')]);
      const at = `${attack}, ${name}: ${text.slice(0, 800)}`;
      const answers = text.split(/(?=HTTP\/1\.1 \d{3} )/).filter(Boolean);
      t.is(answers.map((one) => one.slice(9, 12)).join(' '), way === 'air serve' ? panel : app, at);
      for (const answer of answers) {
        for (const header of HEADERS) t.regex(answer, new RegExp(`^${header}: `, 'mi'), at);
        t.notRegex(answer.replace(/this server is not called .*?","/, ''), GIVES_AWAY, at);
      }
      await after();
    }
    note(attack, way, 'refused, or as if it were not there', Object.keys(rows).length);
  }
}

test('the panel: no request that can be read in two ways is obeyed', async (t) => {
  const rig = await Rig.serve(t);
  const cookie = await rig.pair();
  await rig.clock.pass(60_000); // the order is too old from now on
  await check(t, 'air serve', { host: rig.host, port: rig.port, cookie }, () => rig.clock.pass(200));
  t.deepEqual([rig.machine.orders, rig.notes], [[], []]);
  t.is((await rig.send('GET', '/api/state', { headers: { cookie } })).status, 200);
});

test('onair app: no request that can be read in two ways is obeyed', async (t) => {
  const app = await serveApp({ host: '127.0.0.1', port: 0, isLoopback: true });
  t.teardown(() => app.close());
  const { port } = app;
  await check(t, 'onair app', { host: `127.0.0.1:${port}`, port, cookie: '' }, () => {});
  t.is((await fetch(`http://127.0.0.1:${port}/`)).status, 200);
});
