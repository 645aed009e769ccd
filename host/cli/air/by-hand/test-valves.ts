import type { Command } from 'commander';
import {
  holdByHand,
  type NamedOutput,
  outputsOf,
  type PinMap,
  shutWhile,
} from '../../../../firmware/air-up/board/index.js';
import { DEFAULT_LIMITS, ratiometric, sensorFault, toPsi } from '../../../../firmware/air-up/cycle/index.js';
import { OnairError, suggest } from '../../../base/index.js';
import { changeCommand, examples } from '../../flags/flags.js';
import { connected } from '../../port/connect.js';
import type { Io } from '../../terminal/io.js';
import { Output } from '../../terminal/output.js';
import { agree } from '../agree.js';
import { BOARD_PORT, type BoardFlags, pinsFlag, readPins } from '../on-board.js';
import { duration } from '../plan/simulate.js';
import { byHand, type HandBoard } from './by-hand.js';

interface TestFlags extends BoardFlags {
  readonly for: number;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** Maximum time for which an output is on, ms. */
const LONGEST_MS = 1000;

/** One output that was on; `heard` is null if nobody was asked whether it clicked. */
interface TestedOutput {
  readonly output: string;
  readonly onMs: number;
  readonly heard: boolean | null;
}

/** `onair air test-valves`: switches each valve and the relay briefly, so that a person hears which is which. */
export function testValvesCommand(io: Io): Command {
  return testCommand('test-valves').action((names: readonly string[], flags: TestFlags) =>
    testValves(new Output(io, flags), io, names, flags),
  );
}

/** `onair air click`: the former name of `test-valves`. */
export function clickCommand(io: Io): Command {
  return testCommand('click').action((names: readonly string[], flags: TestFlags) => {
    const out = new Output(io, flags);
    out.warn('air click has a new name: onair air test-valves');
    return testValves(out, io, names, flags);
  });
}

function testCommand(name: string): Command {
  return pinsFlag(changeCommand(name, 'switch each valve and the relay on for a moment, one by one'))
    .argument('[output...]', 'hose.fill, hose.vent, relay; without: all')
    .option('--for <time>', 'how long each is on, at most 1s', duration, 300)
    .addHelpText('after', '\nThe hose must be off the tire, its end open: otherwise no valve moves.')
    .addHelpText(
      'after',
      examples(
        'onair air test-valves --port /dev/ttyUSB0',
        'onair air test-valves hose.vent --port /dev/ttyUSB0 --for 500ms',
      ),
    );
}

async function testValves(out: Output, io: Io, names: readonly string[], flags: TestFlags): Promise<void> {
  const pins = readPins(flags);
  const chosen = choose(names, outputsOf(pins));
  if (flags.for > LONGEST_MS) {
    throw new OnairError('bad-value', {
      message: `--for: ${flags.for} ms is too long for a test`,
      hint: `give at most ${LONGEST_MS}ms`,
    });
  }
  const plan = `on for ${flags.for} ms each: ${chosen.map(({ name }) => name).join(', ')}`;
  if (flags.dryRun) {
    const outputs = chosen.map(({ name }) => ({ output: name, onMs: 0, heard: null }));
    out.result({
      schema: 'air.test-valves@1',
      data: { dryRun: true, outputs },
      text: [plan, 'dry run: nothing was opened'],
    });
    return;
  }
  out.note(plan);
  await agree(io, flags, 'Is the hose off the tire, its end open, and you stand beside the valves?');
  const outputs = await connected({ io, out, flags, ...BOARD_PORT }, (connection) =>
    byHand(io, out, pins, connection, (hand) => clickAll(io, out, pins, flags, chosen, hand)),
  );
  report(out, outputs);
}

async function clickAll(
  io: Io,
  out: Output,
  pins: PinMap,
  flags: TestFlags,
  chosen: readonly NamedOutput[],
  { board, signal }: HandBoard,
): Promise<TestedOutput[]> {
  const clicked: TestedOutput[] = [];
  for (const { name, on } of chosen) {
    if (name !== 'relay') mustBeOpen(pins, on, board.read(), io.clock.now());
    out.note(`${name} …`);
    const onMs = Math.round(await holdByHand(board, on, { clock: io.clock, signal, forMs: flags.for }));
    const isAsked = io.confirm !== undefined && !flags.yes && !flags.json;
    const heard = isAsked ? await shutWhile(board, pins, io.clock, io.confirm(`Did ${name} click?`)) : null;
    signal.throwIfAborted(); // events since the last check
    clicked.push({ output: name, onMs, heard });
  }
  return clicked;
}

/** A valve moves only with no pressure behind it. @throws OnairError unsafe */
function mustBeOpen(
  pins: PinMap,
  { outlets }: NamedOutput['on'],
  reading: ReturnType<HandBoard['board']['read']>,
  nowMs: number,
): void {
  const index = outlets.findIndex(({ fill, vent }) => fill || vent);
  const name = pins.outlets[index]?.name ?? '';
  const sample = reading.outlets[index];
  // The sensor need not be calibrated yet: within its usual error an open hose is far below this.
  const calibration = ratiometric(150);
  const refuse = (what: string, hint: string): OnairError =>
    new OnairError('unsafe', { message: `${name}: ${what}; no valve was opened`, hint });
  if (!sample || nowMs - sample.atMs > DEFAULT_LIMITS.staleMs)
    throw refuse('its sensor does not report', 'check the sensor first: onair air watch');
  if (sensorFault(sample.ratio, calibration) !== undefined)
    throw refuse(
      `its sensor gives ${Math.round(sample.ratio * 100)} % of the supply, which is no pressure`,
      'check its three wires (wiring), then: onair air watch',
    );
  const psi = toPsi(sample.ratio, calibration);
  if (psi > DEFAULT_LIMITS.hoseOffPsi)
    throw refuse(
      `the sensor shows ${psi.toFixed(1)} psi`,
      'take the hose off the tire and leave its end open',
    );
}

function choose(names: readonly string[], all: readonly NamedOutput[]): readonly NamedOutput[] {
  if (names.length === 0) return all;
  const known = all.map(({ name }) => name);
  return names.map((typed) => {
    const found = all.find(({ name }) => name.toLowerCase() === typed.toLowerCase());
    if (found) return found;
    throw new OnairError('bad-value', {
      message: `there is no output "${typed}"`,
      hint: suggest(typed, known),
    });
  });
}

function report(out: Output, outputs: readonly TestedOutput[]): void {
  const silent = outputs.filter(({ heard }) => heard === false).map(({ output }) => output);
  if (silent.length > 0) {
    throw new OnairError('not-verified', {
      message: `not heard: ${silent.join(', ')}`,
      hint: 'measure at the coil while it clicks: no 12 V is the driver or its pin, 12 V and silence is the coil (wiring/README.md)',
      details: { outputs },
    });
  }
  out.result({
    schema: 'air.test-valves@1',
    data: { dryRun: false, outputs },
    text: outputs.map(({ output, onMs, heard }) =>
      out.done(`${output} was on for ${onMs} ms${heard ? ', and clicked' : ''}`),
    ),
  });
}
