import type { Clock } from '../../../host/base/index.js';
import type { Link } from '../../../host/link/index.js';
import { type Command, type CycleState, type Job, newCycle } from '../cycle/index.js';
import { carryOut, checkWiring, type OnStep } from './carry-out.js';
import { ResetReason } from './lease/reset-reason.js';
import { openBoard } from './open-board.js';
import type { PinMap } from './pins/pin-schema.js';
import { StepLoop } from './step-loop.js';

/** What running one job on a board takes. */
export interface RunSetup {
  readonly link: Link;
  readonly pins: PinMap;
  /** It must have passed checkJob. */
  readonly job: Job;
  readonly clock: Clock;
  /** Ctrl-C or similar: an orderly stop, all outputs LOW. */
  readonly signal: AbortSignal;
  /** A person stays at the valve: air may move on a board that does not shut the valve by itself. */
  readonly attended?: boolean;
  /** Outlets of the job whose fill valve an earlier job has left unproven. */
  readonly unproven?: readonly number[];
  /** Called with what a person should know although everything works. */
  readonly onNote?: (text: string) => void;
  /** Called after every step of the cycle. */
  readonly onStep?: OnStep;
  /** Receives a function through which keys, a page or a test give commands. */
  readonly onReady?: (command: (command: Command) => void) => void;
}

/**
 * Runs one job on a board, until it is done or stopped, or a fault has latched; the state's stage tells which. At the
 * end outputs are LOW, whatever happens.
 * @throws OnairError unsafe (a board without leases, and unattended), device-silent, device-refused, bad-value (the pin
 * map lacks something), and port-lost or interrupted before the start; later these are the fault `link-lost` and the
 * end `stopped`
 */
export async function runAirUp(setup: RunSetup): Promise<CycleState> {
  const { link, pins, job, clock, signal, onStep, onReady } = setup;
  checkWiring(job, pins);
  let commands: Command[] = [];
  let state = newCycle(job, clock.now(), setup.unproven);
  const loop = new StepLoop(clock, (nowMs) => {
    const taken = carryOut(board, state, commands.splice(0), nowMs);
    state = taken.state;
    onStep?.(state, taken.events, taken.reading);
    return state.stage.kind === 'waiting' || state.stage.kind === 'running';
  });
  const resetReason = new ResetReason(link, clock, signal);
  const command = (done: Command): void => {
    resetReason.listen(done);
    commands.push(done);
    if (isOpen) loop.now();
  };
  let isOpen = false;
  const { attended = false, onNote = () => {} } = setup;
  const board = await openBoard({
    link,
    pins,
    clock,
    signal,
    jobs: [job],
    attended,
    onCommand: command,
    onNote,
  });
  const stop = (): void => command({ kind: 'stop' });
  try {
    isOpen = true;
    commands = commands.filter(({ kind }) => kind === 'link-lost');
    board.onReports = loop.now;
    signal.addEventListener('abort', stop);
    onReady?.(command);
    command({ kind: signal.aborted ? 'stop' : 'start' });
    await loop.over;
    board.onReports = () => {};
    await board.buzzer?.played;
    return await resetReason.explain(state);
  } finally {
    signal.removeEventListener('abort', stop);
    await board.close();
  }
}
