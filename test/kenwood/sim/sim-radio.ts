import type { ExecutionContext } from 'ava';
import { type Clock, systemClock } from '../../../host/base/clock.js';
import { OnairError } from '../../../host/base/error.js';
import { findProfile } from '../../../host/kenwood/profiles/index.js';
import type { ExitReport, InitReport } from '../../../host/kenwood/session/report.js';
import { type RunOptions, runExit, runInit } from '../../../host/kenwood/session/runner.js';
import { radioKinds } from '../../../host/kenwood/sim/kind.js';
import { SimRadio } from '../../../host/kenwood/sim/radio.js';
import { DEFAULT_LINE, type LineSettings } from '../../../host/link/line.js';
import { SimLink } from '../../../host/link/sim/sim-link.js';
import { inVirtualTime } from '../../virtual-time.js';

/** A link to a simulated radio, with everything that the host said on it. */
export interface Rig {
  readonly link: SimLink;
  readonly radio: SimRadio;
  readonly clock: Clock;
  /** Bytes in each direction. */
  readonly said: Buffer[];
  readonly heard: Buffer[];
  init(options?: Partial<RunOptions>): Promise<InitReport>;
  exit(options?: Partial<RunOptions>): Promise<ExitReport>;
  sleep(ms: number): Promise<void>;
}

/** Every simulated radio and the profile that is for it. */
export const PROFILE_OF: ReadonlyMap<string, string> = new Map(
  radioKinds.map(({ name }) => [name, name === 'tnc2' ? 'generic-tnc2' : name]),
);

/** Opens `sim:DEVICE?QUERY`. The host raises RTS unless told otherwise. */
export function openRadio(
  device: string,
  query: string,
  line: Partial<LineSettings> = {},
): { link: SimLink; radio: SimRadio } {
  const link = new SimLink({
    portName: `sim:${device}?${query}`,
    device,
    query: new URLSearchParams(query),
    line: { ...DEFAULT_LINE, rtscts: true, ...line },
    devices: new Map(radioKinds.map((kind) => [kind.name, kind])),
    clock: systemClock,
  });
  if (!(link.device instanceof SimRadio)) throw new Error('not the device that was asked for');
  return { link, radio: link.device };
}

/** Runs `act` against `sim:tm-d700?QUERY` in virtual time. */
export function withRadio<T>(
  query: string,
  act: (rig: Rig) => Promise<T>,
  line: Partial<LineSettings> = {},
): Promise<{ value: T; elapsedMs: number }> {
  return withModel('tm-d700', query, act, line);
}

/** The same for any simulated radio, with the profile that is for it. */
export async function withModel<T>(
  device: string,
  query: string,
  act: (rig: Rig) => Promise<T>,
  line: Partial<LineSettings> = {},
): Promise<{ value: T; elapsedMs: number }> {
  return inVirtualTime(async () => {
    const { link, radio } = openRadio(device, query, line);
    const profile = findProfile(PROFILE_OF.get(device) ?? device);
    const said: Buffer[] = [];
    const heard: Buffer[] = [];
    link.tap = (direction, bytes) => (direction === 'out' ? said : heard).push(bytes);
    const clock = systemClock;
    try {
      return await act({
        link,
        radio,
        clock,
        said,
        heard,
        init: (options) => runInit(link, profile, { clock, ...options }),
        exit: (options) => runExit(link, profile, { clock, ...options }),
        sleep: (ms) => clock.sleep(ms),
      });
    } finally {
      await link.close();
    }
  });
}

/** What a run came to: its report, or the error it ended with. Anything else is a bug and is thrown on. */
export async function outcomeOf<T>(run: Promise<T>): Promise<T | OnairError> {
  try {
    return await run;
  } catch (error) {
    if (error instanceof OnairError) return error;
    throw error;
  }
}

/** A run must have ended with this error. */
export function expectError(t: ExecutionContext, outcome: unknown, code: OnairError['code']): OnairError {
  if (!(outcome instanceof OnairError)) throw new Error(`no error, but ${JSON.stringify(outcome)}`);
  t.is(outcome.code, code, `${outcome.message} | ${outcome.hint}`);
  return outcome;
}
