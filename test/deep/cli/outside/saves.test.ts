import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { keptMessages } from '../../../../host/cli/aprs/messages/kept-messages.js';
import { run, words } from '../../../cli/run.js';
import { WRITERS, type Writer } from '../../../cli/writers.js';
import { attackLog } from '../../attacks/attack-log.js';
import { dyingDisk } from './dying-disk.js';

/** The devices are simulated. */
const FAST_CLOCK = new URL('../../fast-clock.js', import.meta.url).href;
const ONAIR = join(import.meta.dirname, '../../../../host/cli/onair.js');
const scratch = mkdtempSync(join(tmpdir(), 'onair-saves-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

/** Runs a command line in a folder of its own where no file may grow, as on a full disk. */
function onFullDisk(
  name: string,
  { line, before }: Writer,
): { readonly code: number | null; readonly said: string; readonly folder: string } {
  const folder = mkdtempSync(join(scratch, 'x'));
  const file = join(folder, 'file');
  const target = line.includes('FILE.svg') ? `${file}.svg` : file;
  if (before !== undefined) writeFileSync(target, before);
  const argv = words(line.replace('FILE', file).replace('FOLDER', folder));
  const limited = ['-c', 'trap "" XFSZ; ulimit -f 0; exec "$@"', name, process.execPath, ONAIR, ...argv];
  const { status, stdout, stderr } = spawnSync('bash', limited, {
    encoding: 'utf8',
    cwd: folder,
    timeout: 120_000,
    env: { ...process.env, HOME: folder, NODE_OPTIONS: `--import=${FAST_CLOCK}` },
  });
  return { code: status, said: stdout + stderr, folder };
}

const hasLimits = process.platform === 'linux';
const note = attackLog('Full disks and homes');

for (const [name, writer] of Object.entries(WRITERS)) {
  const { onFullDisk: ends } = writer;
  if (!ends) continue;
  (hasLimits ? test.serial : test.serial.skip)(
    `${name} on a full disk: the old file or none, no rest`,
    (t) => {
      t.timeout(180_000);
      const { code, said, folder } = onFullDisk(name, writer);
      t.is(code, ends.code, said);
      t.regex(said, ends.says);
      t.notRegex(said, /a bug in onair|E[A-Z]{3,}:/);
      const left = readdirSync(folder, { recursive: true }).map(String);
      const files = left.filter((path) => statSync(join(folder, path)).isFile());
      for (const path of files) {
        const text = readFileSync(join(folder, path), 'utf8');
        t.true(
          text === writer.before || (text === '' && ends.code === 0) || path.endsWith('.ndjson'),
          `${path}: ${text.slice(0, 50)}`,
        );
      }
      note(
        'full disk',
        name,
        `exit code ${code}, ${files.length > 0 ? 'what was there' : 'nothing'} is left`,
      );
    },
  );
}

(hasLimits ? test.serial : test.serial.skip)('stdout on a full disk: said once, and the job is done', (t) => {
  for (const line of [
    'wiring list',
    'hc06 set --port sim:hc06 --pin 4321 --yes',
    'hc06 probe --port sim:hc06 --json',
  ]) {
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', `"$0" "$1" ${line} > /dev/full`, process.execPath, ONAIR],
      {
        encoding: 'utf8',
        timeout: 120_000,
        env: { ...process.env, HOME: scratch, NODE_OPTIONS: '' },
      },
    );
    t.is(status, 2, stderr);
    t.regex(stderr, /^error: the rest of the output can't be written: the disk is full$/m);
    t.notRegex(stderr, /\.js:\d+|(the disk is full(.|\n)*){2}/);
  }
});

test.serial('messages on a full disk: said once, and the chat goes on with all of them', (t) => {
  const home = mkdtempSync(join(scratch, 'messages-'));
  const die = (): never => {
    throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  };
  const disk = dyingDisk({ below: home, at: 0, share: 0, die });
  const said: string[] = [];
  try {
    const kept = keptMessages({ env: { HOME: home } }, false, (text) => said.push(text));
    for (const text of ['one', 'two']) kept.sent({ from: 'N0CALL', to: 'N0CALL-7', text }, new Date(0));
    t.deepEqual(
      kept.list.map(({ text }) => text),
      ['one', 'two'],
    );
  } finally {
    disk.mend();
  }
  t.deepEqual(said, ['messages are not kept: the disk is full']);
  t.deepEqual(readdirSync(home, { recursive: true }), []);
  note('full disk', 'aprs chat, its messages', 'said once, it goes on');
});

/** Homes that can't be written, whoever asks. */
const HOMES: Readonly<Record<string, string | undefined>> = {
  'no HOME': undefined,
  'a HOME below /proc': '/proc/nobody',
  'a HOME that is a device': '/dev/null',
  'a HOME that is read-only': '/sys',
};

/** Commands that keep something at home, and go on without: what they say of it. */
const AT_HOME: Readonly<
  Record<string, { readonly line: string; readonly kept?: RegExp; readonly says: RegExp }>
> = {
  'air serve': {
    line: 'air serve --port sim:air-up --tire FL=38 --max 50 --yes --listen 127.0.0.1:0',
    kept: /no job is written down: /,
    says: /the panel: http/,
  },
  'air log': { line: 'air log', says: /nothing is in the log yet/ },
  'aprs beacon': { line: 'aprs beacon --at 41.7,-72.7 --from W1AW --dry-run', says: /W1AW>/ },
  'aprs beacon without a call': { line: 'aprs beacon --at 41.7,-72.7 --dry-run', says: /no callsign is set/ },
  'hc06 probe': { line: 'hc06 probe --port sim:hc06', says: /linvor/ },
  'setup --list': { line: 'setup tm-d700 --list', says: /./ },
};

for (const [home, path] of Object.entries(HOMES)) {
  for (const [name, { line, kept, says }] of Object.entries(AT_HOME)) {
    (hasLimits ? test.serial : test.serial.skip)(
      `${name} with ${home} does its work, and says what is not kept`,
      async (t) => {
        const controller = new AbortController();
        const { screen, code } = await run(words(line), {
          env: path === undefined ? {} : { HOME: path },
          signal: controller.signal,
          onOutput: (soFar) => {
            if (/the panel: http/.test(soFar)) controller.abort();
          },
        });
        t.regex(screen, says);
        if (kept) t.regex(screen, kept);
        t.notRegex(screen, /a bug in onair/);
        note(home, name, `exit code ${code}, its work is done`);
      },
    );
  }
}

test('files with a PIN, and when somebody is at home, are for their owner only, older ones too', async (t) => {
  const folder = mkdtempSync(join(scratch, 'secret'));
  const [trace, log] = [join(folder, 'trace'), join(folder, 'log')];
  writeFileSync(trace, 'older', { mode: 0o644 });
  const { screen } = await run(words(`hc06 set --port sim:hc06 --pin 4321 --yes --trace ${trace}`));
  t.regex(screen, /trace holds a PIN/);
  await run(words(`air inflate --port sim:air-up?psi=38 --tire FL=36:50 --yes --history ${log}`));
  const env = { HOME: folder };
  await run(['setup', 'tm-d700'], { env, ask: async () => undefined, choose: async () => 'leave' });
  const batch = join(folder, 'batch.yaml');
  writeFileSync(batch, 'name: X-{n}\ncount: 1\npin: unique\n');
  writeFileSync(`${batch}.journal.ndjson`, '', { mode: 0o644 });
  await run(words(`hc06 batch ${batch} --port sim:hc06 --yes`));
  const state = join(folder, '.local', 'state', 'onair');
  for (const path of [trace, log, `${batch}.journal.ndjson`, join(state, 'setup-tm-d700.json')]) {
    t.is(statSync(path).mode & 0o777, 0o600, path);
  }
  t.is(statSync(state).mode & 0o777, 0o700);
});
