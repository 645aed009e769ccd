import {
  type CycleState,
  type CycleView,
  FAULTS,
  leastTargetPsi,
  type Measurements,
  mostPsi,
  type OutletView,
  tireOf,
  viewOf,
} from '../../../../firmware/air-up/cycle/index.js';
import {
  type AirPlan,
  type PressureUnit,
  pressureText,
  type Vehicle,
} from '../../../../firmware/air-up/vehicle/index.js';
import type { AirState } from '../../../panel/index.js';
import { phaseWords, pumpWords, TIRE_WORDS, type TireStatus, whichTireText } from '../../../text/index.js';
import { valveNames, valvesText } from '../log/unproven.js';

/** The inputs of the panel's view of the air. */
export interface AirViewInputs {
  readonly vehicle: Vehicle;
  readonly units: PressureUnit;
  readonly plan: AirPlan;
  readonly holdToFill: boolean;
  readonly board: AirState['board'];
  readonly state: CycleState;
  readonly reading: Measurements | undefined;
  /** Outlets of the vehicle that the jobs so far have left unproven. */
  readonly unproven: readonly number[];
}

/** The state of a cycle for the panel. */
export function airStateOf(picture: AirViewInputs): AirState {
  const { vehicle, units, plan, holdToFill, board, state, reading } = picture;
  const view = viewOf(state);
  const { hose, next } = journey(state);
  const question = questionOf(picture);
  return {
    vehicle: vehicle.title,
    units,
    stage: view.stage,
    headline: question?.text ?? headline(picture, view, hose),
    board,
    fault: faultOf(state),
    plan: { kind: plan.kind, preset: plan.preset ?? null, canDeflate: vehicle.hasVent, holdToFill },
    presets: [...vehicle.presets].map(([name, targets]) => ({
      name,
      targets: Object.fromEntries([...targets].map(([tire, psi]) => [tire, rounded(psi)])),
    })),
    tires: vehicle.tires.map(({ name, maxPsi }) => tireState(picture, name, maxPsi, next)),
    outlets: view.outlets.map((outlet) => outletState(state, outlet, board.connected)),
    question,
    unproven: unprovenOf(picture),
    hose,
    next,
    pump: { ...view.pump, runMs: Math.round(state.pump.runMs), words: pumpWords(view) },
    battery: { volts: roundedOrNull(reading?.battery?.volts), low: view.batteryLow },
    held: view.held,
  };
}

function nameOf({ job }: CycleState, tire: number | undefined): string | null {
  return (tire === undefined ? undefined : job.tires[tire]?.name) ?? null;
}

/** The tire that needs the hose now, and the next one. */
function journey(state: CycleState): { readonly hose: string | null; readonly next: string | null } {
  if (state.stage.kind !== 'running') return { hose: null, next: null };
  const places = state.outlets.flatMap((outlet, index) => {
    const config = state.job.outlets[index];
    return config ? [{ outlet, config }] : [];
  });
  const waits = places.find(({ outlet }) => outlet.phase.kind === 'hose');
  const ahead = places.find(({ outlet, config }) => outlet.turn + 1 < config.tires.length);
  return {
    hose: waits ? nameOf(state, tireOf(waits.outlet, waits.config)) : null,
    next: ahead ? nameOf(state, ahead.config.tires[ahead.outlet.turn + 1]) : null,
  };
}

/** The question that an outlet waits with. */
function questionOf({ state, units }: AirViewInputs): AirState['question'] {
  const asked = state.outlets.flatMap((outlet, index) => {
    const config = state.job.outlets[index];
    const tire = config && tireOf(outlet, config);
    const doubt = outlet.phase.kind === 'hose' ? outlet.phase.doubt : undefined;
    return doubt && tire !== undefined ? [{ ...doubt, tire }] : [];
  })[0];
  if (state.stage.kind !== 'running' || !asked) return null;
  const tire = nameOf(state, asked.tire) ?? '';
  return {
    code: asked.about === 'same' ? 'same-tire' : 'axle',
    tire,
    other: nameOf(state, asked.other) ?? '',
    text: whichTireText(asked, state, (psi) => pressureText(psi, units)),
    answers: [
      { order: 'next', text: `Yes, it is on ${tire}` },
      { order: 'stop', text: 'Stop' },
    ],
  };
}

function unprovenOf({ vehicle, unproven, state }: AirViewInputs): string | null {
  if (unproven.length === 0 || state.stage.kind === 'running') return null;
  return valvesText(valveNames(vehicle, unproven));
}

