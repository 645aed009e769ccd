import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { Command } from 'commander';
import fc from 'fast-check';
import { systemClock } from '../../../../host/base/clock.js';
import { NOUNS } from '../../../../host/cli/nouns.js';
import { type Ran, run, words } from '../../../cli/run.js';
import { inVirtualTime } from '../../../virtual-time.js';
import { attackLog } from '../../attacks/attack-log.js';
import { ELSEWHERE, LONG_COMMANDS, type LongCommand } from './long-commands.js';

/**
 * Ctrl-C at moments of chance (`chance.ts`; others by `npm run fuzz`) of every command that uses a port, in virtual
 * time. What the board was told and what was transmitted is read from the trace.
 */
const MOMENTS = 4;
/** Commands that never end by themselves are watched for this long, ms of virtual time. */
const WATCHED_MS = 30_000;
/** The same of those that serve sockets, in real time. */
const WATCHED_REAL_MS = 400;
/** A port is open and asked, and the first packet sent: until then also those are cut short, ms. */
const OPENS_WITHIN_MS = 5000;
/** Longest time until every output is LOW, ms of virtual time. */
const SAFE_WITHIN_MS = 1000;
/** Longest time from Ctrl-C to the end, ms of virtual time: a job closes its valves, a radio leaves KISS. */
const ENDS_WITHIN_MS = 15_000;

