import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { run, words } from '../../../cli/run.js';
import { WRITERS, type Writer } from '../../../cli/writers.js';
import { posix } from '../../../systems.js';
import { inVirtualTime } from '../../../virtual-time.js';
import { attackLog } from '../../attacks/attack-log.js';
import { dyingDisk } from './dying-disk.js';

/**
 * Every command that writes, killed at moments of chance (`chance.ts`; others by `npm run fuzz`). The steps that change
 * a file are what tells one moment from another, so they are counted, and one of them is the last. Most deaths are in
 * this process, where the disk takes no further step; the first of each way of writing (`keeps`) is a `kill -9` of a
 * process of its own, which shows that the two are the same.
 */
const ONAIR = join(import.meta.dirname, '../../../../host/cli/onair.js');
/** The devices are simulated. */
const FAST_CLOCK = new URL('../../fast-clock.js', import.meta.url).href;
const DIES = new URL('dying-disk.js', import.meta.url).href;
const DEATHS = 5;

const scratch = mkdtempSync(join(tmpdir(), 'onair-kills-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));
const note = attackLog('Killed at moments of chance');

/** A home of its own, and what is in it before. */
class Place {
  readonly home = mkdtempSync(join(scratch, 'home-'));
  readonly #given = join(this.home, 'file');
  readonly #written: string;
  readonly argv: readonly string[];

  constructor(private readonly writer: Writer) {
    const { line, suffix = '', atHome, before } = writer;
    this.argv = words(line.replace('FILE', this.#given).replace('FOLDER', this.home));
    this.#written = atHome === undefined ? `${this.#given}${suffix}` : join(this.home, atHome);
    if (before !== undefined) writeFileSync(suffix === '.svg' ? this.#written : this.#given, before);
  }

  /** What the command does, in this process and in virtual time. */
  async run(): Promise<{ readonly code: number; readonly screen: string }> {
    const { act, setup } = this.writer;
    if (act) {
      await act(this.home);
      return { code: 0, screen: '' };
    }
    const env = { HOME: this.home };
    return (await inVirtualTime(() => run(this.argv, { env, ...setup }))).value;
  }

  /** Dies in this process. @returns the steps that were done */
  async dies(at: number, share: number): Promise<readonly string[]> {
    const die = (): never => {
      throw Object.assign(new Error('dead'), { code: 'EIO' });
    };
    const disk = dyingDisk({ below: this.home, at, share, die });
    try {
      await this.run().catch(() => {}); // nobody hears what a dead process says
    } finally {
      disk.mend();
    }
    return disk.steps;
  }

  /** A process of its own, which is killed. */
  killed(at: number, share: number): NodeJS.Signals | null {
    const { signal } = spawnSync(process.execPath, [ONAIR, ...this.argv], {
      cwd: this.home,
      timeout: 120_000,
      env: {
        ...process.env,
        HOME: this.home,
        XDG_STATE_HOME: '',
        NODE_OPTIONS: `--import=${FAST_CLOCK} --import=${DIES}`,
        DIES_BELOW: this.home,
        DIES_AT: String(at),
        DIES_SHARE: String(share),
      },
    });
    return signal;
  }

  /** The file that is written; where its name is the command's own, the only one. */
  text(): string | undefined {
    const path = this.writer.line.includes('FOLDER')
      ? this.#files().map((name) => join(this.home, name))[0]
      : this.#written;
    return path !== undefined && statSync(path, { throwIfNoEntry: false })
      ? readFileSync(path, 'utf8')
      : undefined;
  }

  /** Some time later. */
  age(): void {
    const then = Date.now() / 1000 - 20;
    for (const path of this.rests()) utimesSync(join(this.home, path), then, then);
  }

  /**
   * What others may read or enter of what the command keeps by itself, files that are half included. A lock has but the
   * number of a process.
   */
  open(): readonly string[] {
    if (this.writer.atHome === undefined) return [];
    return readdirSync(this.home, { recursive: true, encoding: 'utf8' }).filter((path) => {
      const { mode } = statSync(join(this.home, path));
      return (mode & 0o077) !== 0 && /\/onair\b(?!.*lock)/.test(path); // folders above it are those of all programs
    });
  }

  /** What a killed one leaves beside it. */
  rests(): readonly string[] {
    return readdirSync(this.home, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /onair-(part|lock)|\.lock/.test(path),
    );
  }

  #files(): readonly string[] {
    return readdirSync(this.home).filter((name) => !name.startsWith('.'));
  }
}

/** @returns whether the last line is half */
function check(
  t: ExecutionContext,
  { before, keeps, isWhole, suffix }: Writer,
  text = '',
  at: string,
): boolean {
  const old = suffix === '.journal.ndjson' ? '' : (before ?? '');
  if (text === old) return false;
  if (keeps === 'whole' || keeps === 'new') {
    t.true(isWhole(text), `${at}: half a file: ${text.slice(-80)}`);
    return false;
  }
  if (keeps === 'lines') t.true(text.startsWith(old), `${at}: the lines that were there`);
  const lines = text.slice(keeps === 'lines' ? old.length : 0).split('\n');
  const last = lines.pop() ?? '';
  for (const line of lines) t.true(isWhole(line), `${at}: ${line}`);
  return last !== '' && !isWhole(last);
}

/** The next run goes on, says what it found, and leaves nothing behind. */
async function goesOn(
  t: ExecutionContext,
  writer: Writer,
  place: Place,
  isTorn: boolean,
  at: string,
): Promise<void> {
  const isThere = writer.keeps === 'new' && place.text() !== undefined;
  place.age();
  const { code, screen } = await place.run();
  const leaves = writer.line.startsWith('setup') ? [0, 130] : [isThere ? 2 : 0];
  t.true(leaves.includes(code), `${at}: ${code} ${screen}`);
  t.notRegex(screen, /a bug in onair/);
  if (writer.saysTorn) t.is(writer.saysTorn.test(screen), isTorn, `${at}: ${screen}`);
  t.deepEqual(place.rests(), [], at);
  const text = place.text() ?? '';
  if (writer.keeps === 'whole' || writer.keeps === 'new') t.true(writer.isWhole(text), `${at}: ${text}`);
  else if (isTorn && writer.keeps === 'lines') {
    const halves = text.split('\n').filter((line) => line !== '' && !writer.isWhole(line));
    t.true(halves.length <= 1, `${at}: ${halves}`); // it stays where it was, on a line of its own, or is gone
  }
}

/** Any step, or one in the middle of which something is half. */
function momentsOf(steps: readonly string[]): fc.Arbitrary<readonly [step: number, share: number]> {
  const writes = steps.flatMap((step, index) => (step === 'writeSync' ? [index] : []));
  const step = fc.oneof(fc.nat(steps.length - 1), fc.constantFrom(...writes));
  return fc.noBias(
    fc.tuple(
      step,
      fc.nat(100).map((percent) => percent / 100),
    ),
  );
}

/** The first writer of each way of writing that can be a process of its own. */
const processes = new Map(
  Object.values(WRITERS)
    .filter(({ act, setup }) => !act && !setup)
    .reverse()
    .map((writer) => [writer.keeps, writer]),
);

const onPosix = posix ? test.serial : test.serial.skip;
for (const [name, writer] of Object.entries(WRITERS)) {
  onPosix(
    `${name}, killed at ${DEATHS} moments: the old file or the new one, and the next run goes on`,
    async (t) => {
      t.timeout(180_000);
      const steps = await new Place(writer).dies(Number.POSITIVE_INFINITY, 1);
      const { length } = steps;
      t.true(length > 0, 'it writes');
      const moments = fc.sample(momentsOf(steps), DEATHS);
      let torn = 0;
      for (const [index, [step, share]] of moments.entries()) {
        const place = new Place(writer);
        const at = `at step ${step} of ${length}, ${share.toFixed(2)} of it`;
        const isProcess = index === 0 && processes.get(writer.keeps) === writer;
        if (isProcess) t.is(place.killed(step, share), 'SIGKILL', at);
        else await place.dies(step, share);
        t.deepEqual(place.open(), [], `${at}: for its owner only`);
        const isTorn = check(t, writer, place.text(), at);
        if (isTorn) torn++;
        await goesOn(t, writer, place, isTorn, at);
        t.deepEqual(place.open(), [], `${at}: for its owner only, after the next run, too`);
      }
      const outcome = torn > 0 ? 'whole lines, at most the last one half' : 'the old file or the new one';
      note('kill -9', name, outcome, DEATHS);
    },
  );
}
