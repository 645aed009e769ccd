import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { FIRMWARES } from '../../../../host/hc06/sim/firmwares/index.js';
import { WIRE_FAULTS } from '../../../../host/link/sim/faults.js';
import { type Ran, run, words } from '../../../cli/run.js';
import { Rig } from '../../../panel/rig.js';
import { posix } from '../../../systems.js';
import { inVirtualTime } from '../../../virtual-time.js';
import { attackLog } from '../../attacks/attack-log.js';

/**
 * Commands that handle PINs, pairing codes, keys and places, with every trace and log on. All that they print and write
 * is searched for them, as text, as hex, and over the chunks in which a port was read.
 */
const scratch = mkdtempSync(join(tmpdir(), 'onair-secrets-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));
const note = attackLog('Secrets and places');

const PIN = '7391';
const LATITUDE = '41.71483';
const LONGITUDE = '-72.72719';
const SAYS_SO = /trace holds a PIN: remove the file/;

/** A home, and a trace beside it. */
class Place {
  readonly home = mkdtempSync(join(scratch, 'home-'));
  readonly trace = join(mkdtempSync(join(scratch, 'x')), 'trace');

  async run(line: string, more: readonly string[] = []): Promise<Ran> {
    const argv = [...words(line), '--verbose', '--trace', this.trace, ...more];
    return (await inVirtualTime(() => run(argv, { env: { HOME: this.home } }))).value;
  }

  /** Every byte of the port, both ways, without the borders of chunks. */
  traced(): string {
    if (!existsSync(this.trace)) return '';
    const lines = readFileSync(this.trace, 'utf8').trimEnd().split('\n').filter(Boolean);
    const chunks = lines.map((line) => JSON.parse(line) as { direction: string; hex: string });
    return ['in', 'out']
      .map((way) => chunks.flatMap(({ direction, hex }) => (direction === way ? hex : [])).join(''))
      .map((hex) => Buffer.from(hex, 'hex').toString('latin1'))
      .join('\n');
  }

  /** Files of the home, with what is in them. */
  kept(): ReadonlyMap<string, string> {
    const paths = readdirSync(this.home, { recursive: true, encoding: 'utf8' }).map((path) =>
      join(this.home, path),
    );
    return new Map(
      paths.filter((path) => statSync(path).isFile()).map((path) => [path, readFileSync(path, 'utf8')]),
    );
  }
}

/** What is wrong, in the words of a document with or without `--json`. */
function errorsOf({ stdout, stderr }: Ran): string {
  const json = stdout.split('\n').filter((line) => line.includes('"ok":false'));
  const text = stderr.split('\n').filter((line) => /^(error|hint|note):|^ {4}at /.test(line));
  return [...json, ...text].join('\n');
}

function mustSaySo(t: ExecutionContext, place: Place, { screen }: Ran, what: string): void {
  const isThere = place.traced().includes(PIN);
  t.is(SAYS_SO.test(screen), isThere, `${what}: ${screen.slice(-800)}`);
  if (posix && existsSync(place.trace)) t.is(statSync(place.trace).mode & 0o777, 0o600, what);
  for (const [path, text] of place.kept()) t.false(text.includes(PIN), `${what}: ${path}`);
}

test.serial(
  'a PIN that is set: in the plan and in the trace, which says so; in no file at home',
  async (t) => {
    t.timeout(300_000);
    let there = 0;
    for (const firmware of Object.keys(FIRMWARES)) {
      const place = new Place();
      const ran = await place.run(`hc06 set --port sim:hc06?firmware=${firmware} --pin ${PIN} --yes`);
      mustSaySo(t, place, ran, firmware);
      if (place.traced().includes(PIN)) there++;
    }
    t.true(there > 10, `${there} of them take a PIN`);
    note('a PIN that is set', 'hc06 set', `in ${there} traces that say so, mode 600`, there);
  },
);

test.serial('a PIN that is read back: the trace says so, too', async (t) => {
  for (const firmware of ['jdy-31', 'v3.0']) {
    const place = new Place();
    mustSaySo(
      t,
      place,
      await place.run(`hc06 set --port sim:hc06?firmware=${firmware}&pin=${PIN} --name X --yes`),
      firmware,
    );
  }
});

test.serial('a PIN is in no error, whatever goes wrong', async (t) => {
  t.timeout(300_000);
  let failed = 0;
  for (const firmware of ['linvor-1.8', 'jdy-31', 'v3.0']) {
    for (const fault of [...Object.keys(WIRE_FAULTS), 'disconnect@3', 'partial@4', 'silent@3']) {
      for (const more of [[], ['--json']]) {
        const place = new Place();
        const line = `hc06 set --port sim:hc06?firmware=${firmware}&fault=${fault} --pin ${PIN} --yes --timeout 60000`;
        const ran = await place.run(line, more);
        if (ran.code !== 0) failed++;
        t.false(errorsOf(ran).includes(PIN), `${firmware} ${fault}: ${errorsOf(ran)}`);
        mustSaySo(t, place, ran, `${firmware} ${fault}`);
      }
    }
  }
  t.true(failed > 10, `${failed} of them fail`);
  note('faults while a PIN is set', 'hc06 set', 'PIN in no error, hint or stack', failed);
});

test.serial('PINs of a batch: on the label and in the journal, which only its owner reads', async (t) => {
  const place = new Place();
  const batch = join(scratch, 'modules.yaml');
  writeFileSync(batch, 'name: X-{n}\ncount: 1\npin: unique\n');
  const ran = await place.run(`hc06 batch ${batch} --port sim:hc06 --yes`);
  const journal = `${batch}.journal.ndjson`;
  const pin = /"pin":"(\d{4})"/.exec(readFileSync(journal, 'utf8'))?.[1] ?? 'none';
  t.true(ran.stdout.includes(`PIN ${pin}`), ran.screen);
  t.false(errorsOf(ran).includes(pin), ran.screen);
  if (posix) t.is(statSync(journal).mode & 0o777, 0o600);
  t.regex(ran.screen, SAYS_SO);
  for (const text of place.kept().values()) t.false(text.includes(pin));
  note('PINs of a batch', 'hc06 batch', 'on the label and in the journal, mode 600');
});

/** Somebody who walks from the first step to the last, and answers everything. */
async function walked(place: Place): Promise<{ ran: Ran; asked: string[] }> {
  const asked: string[] = [];
  const setup = {
    env: { HOME: place.home },
    ask: async (question: string, options?: { readonly initial?: string }) => {
      asked.push(question);
      if (/PIN of your own/.test(question)) return PIN;
      if (/call sign/.test(question)) return 'DL1ABC-9';
      if (/Where are you/.test(question)) return `${LATITUDE},${LONGITUDE}`;
      if (/How many volts/.test(question)) return '3.3';
      if (/Which one is yours/.test(question)) return 'breakout';
      if (/kept/.test(question)) return join(place.home, 'summary');
      return options?.initial || 'Jeep';
    },
    choose: async (_question: string, choices: readonly { readonly value: string }[]) => {
      asked.push(`choose ${choices.map(({ value }) => value).join()}`);
      return choices[0]?.value;
    },
    answer: true,
  };
  const argv = words('setup tm-d700 --simulate --verbose');
  return { ran: await run(argv, setup), asked };
}

test.serial(
  'a PIN that is typed in a walk: in its progress and its summary, which only its owner reads',
  async (t) => {
    t.timeout(300_000);
    const place = new Place();
    const { ran, asked } = await walked(place);
    t.is(ran.code, 0, ran.screen.slice(-800));
    t.true(
      asked.some((question) => /PIN of your own/.test(question)),
      asked.join('\n'),
    );
    t.false(errorsOf(ran).includes(PIN), errorsOf(ran));
    const having = [...place.kept()].filter(([, text]) => text.includes(PIN)).map(([path]) => path);
    t.deepEqual(having.map((path) => basename(path)).toSorted(), ['setup-tm-d700-simulated.json', 'summary']);
    if (posix) for (const path of place.kept().keys()) t.is(statSync(path).mode & 0o777, 0o600, path);
    note('a PIN typed in a walk', 'setup tm-d700', 'in its progress and summary, mode 600');
  },
);

test.serial('a place: in what is transmitted, and in no file that was not asked for', async (t) => {
  const port = 'sim:tm-d700?mode=kiss';
  for (const line of [
    `aprs beacon --port ${port} --from K1ABC --at ${LATITUDE},${LONGITUDE} --yes`,
    `aprs listen --port ${port}&traffic=1 --count 1 --at ${LATITUDE},${LONGITUDE}`,
  ]) {
    const place = new Place();
    const ran = await place.run(line);
    t.is(ran.code, 0, ran.screen);
    t.deepEqual([...place.kept().keys()], []);
    if (line.includes('listen')) {
      t.false(`${ran.screen}${readFileSync(place.trace, 'utf8')}`.includes(LATITUDE));
      t.notRegex(place.traced(), /4142\.89N/);
    }
    if (posix) t.is(statSync(place.trace).mode & 0o777, 0o600);
  }
  for (const way of ['aprs beacon', 'aprs listen --at'])
    note('a place', way, 'transmitted at most, in no file');
});

test.serial('the panel: its code, cookies and key are in no answer, note, metric or history', async (t) => {
  const rig = await Rig.serve(t);
  const { code: first } = rig;
  const cookie = await rig.pair();
  const token = /=([^;]+)/.exec(cookie)?.[1] ?? cookie;
  const key = 'a-key-that-nobody-guesses';
  const secrets = [first, rig.code, token, key];
  t.true(secrets.every((secret) => secret.length >= 6));
  const bearer = { authorization: `Bearer ${key}` };
  const answers = [
    await rig.send('GET', '/metrics', { headers: bearer }),
    await rig.send('GET', '/metrics', { headers: { authorization: `Bearer ${key}x` } }),
    await rig.send('GET', '/api/state', { headers: { cookie } }),
    await rig.send('GET', '/api/history', { headers: { cookie } }),
    await rig.send('GET', '/api/openapi.json'),
    await rig.send('GET', `/${first}`, { headers: { cookie } }),
    await rig.post('/api/session', { code: `${first}9` }),
    await rig.post('/api/order', { order: { order: 'nothing' }, code: first }, cookie),
    await rig.send('GET', '/'),
  ];
  const said = [...answers.map(({ text, headers }) => text + JSON.stringify(headers)), ...rig.notes];
  for (const secret of secrets) {
    for (const text of said) t.false(text.includes(secret), `${secret}: ${text.slice(0, 500)}`);
  }
  for (const secret of ['code', 'cookie', 'key'])
    note(secret, 'air serve, its answers', 'where it is given, only');
});

test.serial('air serve prints the code, and never the key; what it keeps has neither', async (t) => {
  const place = new Place();
  const controller = new AbortController();
  const key = 'another-key-that-nobody-guesses';
  let code = '';
  const argv = words(
    'air serve --port sim:air-up --tire FL=38 --max 50 --yes --listen 127.0.0.1:0 --verbose',
  );
  const history = join(place.home, 'history');
  const ran = await run([...argv, '--trace', place.trace, '--history', history], {
    env: { HOME: place.home, ONAIR_PANEL_KEY: key },
    signal: controller.signal,
    onOutput: (soFar) => {
      const [, url, shown] = /the panel: (http:\S+)#(\d+)/.exec(soFar) ?? [];
      if (shown === undefined || code !== '') return;
      code = shown;
      const headers = { authorization: `Bearer ${key}` };
      void fetch(`${url}api/state`, { headers }).finally(() => controller.abort());
    },
  });
  t.not(code, '', ran.screen);
  t.false(ran.screen.includes(key), ran.screen);
  const files = [place.trace, ...place.kept().keys()].map((path) => readFileSync(path, 'utf8')).join('');
  t.false(files.includes(key) || files.includes(code));
});
