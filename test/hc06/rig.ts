import type { ExecutionContext } from 'ava';
import { type Clock, systemClock } from '../../host/base/clock.js';
import { type ErrorCode, OnairError } from '../../host/base/error.js';
import { Dialogue } from '../../host/hc06/dialogue/dialogue.js';
import { type FoundModule, type ProbeOptions, probe } from '../../host/hc06/probe/probe.js';
import { type ApplyResult, applyPlan } from '../../host/hc06/settings/apply.js';
import { planSettings } from '../../host/hc06/settings/plan.js';
import { readBefore } from '../../host/hc06/settings/readings.js';
import type { RequestedSettings } from '../../host/hc06/settings/requested-settings.js';
import { hc06Kind } from '../../host/hc06/sim/kind.js';
import { SimHc06 } from '../../host/hc06/sim/module.js';
import { DEFAULT_LINE, type LineSettings } from '../../host/link/line.js';
import type { Link, TrafficDirection } from '../../host/link/link.js';
import type { DeviceEvent, DeviceKind } from '../../host/link/sim/device.js';
import { SimLink } from '../../host/link/sim/sim-link.js';
import { inVirtualTime } from '../virtual-time.js';

/** One chunk of traffic, and our line settings at that moment. */
export interface Chunk {
  readonly atMs: number;
  readonly direction: TrafficDirection;
  readonly text: string;
  readonly line: LineSettings;
}

/** The answer to something sent: its text, and when it began and ended, counted from the first byte sent. */
export interface Heard {
  readonly text: string;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Our end of a wire: all traffic, and the tools under test. */
export interface Host<L extends Link = Link> {
  readonly link: L;
  readonly clock: Clock;
  readonly chunks: readonly Chunk[];
  /** The chunks that we wrote. */
  said(): readonly Chunk[];
  /** Writes raw bytes, waits, and returns the bytes received meanwhile. */
  say(bytes: string, waitMs?: number): Promise<Heard>;
  sleep(ms: number): Promise<void>;
  /** Runs `act` with a dialogue that is ended afterwards. */
  talk<T>(act: (dialogue: Dialogue) => Promise<T>, signal?: AbortSignal): Promise<T>;
  probe(options?: ProbeOptions, signal?: AbortSignal): Promise<FoundModule>;
  /** What `onair hc06 set` does: probe, plan, apply, on one dialogue. */
  set(requested: RequestedSettings, signal?: AbortSignal): Promise<ApplyResult>;
}

/** A simulated module on a wire. */
export interface Rig extends Host<SimLink> {
  readonly module: SimHc06;
  readonly events: readonly DeviceEvent[];
}

export type Query = Readonly<Record<string, string | number>>;

/** Our end of a link, observed from now on. */
export function hostOf<L extends Link>(link: L): Host<L> {
  const clock = systemClock;
  const chunks: Chunk[] = [];
  link.tap = (direction, bytes) =>
    chunks.push({ atMs: clock.now(), direction, text: bytes.toString('latin1'), line: link.line });
  const talk: Host['talk'] = async (act, signal) => {
    const dialogue = new Dialogue(link, clock, signal);
    try {
      return await act(dialogue);
    } finally {
      await dialogue.end();
    }
  };
  return {
    link,
    clock,
    chunks,
    said: () => chunks.filter(({ direction }) => direction === 'out'),
    say: async (bytes, waitMs = 1500) => {
      const before = chunks.length;
      const startedAt = clock.now();
      await link.send(Buffer.from(bytes, 'latin1'));
      await clock.sleep(waitMs);
      const heard = chunks.slice(before).filter(({ direction }) => direction === 'in');
      return {
        text: heard.map(({ text }) => text).join(''),
        firstMs: (heard[0]?.atMs ?? Number.NaN) - startedAt,
        lastMs: (heard.at(-1)?.atMs ?? Number.NaN) - startedAt,
      };
    },
    sleep: (ms) => clock.sleep(ms),
    talk,
    probe: (options, signal) => talk((dialogue) => probe(dialogue, options), signal),
    set: (requested, signal) =>
      talk(async (dialogue) => {
        const found = await probe(dialogue);
        const read = await readBefore(dialogue, found, requested);
        return applyPlan(dialogue, found, planSettings(requested, found.dialect, found, read));
      }, signal),
  };
}

/** Opens a link to a simulated device; to be called in virtual time. */
export function simLink(kind: DeviceKind, query: Query, onEvent?: (event: DeviceEvent) => void): SimLink {
  return new SimLink({
    portName: `sim:${kind.name}`,
    device: kind.name,
    query: Object.entries(query).map(([name, value]) => [name, String(value)] as const),
    line: DEFAULT_LINE,
    devices: new Map([[kind.name, kind]]),
    clock: systemClock,
    ...(onEvent && { onEvent }),
  });
}

/** Runs `act` in virtual time on a link that is closed afterwards. */
export async function withLink<T, L extends Link>(
  open: () => L,
  act: (host: Host<L>) => Promise<T>,
): Promise<{ value: T; elapsedMs: number }> {
  return inVirtualTime(async () => {
    const link = open();
    try {
      return await act(hostOf(link));
    } finally {
      await link.close();
    }
  });
}

/** Runs `act` in virtual time with `sim:hc06?QUERY`; our end starts at 9600 8N1, like the command line. */
export function withModule<T>(
  query: Query,
  act: (rig: Rig) => Promise<T>,
): Promise<{ value: T; elapsedMs: number }> {
  const events: DeviceEvent[] = [];
  return withLink(
    () => simLink(hc06Kind, query, (event) => events.push(event)),
    (host) => {
      const { device } = host.link;
      if (!(device instanceof SimHc06)) throw new Error('not the device that was asked for');
      return act({ ...host, module: device, events });
    },
  );
}

/** The result of a run: its value, or its error. Anything else is a bug and is rethrown. */
export async function outcomeOf<T>(run: Promise<T>): Promise<T | OnairError> {
  try {
    return await run;
  } catch (error) {
    if (error instanceof OnairError) return error;
    throw error;
  }
}

/** Asserts that a run ends with this error, with a message and a hint. */
export async function failure(
  t: ExecutionContext,
  run: Promise<unknown>,
  code: ErrorCode,
): Promise<OnairError> {
  const outcome = await outcomeOf(run);
  if (!(outcome instanceof OnairError)) throw new Error(`no error, but ${JSON.stringify(outcome)}`);
  t.is(outcome.code, code, `${outcome.message} | ${outcome.hint}`);
  t.true(outcome.message.length > 10 && outcome.hint.length > 10);
  return outcome;
}
