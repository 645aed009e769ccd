import type { BoxControls, Preset } from '../../../../firmware/air-up/board/index.js';
import {
  type CycleEvent,
  type CycleState,
  type Measurements,
  newCycle,
  viewOf,
} from '../../../../firmware/air-up/cycle/index.js';
import {
  type AirPlan,
  isLowering,
  jobOfPlan,
  type PressureUnit,
  planOfPreset,
  type Vehicle,
  withTarget,
} from '../../../../firmware/air-up/vehicle/index.js';
import type { Clock, OnairError } from '../../../base/index.js';
import {
  type AirState,
  ApiRefusal,
  type Happening,
  type HoldWord,
  type Machine,
  type MachineListener,
  type Order,
  type PanelSample,
} from '../../../panel/index.js';
import { CALLS } from '../../../text/index.js';
import { eventText } from '../job/event-text.js';
import { refuse } from '../job/refuse.js';
import { airStateOf } from './air-state.js';
import { JobBook } from './job-book.js';

/** What the machine behind a panel starts with. */
export interface AirMachineSetup {
  readonly vehicle: Vehicle;
  readonly units: PressureUnit;
  /** The initial choice. It must have passed `refuse`. */
  readonly plan: AirPlan;
  readonly holdToFill: boolean;
  readonly port: string;
  readonly clock: Clock;
  readonly now: () => Date;
  /** Outlets of the vehicle that earlier jobs have left unproven. */
  readonly unproven?: readonly number[];
}

/** Air-up as the panel's machine: turns orders into commands and jobs of a box, and its steps into panel states. */
export class AirMachine implements Machine {
  readonly #listeners = new Set<MachineListener>();
  readonly #book: JobBook;
  /** The input of the box's buttons. */
  readonly presets: readonly Preset[];
  #plan: AirPlan;
  #chosen: Preset;
  #state: CycleState;
  #reading: Measurements | undefined;
  #controls: BoxControls | undefined;
  #problem: OnairError | undefined;

