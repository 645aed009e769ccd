import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { inVirtualTime } from '../virtual-time.js';
import { type Ran, type RunSetup, run, words } from './run.js';

async function onair(line: string, setup: RunSetup = {}): Promise<Ran> {
  return (await inVirtualTime(() => run(words(line), setup))).value;
}

test.serial('terminal plays a script: each answer before the next line', async (t) => {
  const lines = ['ID', 'FQ', 'NONSENSE'];
  const { code, stdout } = await onair('tnc terminal --port sim:tm-d700', { lines });
  t.is(code, 0);
  t.is(stdout, 'ID TM-D700\nFQ 00144390000,0\n?\n');
  const json = await onair('tnc terminal --port sim:tm-d700 --json', { lines: ['ID', 'FQ'] });
  t.deepEqual(
    json.documents.map(({ said, heard }) => [said, heard]),
    [
      ['ID', 'ID TM-D700\\r'],
      ['FQ', 'FQ 00144390000,0\\r'],
    ],
  );
});

test.serial('terminal sends every key, Ctrl-C too, shows what comes, and leaves at Ctrl-]', async (t) => {
  const { code, stdout, stderr } = await onair('tnc terminal --port sim:tm-d700?mode=converse', {
    rawKeys: (type) => {
      type('\x03');
      setTimeout(() => type('MYCALL\r'), 100);
      setTimeout(() => type('\x1dnever sent'), 300);
    },
  });
  t.is(code, 0);
  t.is(stdout, 'cmd:MYCALL\nMYCALL   N0CALL\ncmd:');
  t.notRegex(stderr, /air:/, 'nothing was transmitted');
});

test.serial(
  'terminal: with --echo it shows what is typed, and nothing that could upset a terminal',
  async (t) => {
    const type = (keys: (text: string) => void): void => {
      keys('ID\r');
      setTimeout(() => keys('\x1d'), 100);
    };
    t.is(
      (await onair('tnc terminal --port sim:tm-d700 --echo', { rawKeys: type })).stdout,
      'ID\nID TM-D700\n',
    );
    const noisy = await onair('tnc terminal --port sim:tm-d700?fault=noise', { rawKeys: type });
    t.regex(noisy.stdout, /^(\\x[89a-f][0-9a-f]){3}ID TM-D700\n(\\x[89a-f][0-9a-f]){3}$/);
  },
);

test.serial(
  'terminal: a lost link and Ctrl-C of a script end it, and the keyboard is given back',
  async (t) => {
    const rawKeys = (type: (text: string) => void): void => type('ID\r');
    const lost = await onair('tnc terminal --port sim:tm-d700?fault=disconnect', { rawKeys });
    t.is(lost.code, 3);
    const abort = new AbortController();
    const stopped = await onair('tnc terminal --port sim:tm-d700', {
      rawKeys: () => void setTimeout(() => abort.abort(), 1000),
      signal: abort.signal,
    });
    t.is(stopped.code, 130);
  },
);

test.serial('init --keep reports each return into KISS, and Ctrl-C is its ordinary end', async (t) => {
  const abort = new AbortController();
  const { code, documents } = await onair(
    'tnc init --keep --yes --json --port sim:tm-d700?traffic=5&fault=disconnect@16',
    {
      signal: abort.signal,
      onOutput: (soFar) => {
        if (soFar.split('"ready"').length > 2) abort.abort();
      },
    },
  );
  t.is(code, 0);
  t.deepEqual(
    documents.map(({ event }) => event),
    ['ready', 'lost', 'ready', 'ended'],
  );
  t.is(documents[1]?.code, 'port-lost');
  t.is(documents[3]?.state, 'kiss');
});

test.serial('init --keep that --timeout ends reports in which state the radio is, too', async (t) => {
  const { code, stderr } = await onair('tnc init --keep --yes --port sim:tm-d700 --timeout 25s');
  t.is(code, 4);
  t.regex(stderr, /the radio stays in KISS; onair tnc exit[\s\S]*error: not done within 25000 ms/);
});

for (const flags of ['', ' --keep']) {
  test.serial(`init${flags} by cable: another rate and another model are found`, async (t) => {
    const abort = new AbortController();
    const onOutput = (soFar: string): void => {
      if (flags !== '' && soFar.includes('in KISS after')) abort.abort();
    };
    const line = `tnc init --yes${flags} --port sim:tm-d710?speed=38400&mode=kiss`;
    const { code, stdout, stderr } = await onair(line, { signal: abort.signal, onOutput });
    t.is(code, 0, stderr);
    t.regex(stderr, /it answers at 38400, not 9600/);
    t.regex(stderr, /this is a Kenwood TM-D710/);
    t.regex(stdout, /in KISS/);
    t.notRegex(stderr, /simulated air/);
    if (flags !== '') t.regex(stderr, /the radio stays in KISS; onair tnc exit --port '?sim:.* APRS mode/);
  });
}

test.serial('init: with --radio another model is refused, and another rate than those is told', async (t) => {
  const other = await onair('tnc init --yes --radio tm-d700 --port sim:tm-d710');
  t.is(other.code, 5);
  t.regex(other.stderr, /this is a TM-D710G?, not a Kenwood TM-D700/);
  const silent = await onair('tnc init --yes --port sim:tm-d700?fault=silent');
  t.is(silent.code, 4);
  t.regex(silent.stderr, /hint: +none of 9600, 19200, 38400, 57600 is answered/);
});

test.serial('string --out writes the files of a program, and never over others', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'onair-string-'));
  const line = `tnc string --app xastir --radio tm-d710 --out "${folder}"`;
  t.is((await onair(line)).code, 0);
  t.deepEqual(readdirSync(folder).sort(), ['tnc-startup.onair-tm-d710', 'tnc-stop.onair-tm-d710']);
  t.regex(readFileSync(join(folder, 'tnc-startup.onair-tm-d710'), 'utf8'), /\nTN 2,0\n/);
  t.is((await onair(line)).code, 2);
  await rm(folder, { recursive: true });
});