const scratch = mkdtempSync(join(tmpdir(), 'onair-ctrl-c-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));
const note = attackLog('Ctrl-C at moments of chance');

interface Stopped extends Ran {
  /** From the start to the end, ms. */
  readonly elapsedMs: number;
  readonly folder: string;
  /** Bytes that were sent until Ctrl-C, and all. */
  readonly sentBefore: Buffer;
  readonly sent: Buffer;
  /** Outputs that were HIGH a moment later. */
  readonly stillHigh: readonly number[];
}

/** What says that it is done; PINs of a batch are drawn, and times differ. */
const lastLine = (text: string): string => (text.trimEnd().split('\n').at(-1) ?? '').replace(/\d/g, '');

/** Runs it, and stops it after this time. */
async function stopped({ line, before, setup, real }: LongCommand, afterMs: number): Promise<Stopped> {
  const folder = mkdtempSync(join(scratch, 'x'));
  const file = join(folder, 'file');
  const trace = join(folder, 'trace');
  if (before !== undefined) writeFileSync(file, before);
  const argv = words(line.replaceAll('FILE', file));
  const controller = new AbortController();
  let sentBefore: Buffer | undefined;
  let stillHigh: readonly number[] = [];
  const { value, elapsedMs } = await (real ? inRealTime : inVirtualTime)(async () => {
    const timer = setTimeout(() => {
      sentBefore = sentIn(trace);
      controller.abort();
      setTimeout(() => {
        stillHigh = highIn(sentIn(trace));
      }, SAFE_WITHIN_MS);
    }, afterMs);
    const traced = /^(sim|app)$/.test(argv[0] ?? '') ? [] : ['--trace', trace];
    const ran = await run([...argv, ...traced], {
      env: { HOME: folder },
      signal: controller.signal,
      ...setup,
    });
    clearTimeout(timer);
    return ran;
  });
  const sent = sentIn(trace);
  return Object.assign(Object.create(value) as Ran, {
    elapsedMs,
    folder,
    sentBefore: sentBefore ?? sent,
    sent,
    stillHigh,
  });
}

async function inRealTime<T>(act: () => Promise<T>): Promise<{ value: T; elapsedMs: number }> {
  const from = performance.now();
  return { value: await act(), elapsedMs: performance.now() - from };
}

/** The bytes that a trace says were sent. */
function sentIn(trace: string): Buffer {
  let text = '';
  try {
    text = readFileSync(trace, 'utf8');
  } catch {
    return Buffer.alloc(0); // not even opened yet
  }
  const lines = text.split('\n').filter(Boolean);
  const chunks = lines.map((one) => JSON.parse(one) as { direction: string; hex: string });
  return Buffer.concat(
    chunks.flatMap(({ direction, hex }) => (direction === 'out' ? [Buffer.from(hex, 'hex')] : [])),
  );
}

/** KISS data frames. */
function framesIn(bytes: Buffer): number {
  return bytes.toString('latin1').match(/\xc0\x00[^\xc0]+\xc0/g)?.length ?? 0;
}

/** Valves, relay, buzzer and LED of `wiring/pins/air-up-uno.yaml`; the buttons are held HIGH. */
const OUTPUTS = [4, 5, 6, 11, 13];

/** Outputs of an Arduino that are HIGH, after its digital messages (Firmata 2.5: 0x90 + port, 0xF5 pin value). */
function highIn(bytes: Buffer): readonly number[] {
  const levels = new Map<number, boolean>();
  for (let at = 0; at < bytes.length; at++) {
    const command = bytes[at] ?? 0;
    const [first = 0, second = 0] = [bytes[at + 1], bytes[at + 2]];
    if (command === 0xf0) at = Math.max(at, bytes.indexOf(0xf7, at));
    else if (command === 0xf5) levels.set(first, second === 1);
    else if (command >= 0x90 && command < 0xa0) {
      const bits = first | (second << 7);
      for (let bit = 0; bit < 8; bit++) levels.set((command - 0x90) * 8 + bit, ((bits >> bit) & 1) === 1);
    }
  }
  return [...levels].flatMap(([pin, isHigh]) => (isHigh && OUTPUTS.includes(pin) ? [pin] : []));
}

const restsIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /onair-(part|lock)|\.lock/.test(path),
  );

for (const [name, command] of Object.entries(LONG_COMMANDS)) {
  test.serial(`${name}: Ctrl-C at any moment ends it, and nothing goes on`, async (t) => {
    t.timeout(180_000);
    const watchedMs = command.real ? WATCHED_REAL_MS : WATCHED_MS;
    const whole = await stopped(command, watchedMs);
    const duration = Math.min(whole.elapsedMs, watchedMs);
    const moments = fc.sample(fc.noBias(fc.integer({ min: 1, max: Math.floor(duration) - 1 })), MOMENTS);
    const codes = new Set<number>();
    // The disk is real, and virtual time runs on while it is waited for.
    const syncs = command.line.includes('--history') && !command.real;
    for (const afterMs of [0, ...moments]) {
      const ran = await stopped(command, afterMs);
      const at = `after ${afterMs} of ${Math.round(duration)} ms: ${ran.code} ${ran.screen.slice(-1500)}`;
      codes.add(ran.code);
      const allowed = [command.code, command.or, whole.code, ...(afterMs < OPENS_WITHIN_MS ? [130] : [])];
      t.true(allowed.includes(ran.code), at);
      // All was done but the last line.
      if (ran.code === 0 && command.code !== 0) t.is(lastLine(ran.stdout), lastLine(whole.stdout), at);
      if (!syncs) t.true(ran.elapsedMs - afterMs < ENDS_WITHIN_MS, at);
      t.notRegex(ran.screen, /a bug in onair|\.js:\d/, at);
      t.is(framesIn(ran.sent), framesIn(ran.sentBefore), `transmitted after Ctrl-C, ${at}`);
      t.deepEqual(restsIn(ran.folder), [], at);
      if (/^(air|firmware) /.test(name))
        t.deepEqual([ran.stillHigh, highIn(ran.sent)], [[], []], `HIGH, ${at}`);
      for (const path of ['file', 'trace']) {
        if (name === 'hc06 batch' && path === 'file') continue;
        for (const text of linesOf(join(ran.folder, path))) t.notThrows(() => JSON.parse(text), at);
      }
    }
    const ends = [...codes].toSorted((a, b) => a - b).join(' or ');
    note('Ctrl-C', name, `exit code ${ends}, nothing goes on`, MOMENTS + 1);
  });
}

function linesOf(path: string): readonly string[] {
  try {
    const text = readFileSync(path, 'utf8');
    return text.startsWith('<') ? [] : text.split('\n').filter(Boolean);
  } catch {
    return []; // not there yet
  }
}

/** Commands of a noun that use a port. */
function withPort(path: string, command: Command): readonly string[] {
  const isOne = command.options.some(({ long }) => long === '--port');
  return [
    ...(isOne ? [path] : []),
    ...command.commands.flatMap((child) => withPort(`${path} ${child.name()}`, child)),
  ];
}

test('every command that uses a port has a row', async (t) => {
  const sink = { write: () => {} };
  const { signal } = new AbortController();
  const io = { stdout: sink, stderr: sink, env: {}, clock: systemClock, signal, confirm: undefined };
  const found: string[] = [];
  for (const { name, load } of NOUNS)
    found.push(
      ...withPort(
        name,
        (await load())(io, async () => 0),
      ),
    );
  t.deepEqual(found.filter((name) => !(name in LONG_COMMANDS || name in ELSEWHERE)).sort(), []);
});
