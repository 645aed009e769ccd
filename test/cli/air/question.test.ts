import test from 'ava';
import { type CycleState, newCycle } from '../../../firmware/air-up/cycle/index.js';
import {
  jobOfPlan,
  planOfPreset,
  readVehicle,
  VEHICLE_EXAMPLES,
} from '../../../firmware/air-up/vehicle/index.js';
import { systemClock } from '../../../host/base/clock.js';
import { eventText } from '../../../host/cli/air/job/event-text.js';
import { AirMachine } from '../../../host/cli/air/panel/air-machine.js';
import { airStateOf } from '../../../host/cli/air/panel/air-state.js';
import { airState } from '../../../host/panel/schema/air.js';

const VEHICLE = readVehicle(VEHICLE_EXAMPLES.jeep ?? '', 'jeep');
const PLAN = planOfPreset(VEHICLE, 'street');
if (!PLAN) throw new Error('the example has no preset');
const { job } = jobOfPlan(VEHICLE, PLAN, false);

function stateOf(about: 'same' | 'axle', running = true): CycleState {
  const state = newCycle(job, 0);
  const doubt = { about, other: 0, psi: 37.6, fromPsi: 37.6 } as const;
  return {
    ...state,
    stage: running ? { kind: 'running', sinceMs: 0 } : { kind: 'waiting' },
    outlets: state.outlets.map((outlet) => ({
      ...outlet,
      turn: 1,
      phase: { kind: 'hose', waitsSinceMs: 0, sinceMs: 0, seenOff: true, doubt },
    })),
    tires: state.tires.with(0, {
      ...(state.tires[0] ?? { targetPsi: 0, valveCycles: 0, tries: 0, openMs: 0, elapsedMs: 0, activeMs: 0 }),
      startPsi: 12,
    }),
  };
}

const shown = (state: CycleState, unproven: readonly number[] = []) =>
  airState.parse(
    airStateOf({
      vehicle: VEHICLE,
      units: 'psi',
      plan: PLAN,
      holdToFill: false,
      board: { port: 'sim:air-up', connected: true, problem: null, todo: null },
      state,
      reading: undefined,
      unproven,
    }),
  );

test('what the cycle asks stands in the state, with the answers, and in the words of the terminal', (t) => {
  for (const [about, code, why] of [
    ['same', 'same-tire', 'as FL had when it was done'],
    ['axle', 'axle', 'and FL beside it had 12.0 psi'],
  ] as const) {
    const state = stateOf(about);
    const { question, headline } = shown(state);
    t.like(question, { code, tire: 'FR', other: 'FL' });
    t.is(question?.text, `FR: 37.6 psi, ${why}. Is the hose on FR? If not, move it`);
    t.deepEqual(
      question?.answers.map(({ order }) => order),
      ['next', 'stop'],
    );
    t.is(headline, question?.text ?? '');
    const event = {
      kind: 'which-tire',
      outlet: 0,
      tire: 1,
      about,
      other: 0,
      psi: 37.6,
      fromPsi: 37.6,
    } as const;
    t.is(eventText(event, state, 'psi'), `${question?.text}; if so, say next (n)`);
  }
});

test('nothing is asked while nothing runs, or nothing is odd', (t) => {
  t.is(shown(stateOf('same', false)).question, null);
  t.is(shown(newCycle(job, 0)).question, null);
});

test('a valve that a fault has left unproven is reported while nothing runs', (t) => {
  const reported =
    'nothing has shown that the fill valve shuts: no tire is called done before a pulse has shown it, or its reading has held for a minute';
  t.is(shown(newCycle(job, 0), [0]).unproven, reported);
  t.is(shown(stateOf('same'), [0]).unproven, null);
  t.is(shown(newCycle(job, 0)).unproven, null);
  const machine = new AirMachine({
    vehicle: VEHICLE,
    units: 'psi',
    plan: PLAN,
    holdToFill: false,
    port: 'sim:air-up',
    clock: systemClock,
    now: () => new Date(0),
    unproven: [0],
  });
  t.is(machine.state().unproven, reported);
  t.deepEqual(machine.unproven, [0], 'for the board, also when it is back');
});
