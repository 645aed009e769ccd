import { OnairError } from '../../../host/base/index.js';
import type { Link } from '../../../host/link/index.js';
import { type Command, type CycleState, type Job, newCycle, unprovenOutlets } from '../cycle/index.js';
import { carryOut, checkWiring } from './carry-out.js';
import { openBoard } from './open-board.js';
import { inPlaces, type Places, pinsIn, positionsOf } from './pins/places.js';
import type { RunSetup } from './run.js';
import { presetSound } from './signals/signals.js';
import { StepLoop } from './step-loop.js';

/** A job that the buttons of a box can choose and start. */
export interface Preset {
  readonly name: string;
  readonly job: Job;
  /** Places of the job's outlets in the pin map; default: from the first on. */
  readonly places?: Places;
}

/** How people operate a box other than by its buttons: keys, a page. */
export interface BoxControls {
  /** Does what a button does, or more. */
  act(command: Command): void;
  /**
   * Selects another job, or the same one with other targets, for the next start.
   * @returns false while a job runs or a fault is on: then nothing is changed
   * @throws OnairError bad-value for a job that needs an output or input that is not wired
   */
  choose(preset: Preset): boolean;
}

/** What running a box takes: what one job takes, and the presets to choose from. */
export interface BoxSetup extends Omit<RunSetup, 'job' | 'unproven' | 'onReady'> {
  /** The presets that the next button steps through, from the first. */
  readonly jobs: readonly Preset[];
  /** What the board must guard: a job with every outlet that any job may use; default: the jobs. */
  readonly guards?: readonly Job[];
  /** Places of the outlets whose fill valve an earlier job has left unproven. */
  readonly unproven?: readonly number[];
  /** Where to continue when the board is back: with the fault that has not been cleared yet. */
  readonly from?: { readonly state: CycleState; readonly preset: Preset };
  readonly onReady?: (controls: BoxControls) => void;
}

/**
 * Runs an unattended box with buttons and a buzzer. Start starts the preset; next selects another one (as many beeps as
 * its number), or confirms that the hose is on; stop stops, and clears a fault. Runs until the signal aborts.
 * @throws OnairError as runAirUp; port-lost and device-confused (the board has restarted) also later
 */
export async function runBox(setup: BoxSetup): Promise<void> {
  const { link, pins, jobs, clock, signal, onStep, onReady } = setup;
  const box = new Box(setup);
  const commands: Command[] = [];
  let lost: Loss | undefined;
  const loop = new StepLoop(clock, (nowMs) => {
    const done = commands.splice(0);
    lost ??= done.find(isLoss);
    const meant = box.understand(done, nowMs);
    const taken = carryOut(inPlaces(board, pins, box.places), box.state, meant, nowMs, box.title);
    box.state = taken.state;
    if (box.hasChosen()) board.buzzer?.play(presetSound(box.number));
    onStep?.(taken.state, taken.events, taken.reading);
    if (lost) throw lossOf(link, lost);
    return !signal.aborted;
  });
  let isOpen = false;
  const act = (done: Command): void => {
    commands.push(done);
    if (isOpen) loop.now();
  };
  const { attended = false, onNote = () => {}, guards = jobs.map(({ job }) => job) } = setup;
  const board = await openBoard({
    link,
    pins,
    clock,
    signal,
    jobs: guards,
    attended,
    onCommand: act,
    onNote,
  });
  const stop = (): void => act({ kind: 'stop' });
  try {
    isOpen = true;
    board.onReports = loop.now;
    signal.addEventListener('abort', stop);
    onReady?.({
      act,
      choose: (preset) => {
        const isTaken = box.choose(preset, clock.now());
        if (isTaken) loop.now();
        return isTaken;
      },
    });
    loop.now();
    await loop.over;
  } finally {
    board.onReports = () => {};
    signal.removeEventListener('abort', stop);
    await board.close();
  }
}

type Loss = Extract<Command, { kind: 'link-lost' }>;
const isLoss = (command: Command): command is Loss => command.kind === 'link-lost';

