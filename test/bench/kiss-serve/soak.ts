import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { latin1Text } from '../../../host/base/bytes.js';
import { decodeFrame } from '../../../host/packet/ax25/ax25.js';
import { KISS_COMMANDS, KissDecoder, type KissFrame } from '../../../host/packet/kiss/kiss.js';
import { Client } from '../../cli/kiss/serving.js';
import { packet } from '../../kiss-server/rig.js';

type Document = Readonly<Record<string, unknown>>;

/** A server under soak: `onair kiss serve --json`, in whatever time it lives. */
export interface Soaked {
  readonly address: string;
  /** Events so far. */
  readonly documents: readonly Document[];
  /** Its memory, MB, where it is a process of its own. */
  readonly megabytes?: number;
  pass(ms: number): Promise<void>;
  /** Ctrl-C. @returns the exit code */
  stop(): Promise<number>;
}

export interface SoakSetup {
  readonly clients: number;
  readonly minutes: number;
  /** Starts a server whose trace goes to this file. */
  start(trace: string): Promise<Soaked>;
  onMinute?(server: Soaked): void;
}

export interface SoakReport {
  readonly exitCode: number;
  /** Frames that the radio gave, by the trace of its wire. */
  readonly given: number;
  /** The same times the clients that were there. */
  readonly due: number;
  readonly delivered: number;
  /** Of a healthy client: frames missing, and frames that are wrong, twice or out of order. */
  readonly missing: number;
  readonly wrong: number;
  /** Frames of clients: they must be on the wire once, or refused with a word. */
  readonly asked: number;
  readonly onWire: number;
  readonly refused: number;
  /** On the wire to the radio and not allowed there: not asked for, broken, a placeholder, twice. */
  readonly unasked: number;
  /** Healthy clients that were hung up on. */
  readonly dropped: number;
  readonly troublemakers: number;
  readonly radioLost: number;
}

const STEP_MS = 500;
/** One of so many clients transmits. */
const TALKERS = 5;
const TALK_EVERY_MS = 20_000;
const PROBLEM_EVERY_MS = 3000;

/** The same at every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0; // Numerical Recipes' LCG
    return state / 2 ** 32;
  };
}

/**
 * Many clients for a long time: some of them talk, and around them others come and go, hang up in the middle of a
 * frame, send noise and frames that must not go on the air, and read nothing. Meanwhile the link to the radio is lost
 * and comes back. What the healthy ones got is compared with the trace of the radio's wire.
 */
export async function soak({ clients, minutes, start, onMinute }: SoakSetup): Promise<SoakReport> {
  const folder = mkdtempSync(join(tmpdir(), 'onair-soak-'));
  const trace = join(folder, 'trace.ndjson');
  const server = await start(trace);
  const random = dice(1);
  const healthy: Client[] = [];
  for (let index = 0; index < clients; index++) healthy.push(await Client.connect(server.address));
  await server.pass(STEP_MS); // a frame that comes while they join would be due to some only
  const ignored = givenIn(trace).length;
  for (const client of healthy) client.frames.length = 0;

  const asked: string[] = [];
  let problem: Client | undefined;
  let troublemakers = 0;
  for (let nowMs = 0; nowMs < minutes * 60_000; nowMs += STEP_MS) {
    if (nowMs % 60_000 === 0) onMinute?.(server);
    for (const [index, client] of healthy.entries()) {
      const turn = nowMs + index * STEP_MS;
      if (index % TALKERS !== 0 || turn % TALK_EVERY_MS !== 0) continue;
      const frame = packet(`W1A${letter(index)}`, `${asked.length} \xc0\xdb TC 0\r`);
      asked.push(latin1Text(frame.data));
      client.send(frame);
    }
    if (nowMs % PROBLEM_EVERY_MS === 0) {
      problem?.socket.destroy();
      problem = await Client.connect(server.address);
      makeProblems(problem, random);
      troublemakers++;
    }
    await server.pass(STEP_MS);
  }
  problem?.socket.destroy();
  await server.pass(60_000); // longer than anything waits
  const dropped = healthy.filter(({ isClosed }) => isClosed).length;
  const exitCode = await server.stop();

  const due = givenIn(trace).slice(ignored);
  const got = healthy.map(({ frames }) => compared(frames.map(textOf), due));
  const wire = framesIn(trace, 'out')
    .filter(({ command }) => command === KISS_COMMANDS.data)
    .map(textOf);
  const onWire = wire.filter((text) => asked.includes(text)).length;
  const talkers = /^W1A/;
  const refused = server.documents.filter(
    ({ event, from }) => event === 'refused' && typeof from === 'string' && talkers.test(from),
  ).length;
  await rm(folder, { recursive: true });
  return {
    exitCode,
    given: due.length,
    due: due.length * clients,
    delivered: got.reduce((sum, { right }) => sum + right, 0),
    missing: got.reduce((sum, { right }) => sum + due.length - right, 0),
    wrong: got.reduce((sum, { wrong }) => sum + wrong, 0),
    asked: asked.length,
    onWire,
    refused,
    unasked: wire.length - new Set(wire.filter((text) => asked.includes(text))).size,
    dropped,
    troublemakers,
    radioLost: server.documents.filter(({ event }) => event === 'lost').length,
  };
}

function letter(index: number): string {
  return String.fromCharCode(65 + (index % 26)) + String.fromCharCode(65 + (Math.floor(index / 26) % 26));
}

const HALF_A_FRAME = Buffer.from('c0008260', 'hex');

/** One of many ways to be a bad client. */
function makeProblems(client: Client, random: () => number): void {
  const ways: readonly (() => void)[] = [
    () => client.write(HALF_A_FRAME), // and then it is gone
    () => void client.socket.pause(),
    () => client.write(Buffer.from(Array.from({ length: 2000 }, () => random() * 256))),
    () => client.send(packet('N0CALL', 'must not be on the air')),
    () => client.write(Buffer.from('c0ffc0c0ffc0', 'hex')),
    () => client.write(Buffer.from('\r\rKISS ON\rRESTART\r')),
    () => client.write(Buffer.concat([Buffer.from('POST / HTTP/1.1\r\n\r\n'), HALF_A_FRAME])),
    () => void client.socket.resetAndDestroy(),
  ];
  ways[Math.floor(random() * ways.length)]?.();
}

const textOf = ({ data }: KissFrame): string => latin1Text(data);

/** How many of the due frames came, in their order; the others that came are wrong. */
function compared(got: readonly string[], due: readonly string[]): { right: number; wrong: number } {
  let right = 0;
  let from = 0;
  for (const frame of got) {
    const place = due.indexOf(frame, from);
    if (place === -1) continue;
    right++;
    from = place + 1;
  }
  return { right, wrong: got.length - right };
}

/** Packets that the radio gave whole, by the trace. What a lost link cut off runs into the words of the next one. */
function givenIn(trace: string): string[] {
  return framesIn(trace, 'in')
    .filter(({ command, data }) => command === KISS_COMMANDS.data && decodeFrame(data).ok)
    .map(textOf)
    .filter((text) => /simulated packet \d+$/.test(text));
}

function framesIn(trace: string, direction: 'in' | 'out'): KissFrame[] {
  const bytes = readFileSync(trace, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { direction: string; hex: string })
    .filter((line) => line.direction === direction)
    .map(({ hex }) => Buffer.from(hex, 'hex'));
  return new KissDecoder().push(Buffer.concat(bytes));
}
