import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { inVirtualTime } from '../virtual-time.js';
import { type Ran, type RunSetup, run, words } from './run.js';

/** Runs a command line on simulated devices, in virtual time. */
async function onair(line: string, setup: RunSetup = {}): Promise<Ran & { elapsedMs: number }> {
  const { value, elapsedMs } = await inVirtualTime(() => run(words(line), setup));
  return Object.assign(Object.create(value) as Ran, { elapsedMs });
}

/** Every command of the issue on a sound device and under faults: line, exit code, and a word of the message. */
const RUNS: readonly (readonly [line: string, code: number, says?: RegExp])[] = [
  ['hc06 probe --port sim:hc06', 0, /linvorV1.8/],
  ['hc06 probe --port sim:hc06?baud=57600&firmware=hc01-2.0', 0, /hc01.comV2.0[\s\S]*57600 8N1/],
  ['hc06 probe --port sim:hc06?baud=2400&parity=odd', 0, /2400 8O1/],
  ['hc06 probe --port sim:hc06?fault=silent', 4, /LED solid/],
  ['hc06 probe --port sim:hc06?connected=yes', 4, /LED solid/],
  ['hc06 probe --port sim:hc06?fault=slow', 0],
  ['hc06 probe --port sim:hc06?fault=noise', 0, /noise/],
  ['hc06 probe --port sim:hc06?fault=partial', 5, /OKlinv/],
  ['hc06 probe --port sim:hc06?fault=echo', 0, /echo/],
  ['hc06 probe --port sim:hc06?fault=echo,silent', 4, /only our own commands/],
  ['hc06 probe --port sim:hc06?fault=wrong-baud', 0, /4800 8N1/],
  ['hc06 probe --port sim:hc06?fault=disconnect', 3, /unplugged/],
  ['hc06 probe --port sim:hc06?fault=silent@1', 0],
  ['hc06 probe --port sim:hc06 --timeout 100', 4, /--timeout/],
  ['hc06 set --port sim:hc06 --name Jeep --pin 4321 --baud 38400 --yes', 0, /38400 8N1/],
  ['hc06 set --port sim:hc06 --baud 9600 --yes', 0, /nothing to write/],
  ['hc06 set --port sim:hc06 --parity even --yes', 0, /off and on/],
  ['hc06 set --port sim:hc06 --name Jeep --yes --timeout 700', 4, /--timeout/],
  ['hc06 set --port sim:hc06?fault=silent --name Jeep --yes', 4],
  ['hc06 set --port sim:hc06?fault=noise --name Jeep --baud 38400 --yes', 0],
  ['hc06 set --port sim:hc06?fault=slow --name Jeep --baud 38400 --yes', 0],
  ['hc06 set --port sim:hc06?fault=partial@2 --name Jeep --baud 38400 --yes', 0],
  ['hc06 set --port sim:hc06?fault=disconnect@3 --name Jeep --baud 38400 --yes', 3, /unplugged/],
  ['hc06 set --port sim:hc06?fault=wrong-baud --baud 38400 --yes', 6, /went to 19200/],
  ['hc06 set --port sim:hc06?fault=hangs-on-rate --baud 38400 --yes', 6, /power off and on/],
  ['hc06 set --port sim:hc06 --name Jeep --dry-run', 0, /41 54 2b 4e 41 4d 45 4a 65 65 70/],
  ['hc06 set --port sim:hc06?fault=silent --name Jeep --dry-run', 0, /nothing was written/],
  ['hc06 set --port sim:hc06?fault=noise --baud 1200 --dry-run', 0, /AT\+BAUD1/],
  ['hc06 set --port sim:hc06?fault=disconnect --pin 0000 --dry-run', 0, /AT\+PIN0000/],
  ['tnc init --port sim:tm-d700 --yes', 0, /in KISS/],
  ['tnc init --port sim:tm-d700?mode=kiss --yes', 0],
  ['tnc init --port sim:tm-d700?mode=converse --yes', 0],
  ['tnc init --port sim:tm-d700?speed=19200 --baud 19200 --yes', 0],
  ['tnc init --port sim:tm-d700 --handshake none --yes', 4, /RTS/],
  ['tnc init --port sim:tm-d700?handshake=joined --handshake none --yes', 0],
  ['tnc init --port sim:tm-d700?fault=silent --yes', 4, /no answer from the radio/],
  ['tnc init --port sim:tm-d700?fault=wrong-baud --yes', 4],
  ['tnc init --port sim:tm-d700?fault=noise --yes', 0],
  ['tnc init --port sim:tm-d700?fault=slow --yes', 0],
  ['tnc init --port sim:tm-d700?fault=disconnect@4 --yes', 3],
  ['tnc init --port sim:tm-d700?fault=wrong-radio --yes', 5, /TM-D710/],
  ['tnc init --port sim:tm-d700?fault=refuses-kiss --yes', 5, /\?EH/],
  ['tnc init --port sim:tm-d700?fault=forgets-kiss --yes', 6],
  ['tnc init --port sim:tm-d700?fault=hangs --yes', 4, /off and on/],
  ['tnc init --port sim:tm-d700?boot-ms=9000 --yes', 0],
  ['tnc init --port sim:tm-d700 --dry-run', 0, /RESTART/],
  ['tnc exit --port sim:tm-d700?mode=kiss --yes', 0, /APRS mode/],
  ['tnc exit --port sim:tm-d700?mode=packet --yes', 0],
  ['tnc exit --port sim:tm-d700?mode=kiss&fault=silent --yes', 4],
  ['tnc exit --port sim:tm-d700?mode=kiss&fault=noise --yes', 0],
  ['tnc exit --port sim:tm-d700?mode=kiss&fault=disconnect@2 --yes', 3],
  ['tnc exit --port sim:tm-d700 --dry-run', 0, /TNC 1/],
  ['tnc radios', 0, /generic-tnc2/],
  ['tnc radios --radio th-d7', 0, /lock up/],
  ['tnc status --port sim:tm-d700', 0, /radio control has the port[\s\S]*1 \(APRS\)/],
  ['tnc status --port sim:tm-d700?mode=kiss', 0, /in KISS[\s\S]*shows no prompt/],
  ['tnc status --port sim:tm-d700?mode=packet', 0, /at its prompt[\s\S]*MYCALL of the TNC: N0CALL/],
  ['tnc status --radio tm-d710 --port sim:tm-d710?band=1', 0, /band for data: B/],
  ['tnc status --radio generic-tnc2 --port sim:tnc2?mode=kiss', 4, /in KISS is silent too/],
  ['tnc status --port sim:tm-d700?fault=silent', 4, /is the radio on/],
  ['tnc status --port sim:tm-d700?fault=disconnect', 3],
  ['tnc string --app aprsdroid', 0, /4000 ms/],
  ['tnc string --app xastir --radio th-d7', 0, /##META <no-ctrl-c>\nTC 1\n/],
  ['tnc string --app aprsis32 --radio tm-d710 --band b', 0, /<OpenCmd>TN 2,1!/],
  ['tnc string --app yaac', 0, /not found in public/],
  ['tnc string --app direwolf --port /dev/ttyS0 --baud 19200', 0, /SCHANNEL 10 \/dev\/ttyS0 19200/],
  ['tnc string --app aprx --radio th-d74', 0, /initstring "\\x18\\x03\\rtn 2,0\\r"/],
  ['tnc init --radio tm-d710 --port sim:tm-d710 --band b --yes', 0, /in KISS/],
  ['tnc init --radio th-d74 --port sim:th-d74 --dry-run', 0, /TN 2,0/],
  ['tnc init --radio th-d7 --port sim:tm-d700 --yes', 5, /TM-D700/],
  ['tnc exit --radio generic-tnc2 --port sim:tnc2?mode=kiss --yes', 0, /prompt/],
  ['kiss send --port sim:tm-d700?mode=kiss --from W1AW-9 --yes test', 0, /air: W1AW-9>APZONA:test/],
  [
    'kiss send --port sim:tm-d700?mode=kiss --from w1aw --at 41.7148,-72.7272 --yes hi',
    0,
    /4142\.89N\/07243\.63W>hi/,
  ],
  [
    'kiss send --port sim:tm-d700?mode=kiss --from W1AW --path WIDE1-1,WIDE2-1 --yes test',
    0,
    /WIDE1-1,WIDE2-1:test/,
  ],
  ['kiss listen --port sim:tm-d700?mode=kiss&traffic=1 --count 2', 0, /N0CALL/],
  ['kiss listen --port sim:tm-d700?mode=kiss --for 500', 0],
  [
    'kiss listen --port sim:tm-d700?mode=kiss&traffic=1&fault=disconnect --for 5000',
    0,
    /Next try in 3 s[\s\S]*the link is back/,
  ],
  [
    'aprs beacon --from W1AW --at -72.7272,41.7148 --dry-run',
    0,
    /latitude -72.7272 is in Antarctica: latitude comes first/,
  ],
  ['sim demo', 0, /APZONA:!4142/],
];

for (const [line, code, says] of RUNS) {
  test.serial(`${line} -> ${code}`, async (t) => {
    const plain = await onair(line);
    t.is(plain.code, code, plain.stderr);
    if (says) t.regex(plain.stdout + plain.stderr, says);
    if (code !== 0) {
      t.regex(plain.stderr, /error: /);
      t.regex(plain.stderr, /hint: {2}\S/);
      t.is(plain.stdout, '');
    }
    t.true(plain.elapsedMs < 90_000, `${plain.elapsedMs} ms`);
  });

  test.serial(`${line} --json -> ${code}, stdout is JSON only`, async (t) => {
    const { code: found, documents } = await onair(`${line} --json`);
    t.is(found, code);
    const last = documents.at(-1);
    if (line.startsWith('kiss listen') && code === 0) return;
    if (!line.startsWith('sim demo') && !line.startsWith('kiss listen')) t.is(documents.length, 1);
    t.is(last?.ok, code === 0);
    t.true(Array.isArray(last?.warnings));
    t.regex(String(last?.schema), code === 0 ? /^onair\/[a-z0-9]+(\.[a-z]+)?@[12]$/ : /^onair\/error@1$/);
    if (code !== 0) {
      const error = last?.error as Record<string, unknown>;
      for (const key of ['code', 'message', 'hint']) t.is(typeof error[key], 'string', key);
    }
  });
}

test.serial('who can’t be asked is told of --dry-run only where the command has it', async (t) => {
  for (const [line, hasDryRun] of [
    ['hc06 set --port sim:hc06 --name X', true],
    ['air inflate --port sim:air-up --tire FL=38:50', true],
    ['kiss listen --port sim:tm-d700 --init', false],
    ['air serve --port sim:air-up --tire FL=38 --max 50 --listen 127.0.0.1:0', false],
    ['app --radio sim:tm-d700 --listen 127.0.0.1:0', false],
  ] as const) {
    const { documents } = await onair(`${line} --json`);
    const { code, hint = '' } = (documents.at(-1)?.error ?? {}) as { code?: string; hint?: string };
    t.is(code, 'needs-yes', line);
    t.regex(hint, /--yes/);
    t.is(/--dry-run/.test(hint), hasDryRun, `${line}: ${hint}`);
  }
});

test.serial('JSON keys of the issue are there', async (t) => {
  const keys = async (line: string): Promise<string[]> =>
    Object.keys((await onair(`${line} --json`)).documents[0] ?? {});
  const has = (found: readonly string[], wanted: readonly string[]): void => {
    for (const key of wanted) t.true(found.includes(key), key);
  };
  has(await keys('hc06 probe --port sim:hc06'), ['baudRate', 'parity', 'dialect', 'version', 'elapsedMs']);
  for (const extra of ['--yes', '--dry-run']) {
    has(await keys(`hc06 set --port sim:hc06 --name X ${extra}`), [
      'plan',
      'applied',
      'verified',
      'baudRate',
      'elapsedMs',
    ]);
    has(await keys(`tnc init --port sim:tm-d700 ${extra}`), ['radio', 'mode', 'steps', 'elapsedMs']);
    has(await keys(`tnc exit --port sim:tm-d700 ${extra}`), ['radio', 'mode', 'steps', 'elapsedMs']);
  }
});

test.serial('a probe of a module at factory settings takes little more than its own answer', async (t) => {
  const { documents } = await onair('hc06 probe --port sim:hc06 --json');
  t.true(Number(documents[0]?.elapsedMs) < 1.3 * 500);
});

/** What a tired person types: line, and what the hint or message must say. All of them exit 2. */
const TYPOS: readonly (readonly [line: string, says: RegExp])[] = [
  ['', /noun and a verb/],
  ['hc06', /needs a verb/],
  ['kiss', /onair kiss listen hears packets/],
  ['tnc', /onair tnc init brings a radio into KISS/],
  ['aprs', /onair aprs beacon sends where you are/],
  ['beacon --from W1AW', /did you mean onair aprs beacon/],
  ['init', /did you mean onair tnc init/],
  ['listen', /onair aprs listen \(packets in words\)/],
  ['tnc string', /--app aprsdroid/],
  ['aprs message hi --from W1AW', /--to N1AW-9/],
  ['aprs message hi --from W1AW --to w1aw --yes', /W1AW is you/],
  ['aprs replay', /onair aprs listen --log FILE/],
  ['aprs beacon --at FN31pr', /--from W1AW-9; to keep it, ONAIR_CALL/],
  ['aprs listen --for 30', /Seconds are 30s/],
  ['hc6 probe', /did you mean hc06/],
  ['prots', /did you mean ports/],
  ['hc06 prob', /did you mean probe/i],
  ['hc06 probe --prot x', /did you mean --port/i],
  ['hc06 probe extra', /too many arguments/],
  ['hc06 probe sim:hc06', /--port sim:hc06/],
  ['kiss send --port sim:tm-d700 hi there', /in quotes/],
  ['aprs message --from W1AW --to N1AW at the gate --dry-run', /in quotes/],
  ['aprs chat N1AW --from W1AW', /--with/],
  ['aprs inbox N1AW', /--with/],
  ['aprs listen --answer W1AW', /--from/],
  ['hc06 probe --port', /argument missing|wants a value/],
  ['hc06 probe --port a --port b', /given twice/],
  ['hc06 probe --port sim:hc6', /did you mean hc06/],
  ['hc06 probe --port sim:hc06?bud=9600', /did you mean baud/],
  ['hc06 probe --port sim:hc06?baud=9601', /9600/],
  ['hc06 probe --port sim:hc06?fault=silnt', /did you mean silent/],
  ['hc06 probe --port http://x', /not a kind of link/],
  ['hc06 probe --port tcp://localhost', /tcp:\/\/HOST:PORT/],
  ['hc06 probe --baud 9601 --port sim:hc06', /did you mean 9600/],
  ['hc06 probe --parity evn --port sim:hc06', /did you mean even/],
  ['hc06 probe --timeout soon --port sim:hc06', /milliseconds/],
  ['hc06 probe --timeout -1 --port sim:hc06', /milliseconds/],
  ['hc06 probe --port sim:hc06 --trace /nowhere/at/all', /can't write/],
  ['hc06 set --port sim:hc06', /nothing to set/],
  ['hc06 set --port sim:hc06 --name ABCDEFGHIJKLMNOPQRSTU --yes', /21 characters/],
  ['hc06 set --port sim:hc06 --name Jeep😀 --yes', /printable ASCII/],
  ['hc06 set --port sim:hc06 --name "" --yes', /1 to 20/],
  ['hc06 set --port sim:hc06 --name " x" --yes', /space/],
  ['hc06 set --port sim:hc06 --pin 123 --yes', /4 digits/],
  ['hc06 set --port sim:hc06 --pin 12345 --yes', /4 digits/],
  ['hc06 set --port sim:hc06 --pin abcd --yes', /4 digits/],
  ['hc06 set --port sim:hc06 --baud 115201 --yes', /did you mean 115200/],
  ['hc06 set --port sim:hc06 --name Jeep', /--yes/],
  ['tnc init --port sim:tm-d700', /--yes/],
  ['tnc init --radio tm-d770 --port sim:tm-d700 --yes', /did you mean tm-d700/],
  ['tnc init --handshake xonxoff --port sim:tm-d700 --yes', /rtscts/],
  ['tnc init --baud fast --port sim:tm-d700 --yes', /whole number/],
  ['tnc init --radio ./nothing.yaml --port sim:tm-d700 --yes', /can't read/],
  ['tnc radios --radio tm-d770', /did you mean tm-d700/],
  ['sim tm-d700 --listen tcp://127.0.0.1:0 --count 17', /1 to 16/],
  ['tnc terminal --port sim:tm-d700', /neither a keyboard nor a script/],
  ['tnc init --keep --check soon --port sim:tm-d700 --yes', /for example 90s/],
  ['tnc init --band b --port sim:tm-d700 --yes', /omit --band/],
  ['tnc init --radio tm-d710 --band c --port sim:tm-d710 --yes', /a or b/],
  ['tnc string --app xastir --out /nowhere/at/all', /can't write/],
  ['tnc string --app aprsdriod', /did you mean aprsdroid/],
  ['kiss send --port sim:tm-d700?mode=kiss hello', /callsign/],
  ['kiss send --port sim:tm-d700?mode=kiss --from N0CALL hello', /placeholder/],
  ['kiss send --port sim:tm-d700?mode=kiss --from nocall-9 hello', /placeholder/],
  ['kiss send --port sim:tm-d700?mode=kiss --from W1AW-16 hello', /SSID/],
  ['kiss send --port sim:tm-d700?mode=kiss --from W1AW', /what should the packet say/],
  ['kiss send --port sim:tm-d700?mode=kiss --from W1AW --at 91,0 hello', /latitude/],
  ['kiss send --port sim:tm-d700?mode=kiss --from W1AW --at here hello', /decimal degrees/],
  ['kiss send --port sim:tm-d700?mode=kiss --from W1AW --path A,B,C,D,E,F,G,H,I hello', /8/],
  ['kiss send --port sim:tm-d700?mode=kiss --from W1AW --at --symbol hello', /--at wants a value/],
  ['kiss listen --port sim:tm-d700 --count 0', /whole number/],
  ['sim hc06', /where should/],
  ['sim hc06 --listen tcp://127.0.0.1:0 --pty /tmp/x', /not both/],
  ['sim hc06 --listen tcp://0.0.0.0:4000', /--lan/],
  ['sim hc06 --listen 127.0.0.1', /HOST:PORT/],
  ['sim hc07 --listen tcp://127.0.0.1:0', /did you mean hc06/i],
];

for (const [line, says] of TYPOS) {
  test.serial(`typed: onair ${line}`, async (t) => {
    const plain = await onair(line);
    t.is(plain.code, 2, plain.stderr);
    t.regex(plain.stderr, says);
    t.regex(plain.stderr, /hint: {2}\S/);
    t.is(plain.stdout, '');
    const json = await onair(`${line} --json`);
    t.is(json.code, 2);
    t.is(json.documents.length, 1);
    t.is(json.documents[0]?.ok, false);
  });
}

test.serial('a rate that locks people out is refused for safety unless forced', async (t) => {
  const refused = await onair('hc06 set --port sim:hc06 --baud 1382400 --yes');
  t.is(refused.code, 7);
  t.regex(refused.stderr, /--force/);
  t.is((await onair('hc06 set --port sim:hc06 --baud 1382400 --yes --force')).code, 0);
});

test.serial('set shows its plan, asks once, and changes nothing when the answer is no', async (t) => {
  const no = await onair('hc06 set --port sim:hc06 --name Jeep --baud 38400', { answer: false });
  t.is(no.code, 130);
  t.deepEqual(no.asked, ['Write this to the module?']);
  t.regex(no.stderr, /baud {2}9600 +38400 +AT\+BAUD6/);
  const yes = await onair('hc06 set --port sim:hc06 --name Jeep', { answer: true });
  t.is(yes.code, 0);
  t.is(yes.asked.length, 1);
});

test.serial('Ctrl-C ends a probe with 130', async (t) => {
  const controller = new AbortController();
  const { value } = await inVirtualTime(() => {
    setTimeout(() => controller.abort(), 3000);
    return run(words('hc06 probe --port sim:hc06?fault=silent'), { signal: controller.signal });
  });
  t.is(value.code, 130);
});

test.serial('Ctrl-C is the ordinary end of listening', async (t) => {
  const controller = new AbortController();
  const { value } = await inVirtualTime(() =>
    run(words('kiss listen --port sim:tm-d700?mode=kiss&traffic=1 --json'), {
      signal: controller.signal,
      onOutput: () => controller.abort(),
    }),
  );
  t.is(value.code, 0);
  t.is(value.documents.length, 1);
  t.is(value.documents[0]?.type, 'UI');
});

test.serial('the environment stands in for --port and --from', async (t) => {
  const env = { ONAIR_PORT: 'sim:tm-d700?mode=kiss', ONAIR_CALL: 'W1AW' };
  t.is((await onair('kiss send --yes hello', { env })).code, 0);
});

test.serial('--quiet leaves the result only', async (t) => {
  const { stdout, stderr } = await onair('hc06 set --port sim:hc06 --name Jeep --yes --quiet');
  t.is(stderr, '');
  t.regex(stdout, /name Jeep/);
});

test.serial('--trace holds every byte with its meaning', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'onair-'));
  const file = join(folder, 'trace.ndjson');
  await onair(`hc06 set --port sim:hc06 --name Jeep --yes --trace "${file}"`);
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const said = (direction: string): unknown[] =>
    lines.filter((line) => line.direction === direction).map(({ meaning }) => meaning);
  t.deepEqual(said('out'), ['AT+VERSION', 'AT+NAMEJeep', 'AT']);
  t.is(said('in').join(''), 'OKlinvorV1.8OKsetnameOK');
  t.is(lines[0]?.hex, '41542b56455253494f4e');
  t.is(typeof lines[0]?.time, 'string');
  await rm(folder, { recursive: true });
});

test('help fits 80 columns and has examples, for every command', async (t) => {
  const commands = [
    '',
    'ports',
    'doctor',
    'hc06',
    'hc06 probe',
    'hc06 set',
    'tnc',
    'tnc init',
    'tnc exit',
    'tnc radios',
    'tnc status',
    'tnc terminal',
    'tnc string',
    'kiss',
    'kiss send',
    'kiss listen',
    'sim',
    'sim hc06',
    'sim tm-d700',
    'sim demo',
  ];
  for (const command of commands) {
    const { code, stdout } = await run([...words(command), '--help']);
    t.is(code, 0, command);
    if (!['hc06', 'tnc', 'kiss', 'sim'].includes(command)) t.regex(stdout, /Examples:\n {2}onair /, command);
    for (const line of stdout.split('\n')) t.true(line.length <= 80, `${command}: ${line}`);
  }
});

test('--version is that of the package', async (t) => {
  const { stdout } = await run(['--version']);
  t.is(stdout.trim(), (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version);
});

for (const [line, hint] of [
  ['aprs listen --ack', 'onair aprs listen --help'],
  ['hc06 set --name', 'onair hc06 set --help'],
  ['ports --foo', 'onair ports --help'],
  ['ports /dev/ttyUSB0', 'onair ports --help'],
  ['--foo', 'onair --help'],
] as const) {
  test(`a slip in "${line}" leads to the help of what was meant`, async (t) => {
    const { code, stderr } = await run(words(line));
    t.is(code, 2);
    t.regex(stderr, new RegExp(`^hint: +see: ${hint}$`, 'm'));
  });
}

for (const [line, hint] of [
  ['aprs chat --to N1AW', /named by --with/],
  ['aprs message --with N1AW hi', /named by --to/],
  ['kiss send --call W1AW hi', /named by --from/],
  ['aprs beacon --comment hi', /write it last/],
  ['aprs chat N1AW', /--with N1AW-9/],
  ['kiss send hi there', /in quotes/],
  ['hc06 probe sim:hc06', /--port sim:hc06/],
  ['setup', /onair setup tm-d700/],
  ['tnc kiss', /onair tnc init/],
  ['kiss exit', /onair tnc exit/],
  ['tnc listen', /onair kiss listen/],
  ['aprs send hi', /onair aprs message/],
  ['tnc status --radio d700', /did you mean tm-d700\?/],
  ['tnc status --radio d72', /did you mean th-d72\?/],
  ['tnc string --app aprs', /known: aprsdroid/],
] as const) {
  test(`"${line}" is told which command, flag or name was meant`, async (t) => {
    const { code, stderr } = await run(words(line));
    t.is(code, 2);
    t.regex(stderr, hint);
  });
}

test('onair help is the help', async (t) => {
  for (const noun of ['', 'tnc', 'aprs']) {
    const helped = await run(words(`help ${noun}`));
    t.is(helped.code, 0);
    t.is(helped.stdout, (await run(words(`${noun} --help`))).stdout);
  }
});

test('tnc string: stdout has the text alone', async (t) => {
  const { stdout, stderr } = await run(words('tnc string --app aprsdroid'));
  t.is(stdout, '%18%03\nTC 1\nTNC 2\nTC 0\nXFLOW OFF\nKISS ON\nRESTART\n');
  t.regex(stderr, /TNC Init String all these lines, Init Delay 4000 ms/);
});
