import type { ExecutionContext } from 'ava';
import { type Clock, systemClock } from '../../host/clock.js';
import { OnairError } from '../../host/error.js';
import { tmD700 } from '../../host/kenwood/profiles/tm-d700.js';
import type { ExitReport, InitReport } from '../../host/kenwood/report.js';
import { type RunOptions, runExit, runInit } from '../../host/kenwood/runner.js';
import { tmD700Kind } from '../../host/kenwood/sim/kind.js';
import { SimTmD700 } from '../../host/kenwood/sim/radio.js';
import { DEFAULT_LINE, type LineSettings } from '../../host/link/line.js';
import { SimLink } from '../../host/link/sim/sim-link.js';
import { inVirtualTime } from '../virtual-time.js';

/** A link to a simulated radio, with everything that the host said on it. */
export interface Bench {
  readonly link: SimLink;
  readonly radio: SimTmD700;
  readonly clock: Clock;
  /** Bytes in each direction. */
  readonly said: Buffer[];
  readonly heard: Buffer[];
  init(options?: Partial<RunOptions>): Promise<InitReport>;
  exit(options?: Partial<RunOptions>): Promise<ExitReport>;
  sleep(ms: number): Promise<void>;
}

/** Runs `act` against `sim:tm-d700?QUERY` in virtual time. The host raises RTS unless told otherwise. */
export async function withRadio<T>(
  query: string,
  act: (bench: Bench) => Promise<T>,
  line: Partial<LineSettings> = {},
): Promise<{ value: T; elapsedMs: number }> {
  return inVirtualTime(async () => {
    const link = new SimLink({
      portName: `sim:tm-d700?${query}`,
      device: 'tm-d700',
      query: new URLSearchParams(query),
      line: { ...DEFAULT_LINE, rtscts: true, ...line },
      devices: new Map([[tmD700Kind.name, tmD700Kind]]),
      clock: systemClock,
    });
    const { device } = link;
    if (!(device instanceof SimTmD700)) throw new Error('not the device that was asked for');
    const said: Buffer[] = [];
    const heard: Buffer[] = [];
    link.tap = (direction, bytes) => (direction === 'out' ? said : heard).push(bytes);
    const clock = systemClock;
    try {
      return await act({
        link,
        radio: device,
        clock,
        said,
        heard,
        init: (options) => runInit(link, tmD700, { clock, ...options }),
        exit: (options) => runExit(link, tmD700, { clock, ...options }),
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
