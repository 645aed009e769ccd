import { inWorld } from '../../deep/bluetooth/world.js';
import { BootBoard, UNO } from '../../flash/boot-board.js';
import { inVirtualTime } from '../../virtual-time.js';
import { Serving } from '../kiss/serving.js';
import { run, words } from '../run.js';
import { onSimulatedDevices, scratch } from './simulated.js';

/** What the reader of a document sees who types one of its lines. */
export interface Seen {
  readonly code: number;
  /** On a terminal of 80 columns without colors; a question and its answer are not in it. */
  readonly screen: string;
  readonly wasAsked: boolean;
}

/** A terminal without colors. */
const TERMINAL = { isTerminal: true, columns: 80, env: { NO_COLOR: '1' } };

/** Somebody agrees to everything. */
const READER = { ...TERMINAL, answer: true };

/** A line of progress that was wiped. */
const WIPED = /[^\n]*\r\u001b\[2K/g;

/** The lines that stay on the screen, /tmp in place of the scratch folder. */
export function printedLines({ screen }: Seen): string[] {
  return screen
    .replace(WIPED, '')
    .replaceAll(`${scratch}/`, '/tmp/')
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd());
}

const argvOf = (line: string): string[] => words(onSimulatedDevices(line)).slice(1);

async function plainly(argv: readonly string[], setup: Parameters<typeof run>[1]): Promise<Seen> {
  const { code, screen, asked } = await run(argv, { ...READER, ...setup });
  return { code, screen, wasAsked: asked.length > 0 };
}

async function virtually(line: string, setup: Parameters<typeof run>[1] = {}): Promise<Seen> {
  const argv = argvOf(line);
  return (await inVirtualTime(() => plainly(argv, setup))).value;
}

/** A bootloader behind a TCP port is the board. */
async function flashed(line: string): Promise<Seen> {
  const board = await BootBoard.serve(UNO);
  try {
    return await plainly(words(line.replace('/dev/ttyUSB0', board.port)).slice(1), {});
  } finally {
    await board.close();
  }
}

const built = (line: string): Promise<Seen> =>
  plainly(argvOf(line), { env: { ...TERMINAL.env, PATH: process.env.PATH ?? '' } });

/** Until the radio is shared; its clients come over real sockets. */
async function shared(line: string): Promise<Seen> {
  const [, , , ...flags] = words(onSimulatedDevices(line).replace(/(?<=--listen \S*)8001/, '0'));
  const serving = new Serving(flags.join(' '), { saysYes: true });
  await serving.until(
    () => /is shared|"ready"/.test(serving.stderr + JSON.stringify(serving.documents)),
    line,
  );
  return { code: await serving.stop(), screen: serving.stderr, wasAsked: true };
}

/** Until its board answers; its phones come over real sockets, so it runs in real time. */
function panelServed(line: string): Promise<Seen> {
  const listen = line.includes('0.0.0.0') ? '0.0.0.0:0' : '127.0.0.1:0';
  const argv = [...argvOf(line.replace(/--listen \S+/, '')), '--listen', listen];
  const controller = new AbortController();
  return plainly(argv, {
    signal: controller.signal,
    onOutput: (soFar) => {
      if (/is ready$/m.test(soFar)) controller.abort();
    },
  });
}

/** At a port that is free. */
const appServed = (line: string): Promise<Seen> =>
  served(`${line.replace(/ --listen \S+/, '')} --listen 127.0.0.1:0`, { XDG_STATE_HOME: scratch });

/** Until it says where it is; other programs come over real sockets and ptys. */
function served(line: string, env: Readonly<Record<string, string>> = {}): Promise<Seen> {
  const controller = new AbortController();
  const { signal } = controller;
  return plainly(argvOf(line), {
    env: { ...TERMINAL.env, ...env },
    signal,
    onOutput: () => controller.abort(),
  });
}

/** Begins the walk and leaves it at its first step. */
const walkLeft = (line: string): Promise<Seen> =>
  virtually(line, { ask: async () => undefined, choose: async () => 'leave' });

/** Somebody presses Ctrl-]. */
const terminalLeft = (line: string): Promise<Seen> =>
  virtually(line, { rawKeys: (type) => setTimeout(() => type('\x1d'), 100) });

/** Runs a line until it prints something, or for so many virtual seconds: not every command has something to print. */
async function leftAfter(seconds: number, line: string): Promise<Seen> {
  const controller = new AbortController();
  const argv = argvOf(line);
  const { value } = await inVirtualTime(() => {
    setTimeout(() => controller.abort(), seconds * 1000);
    return plainly(argv, { signal: controller.signal, onOutput: () => controller.abort() });
  });
  return value;
}

/** A module in the air, and a double of bluetoothd on a bus of its own. */
async function overTheAir(line: string): Promise<Seen> {
  let seen: Seen | undefined;
  await inWorld({ pin: /--pin (\d+)/.exec(line)?.[1] ?? '1234' }, async ({ double, device, onair }) => {
    if (/bluetooth (bind|forget)/.test(line)) double.pairedBefore(device);
    const { code, screen, asked } = await onair(onSimulatedDevices(line).replace(/^onair /, ''), READER);
    seen = { code, screen, wasAsked: asked.length > 0 };
  });
  if (!seen) throw new Error(`${line} did not run`);
  return seen;
}

/** How a line runs; the first whose pattern fits. */
const WAYS: readonly (readonly [part: RegExp, way: (line: string) => Promise<Seen>])[] = [
  [/^onair bluetooth (?!.*--help)|--air /, overTheAir],
  [/firmware flash/, flashed],
  [/firmware build/, built],
  [/kiss serve/, shared],
  [/air serve/, panelServed],
  [/^onair app(?!.*--help)/, appServed],
  [/^onair sim (?!demo)(?!.*--help)/, served],
  [/^onair setup/, walkLeft],
  [/ terminal/, terminalLeft],
  [/^onair air (box|hold)(?!.*--dry-run)/, (line) => leftAfter(5, line)],
  [/--keep|^onair \w+ (listen|watch)(?!.*--(count|for))/, (line) => leftAfter(120, line)],
];

/** Runs a line of `onair`: in virtual time, but for what serves real sockets or starts real programs. */
export function runLine(line: string): Promise<Seen> {
  const way = WAYS.find(([part]) => part.test(line))?.[1];
  return way ? way(line) : virtually(line);
}
