import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { posix } from '../../systems.js';
import { run } from '../run.js';

function home(t: ExecutionContext): {
  readonly env: Readonly<Record<string, string>>;
  readonly file: string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'onair-setup-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return { env: { XDG_STATE_HOME: folder }, file: join(folder, 'onair', 'setup-tm-d700.json') };
}

const leaving = { ask: async () => undefined, choose: async () => 'leave' };

test('without a keyboard, or with --json, a walk can only be listed', async (t) => {
  for (const argv of [
    ['setup', 'tm-d700'],
    ['setup', 'air-up', '--simulate'],
  ]) {
    const { code, stderr } = await run(argv);
    t.is(code, 2);
    t.regex(stderr, /needs somebody at a keyboard\nhint: {2}onair setup (tm-d700|air-up) --list/);
  }
  t.is((await run(['setup', 'tm-d700', '--json'], leaving)).code, 2);
  const { code, documents } = await run(['setup', 'tm-d700', '--list', '--json']);
  t.is(code, 0);
  t.is(documents[0]?.schema, 'onair/setup.list@2');
  const { steps } = documents[0] as { readonly steps: readonly unknown[] };
  t.true(steps.length >= 10);
});

test('answers are kept where only their owner can read them, and the walk continues there', async (t) => {
  const { env, file } = home(t);
  const first = await run(['setup', 'tm-d700'], {
    env,
    ask: async () => undefined,
    choose: async () => 'go',
  });
  t.is(first.code, 130, 'the kind of module was asked for, and taken back');
  if (posix) t.is(statSync(file).mode & 0o777, 0o600);
  const second = await run(['setup', 'tm-d700'], { env, ...leaving });
  t.is(second.code, 130);
  t.regex(second.stdout, /Going on where you were/);
  t.regex(second.stdout, /Step 2: Breakout/);
  const again = await run(['setup', 'tm-d700', '--again'], { env, ...leaving });
  t.is(again.code, 0);
  t.regex(again.stdout, /Step 1: /);
  t.regex(again.stdout, /To continue: onair setup tm-d700\n/);
});

test('a state file that is not ours is not overwritten silently', async (t) => {
  const { env, file } = home(t);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '{"answers": 7}');
  const { code, stderr } = await run(['setup', 'tm-d700'], { env, ...leaving });
  t.is(code, 2);
  t.regex(stderr, /is not what onair wrote there\nhint: {2}start over with --again/);
  t.is(readFileSync(file, 'utf8'), '{"answers": 7}');
  t.is((await run(['setup', 'tm-d700', '--again'], { env, ...leaving })).code, 0);
});

test('a folder that can not be written stops the walk before anything is asked', async (t) => {
  const { env, file } = home(t);
  writeFileSync(join(file, '..'), 'no folder');
  const { code, stderr } = await run(['setup', 'tm-d700'], { env, ...leaving });
  t.is(code, 2);
  t.regex(stderr, /can't keep where you are/);
});

test('an unknown walk gets the nearest one', async (t) => {
  const { code, stderr } = await run(['setup', 'tm-d70']);
  t.is(code, 2);
  t.regex(stderr, /tm-d700/);
});
