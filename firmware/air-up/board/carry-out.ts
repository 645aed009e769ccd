import { OnairError } from '../../../host/base/index.js';
import {
  type Command,
  type CycleEvent,
  type CycleState,
  type CycleStep,
  type Job,
  type Measurements,
  step,
} from '../cycle/index.js';
import type { CycledBoard } from './air-up-board.js';
import { lightOf, linesOf, soundOf } from './components/show-state.js';
import type { PinMap } from './pins/pin-schema.js';

/** Called after every step of a cycle, with the measurements that it used. */
export type OnStep = (state: CycleState, events: readonly CycleEvent[], reading: Measurements) => void;

/** One step of the cycle on a board: reads, decides, moves the valves, and only then shows it. */
export function carryOut(
  board: CycledBoard,
  before: CycleState,
  commands: readonly Command[],
  nowMs: number,
  title?: string,
): CycleStep & { readonly reading: Measurements } {
  const { kind: stage } = before.stage;
  // A start while a job runs confirms the hose, and one in a fault is refused: neither clears a trip of the board.
  const isCleared = commands.some(
    ({ kind }) => (kind === 'start' && stage === 'waiting') || (kind === 'clear' && stage === 'fault'),
  );
  if (isCleared) board.clear();
  const reading = board.read();
  let taken = step(before, { reading, commands }, nowMs);
  try {
    board.write(taken.outputs);
  } catch (error) {
    if (!(error instanceof OnairError) || error.code !== 'port-lost') throw error;
    const lost = step(taken.state, { reading: board.read(), commands: [{ kind: 'link-lost' }] }, nowMs);
    taken = { ...lost, events: [...taken.events, ...lost.events] };
  }
  show(board, taken, title);
  return { ...taken, reading };
}

function show({ buzzer, led, screen }: CycledBoard, { state, events }: CycleStep, title?: string): void {
  led?.play(lightOf(state));
  const sound = soundOf(events);
  if (sound === 'silence') buzzer?.stop();
  else if (sound) buzzer?.play(sound);
  screen?.show(linesOf(state, title));
}

/** @throws OnairError bad-value for a job that needs what the pin map does not have */
export function checkWiring({ outlets, pump }: Job, pins: PinMap): void {
  const missing = (what: string, key: string): OnairError =>
    new OnairError('bad-value', {
      message: `the job needs ${what}, and the pin map has none`,
      hint: `name its pin in the pin map (${key}), or leave it out of the job`,
    });
  for (const [index, { hasVent }] of outlets.entries()) {
    const wired = pins.outlets[index];
    if (!wired) throw missing(`an outlet number ${index + 1}`, 'outlets');
    if (hasVent && wired.vent === undefined)
      throw missing(`a vent valve for ${wired.name}`, `outlets.${index}.vent`);
  }
  const { control } = pump;
  if ((control.kind === 'software' || control.relay) && pins.pump.relay === undefined)
    throw missing('a relay for the pump', 'pump.relay');
  if (control.kind === 'software' && pins.pump.supply === undefined)
    throw missing('a sensor at the line', 'pump.supply');
}