  constructor(private readonly setup: AirMachineSetup) {
    const { vehicle, plan, now, clock, unproven = [] } = setup;
    this.#book = new JobBook(vehicle, now, { unproven });
    this.#plan = plan;
    this.#chosen = this.#presetFor(plan);
    const others = [...vehicle.presets.keys()].flatMap((name) => planOfPreset(vehicle, name) ?? []);
    this.presets = [this.#chosen, ...others.map((other) => this.#presetFor(other)).filter(this.#isOther)];
    this.#state = newCycle(this.#chosen.job, clock.now());
  }

  /** Outlets of the vehicle that the jobs so far have left unproven. */
  get unproven(): readonly number[] {
    return this.#book.unproven;
  }

  /** State from which a box continues after the board was lost. */
  get from(): { readonly state: CycleState; readonly preset: Preset } {
    return { state: this.#state, preset: this.#chosen };
  }

  state(): AirState {
    const { vehicle, units, port, holdToFill } = this.setup;
    const board = {
      port,
      connected: this.#controls !== undefined,
      problem: this.#problem?.message ?? null,
      todo: this.#problem?.hint ?? null,
    };
    const [plan, state, reading] = [this.#plan, this.#state, this.#reading];
    const { unproven } = this;
    return airStateOf({ vehicle, units, plan, holdToFill, board, state, reading, unproven });
  }

  samples(): readonly PanelSample[] {
    return this.state().outlets.map(({ readingPsi, tirePsi, targetPsi }) => ({
      psi: readingPsi,
      tirePsi,
      targetPsi,
    }));
  }

  listen(listener: MachineListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  hold(word: HoldWord): void {
    this.#controls?.act({ kind: word });
  }

  order(order: Order): void {
    const { kind: stage } = this.#state.stage;
    switch (order.order) {
      case 'stop':
        // In a fault the box takes a stop as an acknowledgment; a late press must not clear the fault.
        if (stage === 'running') this.#controls?.act({ kind: 'stop' });
        return;
      case 'emergency-stop':
        this.#controls?.act({ kind: 'emergency-stop' });
        return;
      case 'start':
        this.#demandIdle();
        refuse(this.#chosen.job, this.setup.units, this.setup.vehicle);
        this.#refuseErrand();
        this.#board().act({ kind: 'start' });
        return;
      case 'next':
        if (stage !== 'running') throw notNow('nothing runs', 'press start');
        this.#board().act({ kind: 'next' });
        return;
      case 'clear':
        if (stage !== 'fault') throw notNow('no fault is on', 'nothing has to be cleared');
        this.#board().act({ kind: 'clear' });
        return;
      case 'preset':
        this.#choose(this.#planOf(order.preset));
        return;
      case 'direction':
        if (order.kind === 'deflate' && !this.setup.vehicle.hasVent)
          throw notNow('there is no vent valve', 'let air out by hand');
        this.#choose({ ...this.#plan, kind: order.kind });
        return;
      case 'target':
        this.#target(order.tire, order.psi);
        return;
    }
  }

  /** The board answers and is under control. */
  readonly ready = (controls: BoxControls): void => {
    this.#controls = controls;
    this.#problem = undefined;
    this.#report('connected', 'the board is connected', false);
    this.#changed(true);
  };

  /** Records that the board was lost, and why. @returns whether this is new */
  lost(error: OnairError): boolean {
    const isNews = this.#controls !== undefined || this.#problem?.message !== error.message;
    this.#controls = undefined;
    this.#problem = error;
    if (isNews) this.#report('disconnected', `the board is gone: ${error.message}`, true);
    this.#changed(true);
    return isNews;
  }

  /** For `onStep` of a box. */
  readonly step = (state: CycleState, events: readonly CycleEvent[], reading: Measurements): void => {
    const hasTurned = state.stage.kind !== this.#state.stage.kind;
    this.#reading = reading;
    this.#state = state;
    if (state.job !== this.#chosen.job) this.#follow(state);
    const places = this.#chosen.places ?? [];
    const record = this.#book.step(state, this.#plan.preset ?? null, places);
    for (const event of events) this.#reportEvent(event);
    if (record) for (const listener of this.#listeners) listener.job(record);
    this.#changed(hasTurned || events.length > 0);
  };

  /** The box's button has chosen a preset. */
  #follow({ job }: CycleState): void {
    const preset = this.presets.find((known) => known.job === job);
    const plan = preset && planOfPreset(this.setup.vehicle, preset.name);
    if (!preset || !plan) return;
    this.#chosen = preset;
    this.#plan = plan;
  }

  #choose(plan: AirPlan): void {
    this.#demandIdle();
    const preset = this.#presetFor(plan);
    if (plan.targets.size > 0) refuse(preset.job, this.setup.units, this.setup.vehicle);
    this.#plan = plan;
    this.#chosen = preset;
    // A job without tires is refused at the start, and the box keeps its previous job.
    if (plan.targets.size > 0 && this.#controls?.choose(preset) !== true) {
      this.#state = newCycle(preset.job, this.setup.clock.now());
    }
    this.#changed(true);
  }

  #target(name: string, psi: number | null): void {
    const tire = this.state().tires.find((known) => known.name === name);
    if (!tire) throw notNow(`there is no tire ${name}`, 'see the list of tires');
    if (this.#state.stage.kind !== 'running') {
      this.#choose(withTarget(this.#plan, name, psi ?? undefined));
      return;
    }
    const at = this.#state.job.tires.findIndex((known) => known.name === name);
    if (psi === null || at < 0) throw notNow(`the job runs with ${name} as it is`, 'stop it first');
    if (!(psi >= tire.leastPsi && psi <= tire.mostPsi)) {
      throw notNow(
        `${name} takes ${tire.leastPsi} to ${tire.mostPsi} psi`,
        'the maximum is printed on the sidewall; never go above it',
      );
    }
    this.#plan = withTarget(this.#plan, name, psi);
    this.#board().act({ kind: 'target', tire: at, psi });
  }

  #planOf(name: string): AirPlan {
    const plan = planOfPreset(this.setup.vehicle, name);
    if (plan) return plan;
    const known = [...this.setup.vehicle.presets.keys()].join(', ') || 'none';
    throw notNow(`there is no preset "${name}"`, `known: ${known}`);
  }

  #presetFor(plan: AirPlan): Preset {
    const { job, outlets } = jobOfPlan(this.setup.vehicle, plan, this.setup.holdToFill);
    return { name: plan.preset ?? 'own', job, places: outlets };
  }

  readonly #isOther = ({ name }: Preset): boolean => name !== this.#chosen.name;

  /** A person who walks around all tires only to read that each is left alone was sent in vain. */
  #refuseErrand(): void {
    const { vehicle } = this.setup;
    const { preset } = this.#plan;
    if (preset === undefined || vehicle.hasVent || !isLowering(vehicle, preset)) return;
    const [outlet] = viewOf(this.#state).outlets;
    const { readingPsi, targetPsi = 0 } = outlet ?? {};
    const isBelow =
      readingPsi !== undefined && readingPsi >= vehicle.limits.hoseOffPsi && readingPsi < targetPsi;
    if (!isBelow)
      throw notNow(
        `${preset} lets air out, and there is no vent valve`,
        'let air out by hand, or choose a tire’s own target',
      );
  }

  #demandIdle(): void {
    const { kind } = this.#state.stage;
    if (kind === 'running') throw notNow('a job runs', 'stop it first');
    if (kind === 'fault') throw notNow('a fault is on', 'look what it is, mend it, then clear it');
  }

  #board(): BoxControls {
    if (this.#controls) return this.#controls;
    throw notNow('the board is not connected', this.#problem?.hint ?? 'check cable and power');
  }

  #reportEvent(event: CycleEvent): void {
    if (event.kind === 'finished') {
      this.#report(
        event.kind,
        event.reason === 'done' ? 'done: all valves are shut' : 'stopped: all valves are shut',
        true,
      );
      return;
    }
    const text = eventText(event, this.#state, this.setup.units);
    if (text !== undefined) this.#report(event.kind, text, CALLS.has(event.kind));
  }

  #report(kind: string, text: string, urgent: boolean): void {
    const what: Happening = { time: this.setup.now().toISOString(), kind, text, urgent };
    for (const listener of this.#listeners) listener.happened(what);
  }

  #changed(atOnce: boolean): void {
    for (const listener of this.#listeners) listener.changed(atOnce);
  }
}

function notNow(message: string, hint: string): ApiRefusal {
  return new ApiRefusal('not-now', message, hint);
}
