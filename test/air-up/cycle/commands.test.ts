import test from 'ava';
import { applyCommands } from '../../../firmware/air-up/cycle/commands.js';
import type { CycleEvent } from '../../../firmware/air-up/cycle/events.js';
import { FAULTS } from '../../../firmware/air-up/cycle/faults.js';
import type { Command } from '../../../firmware/air-up/cycle/input.js';
import { type CycleState, newCycle, type Stage } from '../../../firmware/air-up/cycle/state.js';
import { deepFreeze, job } from './rig.js';

const STAGES: Readonly<Record<Stage['kind'], Stage>> = {
  waiting: { kind: 'waiting' },
  running: { kind: 'running', sinceMs: 0 },
  ended: { kind: 'ended', reason: 'done', atMs: 5 },
  fault: { kind: 'fault', fault: { code: 'leak', reason: 'a nail', atMs: 5 } },
};

function doing(
  stage: Stage['kind'],
  ...commands: readonly Command[]
): { state: CycleState; events: CycleEvent[] } {
  const events: CycleEvent[] = [];
  const before = deepFreeze({ ...newCycle(job(26), 0), stage: STAGES[stage] });
  return { state: applyCommands(before, commands, 100, events), events };
}

/** What each command makes of each stage, and which events it causes. */
const TABLE: Readonly<Record<Command['kind'], Readonly<Record<Stage['kind'], string>>>> = {
  start: { waiting: 'running', running: 'running', ended: 'ended', fault: 'fault refused' },
  next: { waiting: 'waiting', running: 'running', ended: 'ended', fault: 'fault' },
  stop: { waiting: 'ended finished', running: 'ended finished', ended: 'ended', fault: 'fault' },
  'emergency-stop': { waiting: 'fault fault', running: 'fault fault', ended: 'ended', fault: 'fault' },
  'link-lost': { waiting: 'fault fault', running: 'fault fault', ended: 'ended', fault: 'fault' },
  'lease-tripped': { waiting: 'waiting', running: 'fault fault', ended: 'ended', fault: 'fault' },
  target: {
    waiting: 'waiting target',
    running: 'running target',
    ended: 'ended target',
    fault: 'fault target',
  },
  clear: { waiting: 'waiting', running: 'running', ended: 'ended', fault: 'waiting cleared' },
  'hold-on': { waiting: 'waiting', running: 'running', ended: 'ended', fault: 'fault' },
  'let-go': { waiting: 'waiting', running: 'running', ended: 'ended', fault: 'fault' },
};

for (const kind of Object.keys(TABLE) as Command['kind'][]) {
  test(`${kind} in every stage`, (t) => {
    const act: Command = kind === 'target' ? { kind, tire: 0, psi: 30 } : { kind };
    for (const stage of Object.keys(STAGES) as Stage['kind'][]) {
      const { state, events } = doing(stage, act);
      const heard = [state.stage.kind, ...events.map((event) => event.kind)].join(' ');
      t.is(heard, TABLE[kind][stage], stage);
    }
  });
}

test('a fault keeps its first reason through every command but clear', (t) => {
  for (const kind of [
    'start',
    'next',
    'stop',
    'emergency-stop',
    'link-lost',
    'lease-tripped',
    'hold-on',
    'let-go',
  ] as const) {
    t.deepEqual(doing('fault', { kind }).state.stage, STAGES.fault);
  }
});

test('commands are carried out in their order', (t) => {
  t.is(doing('fault', { kind: 'clear' }, { kind: 'start' }).state.stage.kind, 'running');
  t.is(doing('fault', { kind: 'start' }, { kind: 'clear' }).state.stage.kind, 'waiting');
  const { state } = doing('waiting', { kind: 'start' }, { kind: 'emergency-stop' }, { kind: 'link-lost' });
  t.is(state.stage.kind === 'fault' && state.stage.fault.code, 'emergency-stop');
});

test('a stop gives every tire that is not done its end', (t) => {
  t.deepEqual(
    doing('running', { kind: 'stop' }).state.tires.map(({ outcome }) => outcome),
    ['stopped'],
  );
});

test('a clear gives a tire new tries and new time, and reads it again', (t) => {
  const worn = { ...newCycle(job(26), 0), stage: STAGES.fault };
  const tires = worn.tires.map((tire) => ({ ...tire, tries: 20, activeMs: 9e9, valveCycles: 20 }));
  const state = applyCommands(deepFreeze({ ...worn, tires }), [{ kind: 'clear' }], 100, []);
  t.like(state.tires[0], { tries: 0, activeMs: 0, valveCycles: 20 });
  t.deepEqual(state.outlets[0]?.phase, { kind: 'hose', waitsSinceMs: 100, sinceMs: 100, seenOff: true });
});

test('a new target is held to the limits of the tire', (t) => {
  for (const [psi, taken] of [
    [4, true],
    [35, true],
    [3.99, false],
    [35.01, false],
    [0, false],
    [-5, false],
    [Number.NaN, false],
    [Number.POSITIVE_INFINITY, false],
  ] as const) {
    const { state, events } = doing('running', { kind: 'target', tire: 0, psi });
    t.is(state.tires[0]?.targetPsi, taken ? psi : 26, `${psi}`);
    t.is(events[0]?.kind, taken ? 'target' : 'refused', `${psi}`);
  }
  const { state, events } = doing('running', { kind: 'target', tire: 7, psi: 30 });
  t.deepEqual([state.tires.length, events.length], [1, 0]);
});

test('every fault says what is wrong and what to do', (t) => {
  for (const { title, todo } of Object.values(FAULTS)) t.true(title.length > 10 && todo.length > 20);
});