function tireState(
  { vehicle, plan, state }: AirViewInputs,
  name: string,
  maxPsi: number,
  next: string | null,
): AirState['tires'][number] {
  const at = state.job.tires.findIndex((tire) => tire.name === name);
  const known = state.tires[at];
  const isIdle = state.stage.kind === 'waiting' || state.stage.kind === 'ended';
  const targetPsi = isIdle ? plan.targets.get(name) : known?.targetPsi;
  const status = targetPsi === undefined ? 'left-out' : statusOf(state, at, name === next);
  return {
    name,
    targetPsi: roundedOrNull(targetPsi),
    leastPsi: leastTargetPsi(vehicle.limits),
    mostPsi: rounded(mostPsi({ name, targetPsi: maxPsi, maxPsi }, vehicle.limits)),
    startPsi: roundedOrNull(known?.startPsi),
    finalPsi: roundedOrNull(known?.finalPsi),
    status,
    words: TIRE_WORDS[status],
  };
}

function statusOf(state: CycleState, at: number, isNext: boolean): TireStatus {
  const isNow = state.outlets.some(({ phase, turn }, index) => {
    const tires = state.job.outlets[index]?.tires ?? [];
    return phase.kind !== 'idle' && phase.kind !== 'guard' && tires[turn] === at;
  });
  if (state.stage.kind === 'running' && isNow) return 'now';
  return state.tires[at]?.outcome ?? (isNext ? 'next' : 'waiting');
}

function outletState(state: CycleState, outlet: OutletView, connected: boolean): AirState['outlets'][number] {
  return {
    tire: nameOf(state, outlet.tire) ?? '',
    phase: outlet.phase,
    words: phaseWords(outlet, state.outlets.length === 1),
    // Values from a lost board are not readings.
    readingPsi: connected ? roundedOrNull(outlet.readingPsi) : null,
    tirePsi: connected ? roundedOrNull(outlet.tirePsi) : null,
    targetPsi: roundedOrNull(outlet.targetPsi),
    // An outlet keeps its phase when a job is stopped; its valves are shut.
    flowing: outlet.flowing && state.stage.kind === 'running',
    leftMs: outlet.leftMs === undefined ? null : Math.round(outlet.leftMs),
  };
}

function faultOf(state: CycleState): AirState['fault'] {
  const { stage, outlets, job } = state;
  if (stage.kind !== 'fault') return null;
  const { code, reason, outlet: at } = stage.fault;
  const outlet = at === undefined ? undefined : outlets[at];
  const config = at === undefined ? undefined : job.outlets[at];
  const tire = outlet && config ? nameOf(state, tireOf(outlet, config)) : null;
  return { code, ...FAULTS[code], reason, tire };
}

function headline(
  { plan, units, board, state }: AirViewInputs,
  view: CycleView,
  hose: string | null,
): string {
  const first = nameOf(state, state.job.outlets[0]?.tires[0]);
  switch (state.stage.kind) {
    case 'waiting':
      if (!board.connected) return 'The board is not connected';
      return plan.targets.size === 0 ? 'Choose a tire' : `Put the hose on ${first}, then start`;
    case 'ended':
      return state.stage.reason === 'done' ? 'Done: all valves are shut' : 'Stopped: all valves are shut';
    case 'fault':
      return `Stopped: ${FAULTS[state.stage.fault.code].title}`;
    case 'running':
      return runningHeadline(state, view, hose, units);
  }
}

function runningHeadline(
  state: CycleState,
  view: CycleView,
  hose: string | null,
  units: PressureUnit,
): string {
  const busy =
    view.outlets.find(({ direction }) => direction) ?? view.outlets.find(({ phase }) => phase !== 'idle');
  const name = nameOf(state, busy?.tire);
  if (busy?.phase === 'open') return `${name}: ${phaseWords(busy)} to ${pressureText(busy.targetPsi, units)}`;
  if (hose !== null && busy?.phase === 'hose') return `Put the hose on ${hose}`;
  if (view.batteryLow) return 'Waiting: the battery is low. Start the engine';
  if (busy?.phase === 'ready' && view.pump.resting) return 'Waiting: the pump is too hot and rests';
  if (busy?.phase === 'ready' && !view.held) return `${name}: press and hold to let air move`;
  return busy ? `${name}: ${phaseWords(busy)}` : 'Working';
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function roundedOrNull(value: number | undefined): number | null {
  return value === undefined ? null : rounded(value);
}
