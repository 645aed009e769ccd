import { OnairError } from '../../../host/error.js';
import type { Link } from '../../../host/link/link.js';
import { FAULTS } from '../cycle/faults.js';
import type { Job } from '../cycle/job.js';
import type { Act } from '../cycle/reading.js';
import { type CycleState, newCycle } from '../cycle/state.js';
import { Beat } from './beat.js';
import { carryOut, checkWiring } from './carry-out.js';
import { openBoard } from './open-board.js';
import type { RunSetup } from './run.js';
import { presetSound } from './signals.js';

export interface Preset {
  readonly name: string;
  readonly job: Job;
}

export interface BoxSetup extends Omit<RunSetup, 'job'> {
  /** What the next button goes through, from the first. */
  readonly jobs: readonly Preset[];
}

/**
 * A box with buttons and a buzzer, that nobody looks at: start starts the preset, next chooses another one (as many beeps
 * as its number) or says that the hose is on, stop stops, and clears a fault. Stays until the signal.
 * @throws OnairError as runAirUp; port-lost and device-confused (the board has restarted) also later
 */
export async function runBox(setup: BoxSetup): Promise<void> {
  const { link, pins, jobs, clock, signal, onStep, onReady } = setup;
  for (const { job } of jobs) checkWiring(job, pins);
  const box = new Box(jobs, clock.now());
  const acts: Act[] = [];
  let lost: Loss | undefined;
  const beat = new Beat(clock, (nowMs) => {
    const done = acts.splice(0);
    lost ??= done.find(isLoss);
    const meant = box.understand(done, nowMs);
    const taken = carryOut(board, box.state, meant, nowMs, box.title);
    box.state = taken.state;
    if (box.hasChosen()) board.buzzer?.play(presetSound(box.number));
    onStep?.(taken.state, taken.events);
    if (lost) throw lossOf(link, lost);
    return !signal.aborted;
  });
  let isOpen = false;
  const act = (done: Act): void => {
    acts.push(done);
    if (isOpen) beat.now();
  };
  const [first] = jobs;
  const { attended = false, onNote = () => {} } = setup;
  const board = await openBoard({
    link,
    pins,
    clock,
    signal,
    ...(first && { job: first.job }),
    attended,
    onAct: act,
    onNote,
  });
  const stop = (): void => act({ kind: 'stop' });
  try {
    isOpen = true;
    board.onReports = beat.now;
    signal.addEventListener('abort', stop);
    onReady?.(act);
    beat.now();
    await beat.over;
  } finally {
    board.onReports = () => {};
    signal.removeEventListener('abort', stop);
    await board.close();
  }
}

/** After these the board takes no orders any more. */
type Loss = Extract<Act, { kind: 'link-lost' | 'board-let-go' }>;
const isLoss = (act: Act): act is Loss => act.kind === 'link-lost' || act.kind === 'board-let-go';

function lossOf(link: Link, { kind, because }: Loss): OnairError {
  if (!link.isOpen) return link.lossError;
  if (kind === 'board-let-go') {
    const { title, todo } = FAULTS[kind];
    return new OnairError('stopped-for-safety', {
      message: `${title} (${because})`,
      hint: todo,
      details: { port: link.portName },
    });
  }
  return new OnairError('device-confused', {
    message: `${link.portName}: ${because ?? 'the board takes no bytes any more'}`,
    hint: 'look at its supply: a valve that lets go may pull it down (is a diode across each coil?)',
    details: { port: link.portName },
  });
}

/** The presets and what buttons mean at each moment. */
class Box {
  state: CycleState;
  #at = 0;
  #chosen = false;

  constructor(
    private readonly presets: readonly Preset[],
    nowMs: number,
  ) {
    this.state = this.#fresh(nowMs);
  }

  get number(): number {
    return this.#at + 1;
  }

  get title(): string {
    return `${this.number} ${this.presets[this.#at]?.name ?? ''}`;
  }

  /** Whether another preset was chosen since this was asked last. */
  hasChosen(): boolean {
    const chosen = this.#chosen;
    this.#chosen = false;
    return chosen;
  }

  /** What the buttons mean for the cycle where it stands; chooses presets on the way. */
  understand(acts: readonly Act[], nowMs: number): readonly Act[] {
    return acts.flatMap((act) => this.#meaning(act, nowMs));
  }

  #meaning(act: Act, nowMs: number): readonly Act[] {
    const { kind } = this.state.stage;
    const isIdle = kind === 'waiting' || kind === 'ended';
    switch (act.kind) {
      case 'start':
        if (kind === 'ended') this.state = this.#fresh(nowMs);
        return [act];
      case 'next':
        if (!isIdle) return [act];
        this.#at = (this.#at + 1) % this.presets.length;
        this.state = this.#fresh(nowMs);
        this.#chosen = true;
        return [];
      case 'stop':
        return kind === 'running' ? [act] : kind === 'fault' ? [{ kind: 'clear' }] : [];
      default:
        return [act];
    }
  }

  #fresh(nowMs: number): CycleState {
    const preset = this.presets[this.#at];
    if (!preset)
      throw new OnairError('bad-value', { message: 'no preset is given', hint: 'name at least one job' });
    return newCycle(preset.job, nowMs);
  }
}
