import type { Command } from 'commander';
import { holdByHand, outputsOf } from '../../../../firmware/air-up/board/index.js';
import {
  DEFAULT_LIMITS,
  type Measurements,
  ratiometric,
  toPsi,
} from '../../../../firmware/air-up/cycle/index.js';
import { OnairError } from '../../../base/index.js';
import { changeCommand, examples } from '../../flags/flags.js';
import { connected } from '../../port/connect.js';
import type { Io } from '../../terminal/io.js';
import { Output } from '../../terminal/output.js';
import { agree } from '../agree.js';
import { BOARD_PORT, type BoardFlags, pinsFlag, readPins } from '../on-board.js';
import { duration } from '../plan/simulate.js';
import { byHand } from './by-hand.js';

interface SwitchFlags extends BoardFlags {
  readonly atMost: number;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** What reported that the pump has stopped. */
type Witness = 'switch' | 'person';

/** Maximum time that the pump may run unattended here, ms. */
const LONGEST_MS = 600_000;

/** `onair air switch-test`: runs the pump against a shut line until its pressure switch cuts the current. */
export function switchTestCommand(io: Io): Command {
  return pinsFlag(changeCommand('switch-test', 'let the pump fill the shut line until its switch stops it'))
    .option('--at-most <time>', 'give up, pump off, after this time', duration, 180_000)
    .addHelpText(
      'after',
      '\nAll valves stay shut. Where the switch has no second contact on the board, press a key when the' +
        '\npump stops. Stand by, and take the fuse out if it does not: the relief valve must blow first.',
    )
    .addHelpText(
      'after',
      examples('onair air switch-test --port /dev/ttyUSB0', 'onair air switch-test --port sim:air-up --yes'),
    )
    .action((flags: SwitchFlags) => switchTest(io, flags));
}

async function switchTest(io: Io, flags: SwitchFlags): Promise<void> {
  const out = new Output(io, flags);
  const pins = readPins(flags);
  const relay = outputsOf(pins).find(({ name }) => name === 'relay');
  const hasContact = pins.pump.switch !== undefined;
  if (!relay || (!hasContact && !io.keys)) {
    throw new OnairError('bad-usage', {
      message: relay
        ? 'the switch has no contact on the board, and there is no terminal to press a key at'
        : 'the pin map has no relay for the pump, so nothing here can start it',
      hint: relay
        ? 'run it at a terminal, and press a key when the pump stops'
        : 'start the pump by hand, and see whether it stops by itself at the upper pressure of its switch',
    });
  }
  if (flags.atMost > LONGEST_MS)
    throw new OnairError('bad-value', {
      message: '--at-most: too long for a pump against a shut line',
      hint: 'give at most 10min',
    });
  const plan = `the pump runs against the shut line, ${Math.round(flags.atMost / 1000)} s at most`;
  if (flags.dryRun) {
    out.result({
      schema: 'air.switch-test@1',
      data: { dryRun: true },
      text: [plan, 'dry run: nothing was switched on'],
    });
    return;
  }
  out.note(plan);
  await agree(io, flags, 'Is the relief valve in the line, every tap shut, and your hand near the fuse?');
  const result = await connected({ io, out, flags, ...BOARD_PORT }, (connection) =>
    byHand(io, out, pins, connection, async ({ board, signal }) => {
      if (board.read().switchClosed === false) {
        throw new OnairError('not-verified', {
          message:
            'the switch is open already: the line is full, or its contact is not wired as the pin map says',
          hint: 'let air out of the line until the switch closes, and run it again',
        });
      }
      let by: Witness | undefined;
      let linePsi = Number.NaN;
      const release = hasContact
        ? undefined
        : io.keys?.(() => {
            by = 'person';
          });
      out.note(hasContact ? 'the pump runs …' : 'the pump runs; press a key when it stops …');
      try {
        const openedAfterMs = await holdByHand(board, relay.on, {
          clock: io.clock,
          signal,
          forMs: flags.atMost,
          enough: () => {
            const reading = board.read();
            linePsi = lineOf(reading, io.clock.now());
            if (linePsi > DEFAULT_LIMITS.linePsi) throw tooHigh(linePsi);
            if (reading.switchClosed === false) by = 'switch';
            return by !== undefined;
          },
        });
        return { by, openedAfterMs: Math.round(openedAfterMs), linePsi };
      } finally {
        release?.();
      }
    }),
  );
  if (!result.by) {
    throw new OnairError('stopped-for-safety', {
      message: `the switch did not open within ${Math.round(flags.atMost / 1000)} s; the pump is off`,
      hint: 'a leak, a weak pump, or a switch that does not open: check a gauge in the line before you try a longer --at-most',
      details: { openedAfterMs: null },
    });
  }
  const psi = Number.isNaN(result.linePsi) ? null : Math.round(result.linePsi * 10) / 10;
  out.result({
    schema: 'air.switch-test@1',
    data: { dryRun: false, by: result.by, openedAfterMs: result.openedAfterMs, linePsi: psi },
    text: [
      out.done(
        `the ${result.by === 'switch' ? 'switch opened' : 'pump stopped'} after ${(result.openedAfterMs / 1000).toFixed(1)} s${psi === null ? '' : ` at ${psi} psi`}`,
      ),
    ],
  });
}

/** NaN if the line has no sensor, or it is silent. */
function lineOf({ supply }: Measurements, nowMs: number): number {
  if (!supply || nowMs - supply.atMs > DEFAULT_LIMITS.staleMs) return Number.NaN;
  return toPsi(supply.ratio, ratiometric(150));
}

function tooHigh(psi: number): OnairError {
  return new OnairError('stopped-for-safety', {
    message: `the line is at ${psi.toFixed(0)} psi, and the switch has not opened; the pump is off`,
    hint: 'the switch is stuck or set too high: mend it before anything else runs',
  });
}