function lossOf(link: Link, { reason }: Loss): OnairError {
  if (!link.isOpen) return link.lossError;
  return new OnairError('device-confused', {
    message: `${link.portName}: ${reason ?? 'the board takes no bytes any more'}`,
    hint: 'check its supply: a valve that switches off may pull it down (is there a diode across each coil?)',
    details: { port: link.portName },
  });
}

/** The presets, and what the buttons mean at each moment. */
class Box {
  state: CycleState;
  /** The preset that the next start runs. */
  #preset: Preset;
  #at = 0;
  #chosen = false;
  /** Places of the outlets that the jobs before this one have left unproven. */
  #unproven: readonly number[];

  constructor(
    private readonly setup: Pick<BoxSetup, 'jobs' | 'guards' | 'pins' | 'clock' | 'from' | 'unproven'>,
  ) {
    const { jobs, guards = [], pins, clock, from, unproven = [] } = setup;
    for (const preset of jobs) this.#check(preset);
    for (const guard of guards) checkWiring(guard, pins);
    this.#unproven = unproven;
    this.#preset = from?.preset ?? this.#presetAt(0);
    this.state = from?.state ?? this.#fresh(this.#preset, clock.now());
  }

  get number(): number {
    return this.#at + 1;
  }

  get title(): string {
    return `${this.number} ${this.#preset.name}`;
  }

  get places(): Places {
    return placesOf(this.#preset);
  }

  /** Whether another preset was chosen since the last call. */
  hasChosen(): boolean {
    const chosen = this.#chosen;
    this.#chosen = false;
    return chosen;
  }

  /** See {@link BoxControls.choose}. */
  choose(preset: Preset, nowMs: number): boolean {
    this.#check(preset);
    if (!this.#isIdle) return false;
    this.#change(preset, nowMs);
    return true;
  }

  /** Translates the buttons for the current stage of the cycle; next selects a preset on the way. */
  understand(commands: readonly Command[], nowMs: number): readonly Command[] {
    return commands.flatMap((command) => this.#meaning(command, nowMs));
  }

  #meaning(command: Command, nowMs: number): readonly Command[] {
    const { kind } = this.state.stage;
    switch (command.kind) {
      case 'start':
        if (kind === 'ended') this.#change(this.#preset, nowMs);
        return [command];
      case 'next':
        if (!this.#isIdle) return [command];
        this.#at = (this.#at + 1) % this.setup.jobs.length;
        this.#change(this.#presetAt(this.#at), nowMs);
        this.#chosen = true;
        return [];
      case 'stop':
        return kind === 'running' ? [command] : kind === 'fault' ? [{ kind: 'clear' }] : [];
      default:
        return [command];
    }
  }

  /** Another job, or the same one again: it knows what the one before has left unproven. */
  #change(preset: Preset, nowMs: number): void {
    const served = placesOf(this.#preset);
    const left = unprovenOutlets(this.state).flatMap((outlet) => served[outlet] ?? []);
    this.#unproven = [...this.#unproven.filter((place) => !served.includes(place)), ...left];
    this.#preset = preset;
    this.state = this.#fresh(preset, nowMs);
  }

  #fresh(preset: Preset, nowMs: number): CycleState {
    return newCycle(preset.job, nowMs, positionsOf(placesOf(preset), this.#unproven));
  }

  get #isIdle(): boolean {
    const { kind } = this.state.stage;
    return kind === 'waiting' || kind === 'ended';
  }

  #presetAt(at: number): Preset {
    const preset = this.setup.jobs[at];
    if (preset) return preset;
    throw new OnairError('bad-value', { message: 'no preset is given', hint: 'name at least one job' });
  }

  #check(preset: Preset): void {
    checkWiring(preset.job, pinsIn(this.setup.pins, placesOf(preset)));
  }
}

function placesOf({ places, job }: Preset): Places {
  return places ?? job.outlets.map((_, place) => place);
}
