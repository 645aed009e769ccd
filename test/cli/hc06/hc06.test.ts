import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { inVirtualTime } from '../../virtual-time.js';
import { type Ran, type RunSetup, run } from '../run.js';

const scratch = mkdtempSync(join(tmpdir(), 'onair-hc06-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

async function onair(argv: readonly string[], setup: RunSetup = {}): Promise<Ran & { elapsedMs: number }> {
  const { value, elapsedMs } = await inVirtualTime(() => run(['hc06', ...argv], setup));
  return Object.assign(Object.create(value) as Ran, { elapsedMs });
}

let counter = 0;
function file(text: string): string {
  const path = join(scratch, `${counter++}.yaml`);
  writeFileSync(path, text);
  return path;
}

interface Applied {
  readonly setting: string;
  readonly command: string;
  readonly proof: string;
}

const appliedOf = ({ documents }: Ran): Applied[] => (documents[0]?.applied ?? []) as Applied[];

test.serial('the command that a module took is shown, where sources differ', async (t) => {
  for (const [firmware, flags, commands] of [
    ['le-2.3', ['--name', 'Jeep'], ['AT+NAMEJeep']],
    ['le-2.3-equals', ['--name', 'Jeep', '--pin', '123456'], ['AT+NAME=Jeep', 'AT+PIN=123456']],
    ['bc04-b', ['--baud', '57600'], ['AT+BAUD7']],
    ['bc04-b-shifted', ['--baud', '57600'], ['AT+BAUD8']],
  ] as const) {
    const ran = await onair([
      'set',
      '--port',
      `sim:hc06?pin=000000&firmware=${firmware}`,
      ...flags,
      '--yes',
      '--json',
    ]);
    t.is(ran.code, 0, ran.stdout);
    t.deepEqual(
      appliedOf(ran).map(({ command }) => command),
      [...commands],
      firmware,
    );
  }
  const framing = async (firmware: string): Promise<unknown> =>
    (await onair(['probe', '--port', `sim:hc06?firmware=${firmware}`, '--json'])).documents[0]?.commandEnd;
  t.is(await framing('bt-06'), 'silence');
  t.is(await framing('bt04-a'), 'cr-lf');
});

test.serial(
  'a refusal is shown with its meaning, and what a dialect can’t do is refused before anything is written',
  async (t) => {
    for (const [firmware, flags, code, says] of [
      ['jdy-31', ['--parity', 'even'], 2, /JDY-31 .* has no parity command/],
      ['jdy-31', ['--name', 'abcdefghijklmnopqrs'], 2, /takes 1 to 18/],
      ['jdy-31', ['--baud', '230400'], 2, /does not support 230400/],
      ['linvor-1.8', ['--baud', '128000'], 2, /does not support 128000/],
      ['linvor-1.8', ['--pin', '123456'], 2, /is not 4 digits/],
      ['le-2.3', ['--pin', '4321'], 2, /is not 6 digits/],
      ['v3.0', ['--baud', '1200'], 2, /does not support 1200/],
      ['v3.0', ['--role', 'master'], 2, /no role command/],
      ['linvor-1.8', ['--led', 'off'], 2, /no LED command/],
      ['hc01-2.0', ['--led', 'dim'], 2, /"dim" is not known/],
      ['le-2.3', ['--pin', '123456'], 4, /no answer to AT\+PIN=\*{4}\n/],
      ['mlt-bt05', ['--name', 'Jeep'], 5, /BLE/],
    ] as const) {
      const ran = await onair(['set', '--port', `sim:hc06?firmware=${firmware}`, ...flags, '--yes']);
      t.is(ran.code, code, `${firmware} ${flags.join(' ')}: ${ran.stderr}`);
      t.regex(ran.stderr, says);
      t.regex(ran.stderr, /hint: {2}\S/);
    }
  },
);

test.serial(
  'a profile: flags count more, a second run writes nothing, complaints have a place',
  async (t) => {
    const profile = file('name: Jeep\npin: "0042"\nbaud: 57600\n');
    const dry = await onair([
      'set',
      '--port',
      'sim:hc06',
      '--from',
      profile,
      '--name',
      'Other',
      '--dry-run',
      '--json',
    ]);
    const { plan, otherDialects } = dry.documents[0] as {
      plan: { command: string }[];
      otherDialects: { dialect: string; plan?: { command: string }[] }[];
    };
    t.deepEqual(
      plan.map(({ command }) => command),
      ['AT+NAMEOther', 'AT+PIN0042', 'AT+BAUD7'],
    );
    const v3 = otherDialects.find(({ dialect }) => dialect === 'v3');
    t.deepEqual(
      v3?.plan?.map(({ command }) => command),
      ['AT+NAME=Other', 'AT+PSWD=0042', 'AT+UART=57600,0,0'],
    );
    const module = 'firmware=jdy-31&name=Jeep&pin=0042&baud=57600';
    const again = await onair(['set', '--port', `sim:hc06?${module}`, '--from', profile, '--yes', '--json']);
    t.deepEqual(again.documents[0]?.plan, []);
    const unread = await onair([
      'set',
      '--port',
      'sim:hc06?baud=57600',
      '--from',
      profile,
      '--yes',
      '--json',
    ]);
    t.deepEqual(unread.documents[0]?.notReadable, ['name', 'PIN']);
    for (const [text, says] of [
      ['name: Jeep\npin: 0042\n', /:2:1: pin: must be in quotes/],
      ['name: Jeep\npni: "0042"\n', /:2:1: unknown key "pni"/],
      ['name: Jeep🚙\n', /:1:1: name: "🚙" is not a printable/],
      ['\nbaud: 9601\n', /:2:1: rate: "9601"/],
      ['name: [\n', /:\d+:\d+: /],
      ['led: true\nparity: evn\n', /:2:1: parity: "evn"/],
    ] as const) {
      const wrong = await onair(['set', '--port', 'sim:hc06', '--from', file(text), '--yes']);
      t.is(wrong.code, 2, wrong.stderr);
      t.regex(wrong.stderr, says);
    }
    t.regex((await onair(['set', '--port', 'sim:hc06', '--from', '/nowhere.yaml'])).stderr, /can't read/);
  },
);

test.serial('--wait-power-cycle waits for a person, and verifies what counts from then on', async (t) => {
  for (const [firmware, flags, parity] of [
    ['linvor-1.8', ['--parity', 'even'], 'even'],
    ['linvor-1.8', ['--parity', 'odd', '--baud', '38400'], 'odd'],
    ['jdy-33', ['--name', 'Jeep'], 'none'],
    ['le-2.3', ['--name', 'Jeep'], 'none'],
  ] as const) {
    const port = `sim:hc06?firmware=${firmware}&person=cycles-power`;
    const ran = await onair(['set', '--port', port, ...flags, '--yes', '--wait-power-cycle', '--json']);
    t.is(ran.code, 0, ran.stdout);
    t.like(ran.documents[0], { needsPowerCycle: false, parity }, firmware);
    const reported = await onair(['set', '--port', port, ...flags, '--yes']);
    t.regex(reported.stdout, /off and on/);
  }
  const nobody = await onair([
    'set',
    '--port',
    'sim:hc06',
    '--parity',
    'even',
    '--yes',
    '--wait-power-cycle',
  ]);
  t.is(nobody.code, 6);
  t.regex(nobody.stderr, /no power cycle within 120 s[\s\S]*everything was written/);
});

test.serial('--echo-test distinguishes a looped wire from a module and from another device', async (t) => {
  for (const [port, echo] of [
    ['sim:hc06', 'none'],
    ['sim:hc06?firmware=v3.0', 'none'],
    ['sim:hc06?fault=echo', 'wire'],
    ['sim:hc06?fault=echo@1', 'one-rate'],
    ['sim:tm-d700?mode=packet&handshake=joined', 'one-rate'],
  ] as const) {
    const { code, documents } = await onair(['probe', '--port', port, '--echo-test', '--json']);
    t.is(code, 0);
    t.is(documents[0]?.echo, echo, port);
  }
});

test.serial('raw sends one command as the family wants it', async (t) => {
  for (const [query, command, answer] of [
    ['', 'AT+VERSION', 'OKlinvorV1.8'],
    ['?firmware=v3.0&baud=38400', 'AT+UART', '+UART:38400,0,0\\r\\nOK\\r\\n'],
    ['?firmware=jdy-31', 'AT+NAME', '+NAME=JDY-31-SPP\\r\\n'],
    ['?firmware=bt-06', 'AT', 'OK\\r\\n'],
  ] as const) {
    const { documents, asked } = await onair(['raw', command, '--port', `sim:hc06${query}`, '--json']);
    t.is(documents[0]?.answer, answer);
    t.deepEqual(asked, []);
  }
  t.is((await onair(['raw', 'AT+NAMEx', '--port', 'sim:hc06'])).code, 2, 'it may change something');
  const agreed = await onair(['raw', 'AT+NAMEx', '--port', 'sim:hc06'], { answer: true });
  t.is(agreed.stdout, 'OKsetname\n');
  const refused = await onair(['raw', 'AT+NAMEx', '--port', 'sim:hc06'], { answer: false });
  t.is(refused.code, 130);
  t.is((await onair(['raw', 'AT+FOO', '--port', 'sim:hc06', '--yes'])).code, 4);
  t.is((await onair(['raw', 'AT\r\n', '--port', 'sim:hc06', '--yes'])).code, 2);
  t.is((await onair(['raw', 'AT', '--port', 'sim:hc06', '--dialect', 'linvro'])).code, 2);
  const given = await onair([
    'raw',
    'AT',
    '--port',
    'sim:hc06?baud=38400',
    '--dialect',
    'linvor',
    '--baud',
    '38400',
  ]);
  t.is(given.stdout, 'OK\n');
  t.true(given.elapsedMs < 3000, 'nothing was searched');
});

test.serial('rescue brings back what software can, and says what hands can', async (t) => {
  const rate = (baudRate: number) => ({ code: 'other-rate', baudRate, text: `its rate is ${baudRate}` });
  const parity = (set: string) => ({ code: 'parity-set', parity: set, text: `its parity is ${set}` });
  const role = { code: 'master-role', text: 'it is in the master role' };
  for (const [query, applied, problems] of [
    ['baud=1382400&parity=odd', ['parity', 'baud'], [parity('odd'), rate(1_382_400)]],
    ['firmware=hc01-2.0&role=master', ['role'], [role]],
    ['firmware=v3.0&baud=921600&parity=even', ['parity', 'baud'], [parity('even'), rate(921_600)]],
    ['firmware=jdy-31&baud=128000', ['baud'], [rate(128_000)]],
    ['', [], []],
  ] as const) {
    const isMaster = query.includes('role=master'); // says OK and no more, so its family must be given
    const family = isMaster ? ['--dialect', 'hc01'] : [];
    const ran = await onair(['rescue', '--port', `sim:hc06?${query}`, ...family, '--yes', '--json']);
    t.is(ran.code, 0, ran.stdout);
    t.is(ran.documents[0]?.baudRate, 9600);
    t.deepEqual(
      appliedOf(ran).map(({ setting }) => setting),
      [...applied],
      query,
    );
    t.deepEqual(ran.documents[0]?.problems, [...problems], query);
  }
  const lost = await onair(['rescue', '--port', 'sim:hc06?connected=yes', '--yes']);
  t.is(lost.code, 4);
  t.regex(lost.stderr, /1\. Is a phone connected[\s\S]*no hardware reset/);
  t.is((await onair(['rescue', '--port', 'sim:hc06?baud=38400'])).code, 2, 'it asks first');
});

interface Line {
  readonly n: number;
  readonly name: string;
  readonly pin: string;
  readonly state: string;
}

test.serial('a batch: a name and PIN for each, a line for each, and on where it stopped', async (t) => {
  const batch = file('name: "TM-D700-{n:02}"\npin: unique\nbaud: 38400\ncount: 4\nstart: 8\n');
  const journal = `${batch}.journal.ndjson`;
  const port = 'sim:hc06?person=swaps-modules';
  const read = (): Line[] =>
    readFileSync(journal, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line);
  const stop = new AbortController();
  const first = await onair(['batch', batch, '--port', port, '--yes', '--json'], {
    signal: stop.signal,
    onOutput: (text) => {
      if (text.split('\n').length > 2) stop.abort(); // after the second module
    },
  });
  t.is(first.code, 130);
  t.deepEqual(
    first.documents.slice(0, 2).map(({ name, ok }) => [name, ok]),
    [
      ['TM-D700-08', true],
      ['TM-D700-09', true],
    ],
  );
  const begun = read().filter(({ state }) => state === 'begun');
  writeFileSync(journal, `${readFileSync(journal, 'utf8')}{"n":10,"name":"TM-`); // stopped in a line
  const second = await onair(['batch', batch, '--port', port, '--yes', '--json']);
  t.is(second.code, 0, second.stdout);
  t.deepEqual(
    second.documents.slice(0, -1).map(({ name }) => name),
    ['TM-D700-10', 'TM-D700-11'],
  );
  t.like(second.documents.at(-1), {
    schema: 'onair/hc06.batch@1',
    ok: true,
    total: 4,
    done: 2,
    doneBefore: 2,
  });
  const text = readFileSync(journal, 'utf8').replace('{"n":10,"name":"TM-\n', '');
  writeFileSync(journal, text);
  const done = read().filter(({ state }) => state === 'done');
  t.is(new Set(done.map(({ pin }) => pin)).size, 4, 'each PIN once');
  for (const { n, pin } of begun) t.is(done.find((line) => line.n === n)?.pin ?? pin, pin, 'no PIN is lost');
  const third = await onair(['batch', batch, '--port', port, '--yes', '--json']);
  t.like(third.documents[0], { done: 0, doneBefore: 4 });
  for (const [yaml, says] of [
    ['name: same\ncount: 2\n', /:1:1: "same" is the same for all 2/],
    ['name: "x{n}"\n', /count/],
    ['name: "abcdefghijklmnopqrs{n:02}"\ncount: 2\n', /has 21 characters/],
  ] as const) {
    const wrong = await onair(['batch', file(yaml), '--port', port, '--yes']);
    t.is(wrong.code, 2, wrong.stderr);
    t.regex(wrong.stderr, says);
  }
});

test.serial('a module that fails leaves its number to the next one, and takes its PIN with it', async (t) => {
  const batch = file('name: "Jeep-{n}"\npin: unique\nbaud: 38400\ncount: 2\n');
  const stop = new AbortController();
  const port = 'sim:hc06?person=swaps-modules&person-after=60000&fault=hangs-on-rate'; // after the search for it
  const ran = await onair(['batch', batch, '--port', port, '--yes', '--json'], {
    signal: stop.signal,
    onOutput: (text) => {
      if (text.split('\n').length > 2) stop.abort();
    },
  });
  t.is(ran.code, 130);
  const [one, two] = ran.documents;
  for (const failed of [one, two]) t.like(failed, { n: 1, name: 'Jeep-1', ok: false });
  t.like(one?.error, { code: 'not-verified' });
  t.not(one?.pin, two?.pin);
  const lines = readFileSync(`${batch}.journal.ndjson`, 'utf8').trim().split('\n');
  t.deepEqual(
    lines.map((line) => JSON.parse(line) as Line).map(({ n, pin, state }) => [n, pin, state]),
    [
      [1, one?.pin, 'begun'],
      [1, one?.pin, 'failed'],
      [1, two?.pin, 'begun'],
      [1, two?.pin, 'failed'],
    ],
  );
});

test.serial('a batch waits behind noise and behind a module of another kind, and says so once', async (t) => {
  for (const [query, says] of [
    ['fault=partial', /of an unknown version/g],
    ['firmware=mlt-bt05', /it is a BLE module/g],
  ] as const) {
    const batch = file('name: "Jeep-{n}"\ncount: 1\n');
    const port = `sim:hc06?${query}`;
    const ran = await onair(['batch', batch, '--port', port, '--yes', '--timeout', '25000']);
    t.is(ran.code, 4);
    t.regex(ran.stderr, /not done within 25000 ms/);
    t.is(ran.stderr.match(says)?.length, 1, query);
  }
});

test.serial(
  'a setting or a profile that is given twice is refused: the last one would win silently',
  async (t) => {
    for (const flag of ['--name', '--pin', '--baud', '--parity', '--role', '--led', '--from']) {
      const ran = await onair(['set', '--port', 'sim:hc06', flag, 'a', flag, 'b', '--yes']);
      t.is(ran.code, 2);
      t.regex(ran.stderr, new RegExp(`${flag} is given twice \\(a, b\\)`));
    }
  },
);
