import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { inVirtualTime } from '../../virtual-time.js';
import { type Ran, type RunSetup, run, words } from '../run.js';

const scratch = mkdtempSync(join(tmpdir(), 'onair-by-hand-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

async function air(line: string, setup: RunSetup = {}): Promise<Ran> {
  return (await inVirtualTime(() => run(['air', ...words(line)], setup))).value;
}

function pinMap(name: string, pump: string): string {
  const path = join(scratch, name);
  writeFileSync(path, `board: uno\noutlets: [{ name: hose, fill: 4, vent: 5, sensor: A0 }]\npump: ${pump}\n`);
  return path;
}

const error = ({ documents }: Ran) => documents[0]?.error as { code: string; message: string; hint: string };

test.serial('test-valves: every output by its name, one after the other, as long as asked', async (t) => {
  const ran = await air('test-valves --port sim:air-up?psi=0 --for 200ms --yes --json');
  t.is(ran.code, 0, ran.stdout);
  const outputs = ran.documents[0]?.outputs as { output: string; onMs: number; heard: null }[];
  t.deepEqual(
    outputs.map(({ output }) => output),
    ['hose.fill', 'hose.vent', 'relay'],
  );
  for (const { onMs, heard } of outputs) {
    t.true(onMs >= 200 && onMs < 260, `${onMs}`);
    t.is(heard, null);
  }
});

test.serial(
  'test-valves: on the wire each pin goes high once and low again, and no two are high at once',
  async (t) => {
    const trace = join(scratch, 'click.ndjson');
    const ran = await air(`test-valves --port sim:air-up?psi=0 --yes --trace "${trace}"`);
    t.is(ran.code, 0, ran.stderr);
    const sent = readFileSync(trace, 'utf8')
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as { direction: string; hex: string })
      .filter(({ direction }) => direction === 'out')
      .map(({ hex }) => hex)
      .join('');
    const on = new Set<number>();
    const rises: number[] = [];
    for (const [, port = '', low = '', high = ''] of sent.matchAll(
      /(9[0-5])(0[0-7]|[0-7][0-9a-f])(0[01])/g,
    )) {
      const levels =
        (Number.parseInt(low, 16) | (Number.parseInt(high, 16) << 7)) <<
        (8 * (Number.parseInt(port, 16) - 0x90));
      for (const pin of [4, 5, 6]) {
        if (Number.parseInt(port, 16) !== 0x90) continue;
        const isHigh = ((levels >> pin) & 1) === 1;
        if (isHigh && !on.has(pin)) rises.push(pin);
        if (isHigh) on.add(pin);
        else on.delete(pin);
      }
      t.true(on.size <= 1);
    }
    t.deepEqual(rises, [4, 5, 6]);
    t.is(on.size, 0);
  },
);

test.serial('click, as it was called before, still works, says so, and is not in --help', async (t) => {
  const before = await air('click relay --port sim:air-up?psi=0 --for 200ms --yes --json');
  const now = await air('test-valves relay --port sim:air-up?psi=0 --for 200ms --yes --json');
  t.is(before.code, 0);
  t.deepEqual({ ...before.documents[0], warnings: [] }, now.documents[0]);
  t.regex(before.stderr, /^note: .*onair air test-valves$/m);
  t.is(now.stderr.includes('note:'), false);
  const { stdout } = await air('--help');
  t.regex(stdout, /test-valves/);
  t.notRegex(stdout, /click/);
});

test.serial('test-valves: with a tire on the hose no valve moves', async (t) => {
  const ran = await air('test-valves --port sim:air-up?psi=10 --yes --json');
  t.is(ran.code, 7);
  t.regex(error(ran).message, /hose: the sensor shows (9|10)\.\d psi; no valve was opened/);
  t.is((await air('test-valves relay --port sim:air-up?psi=10 --yes')).code, 0, 'the relay opens no valve');
});

test.serial('test-valves: a broken sensor is no open hose', async (t) => {
  for (const fault of ['sensor-open', 'sensor-short']) {
    const ran = await air(`test-valves hose.vent --port sim:air-up?psi=0&fault=${fault} --yes --json`);
    t.is(ran.code, 7, fault);
    t.regex(error(ran).message, /which is no pressure; no valve was opened/);
  }
});

test.serial(
  'test-valves: the board stays as it was while a person takes half a minute for every answer',
  async (t) => {
    const slowly = (): Promise<boolean> => new Promise((resolve) => setTimeout(() => resolve(true), 30_000));
    const ran = await air('test-valves --port sim:air-up?psi=0', { answer: slowly });
    t.is(ran.code, 0, ran.stderr);
    t.is(ran.asked.length, 4);
  },
);

test.serial('test-valves: what was not heard is not verified, and names the output', async (t) => {
  let asked = 0;
  const ran = await air('test-valves hose.fill --port sim:air-up?psi=0', { answer: true });
  t.is(ran.code, 0, ran.stderr);
  t.regex(ran.stdout, /hose\.fill was on for \d+ ms, and clicked/);
  t.deepEqual(ran.asked.slice(1), ['Did hose.fill click?']);
  const deaf = await air('test-valves hose.fill --port sim:air-up?psi=0', { answer: () => asked++ === 0 });
  t.is(deaf.code, 6);
  t.regex(deaf.stderr, /not heard: hose\.fill/);
});

test.serial('test-valves: wrong words', async (t) => {
  t.regex(error(await air('test-valves hose.fil --port sim:air-up --json')).hint, /did you mean hose\.fill/);
  const long = await air('test-valves --port sim:air-up --for 5s --yes --json');
  t.is(long.code, 2);
  t.regex(error(long).hint, /at most 1000ms/);
  t.is((await air('test-valves --port sim:air-up --json')).code, 2, 'nobody agrees');
  t.like((await air('test-valves --port sim:nothing --dry-run --json')).documents[0], {
    ok: true,
    dryRun: true,
  });
});

test.serial('test-valves: the stop button ends it', async (t) => {
  const ran = await air('test-valves --for 1s --port sim:air-up?psi=0&press=stop@1 --yes --json');
  t.is(ran.code, 7, ran.stdout);
  t.regex(error(ran).message, /the stop button was pressed; everything is off/);
});

test.serial('switch-test: the pump fills the shut line until the switch opens', async (t) => {
  const ran = await air('switch-test --port sim:air-up?line=20 --yes --json');
  t.is(ran.code, 0, ran.stdout);
  t.like(ran.documents[0], { schema: 'onair/air.switch-test@1', by: 'switch' });
  t.true(Number(ran.documents[0]?.openedAfterMs) > 100);
});

test.serial('switch-test: a pump that never gets there is switched off in time', async (t) => {
  const ran = await air('switch-test --port sim:air-up?line=20&fault=pump-dead --at-most 5s --yes --json');
  t.is(ran.code, 7);
  t.regex(error(ran).message, /did not open within 5 s; the pump is off/);
});

test.serial('switch-test: without a contact a person listens and presses a key', async (t) => {
  const pins = pinMap('bare.yaml', '{ relay: 6 }');
  t.is((await air(`switch-test --port sim:air-up?pins="${pins}" --pins "${pins}" --yes --json`)).code, 2);
  const keys = (press: (key: string) => void): void => void setTimeout(() => press(' '), 4000);
  const ran = await air(`switch-test --port sim:air-up?pins="${pins}" --pins "${pins}" --yes`, { keys });
  t.is(ran.code, 0, ran.stderr);
  t.regex(ran.stdout, /the pump stopped after/);
});

test.serial('switch-test: without a relay there is nothing to start, and too long is refused', async (t) => {
  const pins = pinMap('no-relay.yaml', '{}');
  const ran = await air(`switch-test --port sim:air-up?pins="${pins}" --pins "${pins}" --yes --json`);
  t.is(ran.code, 2);
  t.regex(error(ran).message, /no relay/);
  t.is((await air('switch-test --port sim:air-up --at-most 1h --yes')).code, 2);
  t.like((await air('switch-test --port sim:nothing --dry-run --json')).documents[0], { dryRun: true });
});

test.serial('switch-test: a full line says so, and the pump is not started', async (t) => {
  const ran = await air('switch-test --port sim:air-up?line=112 --yes --json');
  t.is(ran.code, 6, ran.stdout);
  t.regex(error(ran).message, /open already/);
});
