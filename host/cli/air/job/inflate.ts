import type { Command } from 'commander';
import type { JobKind } from '../../../../firmware/air-up/cycle/index.js';
import { examples, portCommand } from '../../flags/flags.js';
import type { Io } from '../../terminal/io.js';
import { ATTENDED, linkWaitFlag, pinsFlag } from '../on-board.js';
import { bareTireFlag, jobFlags, vehicleFlags } from './job-flags.js';
import { logFlags } from './log-flags.js';
import { type RunFlags, runJob } from './run-job.js';

interface Verb {
  readonly kind: JobKind;
  readonly summary: string;
  readonly examples: readonly string[];
}

const VERBS = {
  inflate: {
    kind: 'inflate',
    summary: 'air tires up to their targets, by itself',
    examples: [
      'onair air inflate --port /dev/ttyUSB0 --tire FL=38 --tire FR=38 --max 50',
      'onair air inflate --port /dev/ttyUSB0 --vehicle example:jeep --preset street',
      'onair air inflate --tire FL=2.6bar --max 3.5bar --dry-run',
    ],
  },
  deflate: {
    kind: 'deflate',
    summary: 'let air out of tires down to their targets',
    examples: ['onair air deflate --port /dev/ttyUSB0 --tire FL=12 --max 50'],
  },
  hold: {
    kind: 'hold',
    summary: 'air up and keep at the target, until stopped',
    examples: ['onair air hold --port /dev/ttyUSB0 --tire FL=30 --max 50 --dry-run'],
  },
} as const satisfies Readonly<Record<string, Verb>>;

/** `onair air inflate`, `deflate` and `hold`: the jobs that move air. */
export const inflateCommand = (io: Io): Command => moving(io, 'inflate', VERBS.inflate);
/** `air deflate`: down to the target. */
export const deflateCommand = (io: Io): Command => moving(io, 'deflate', VERBS.deflate);
/** `air hold`: up to the target, and kept there until stopped. */
export const holdCommand = (io: Io): Command => moving(io, 'hold', VERBS.hold);

function moving(io: Io, name: string, { kind, summary, examples: lines }: Verb): Command {
  return logFlags(linkWaitFlag(pinsFlag(jobFlags(portCommand(name, summary)))))
    .option('--dry-run', 'show the plan and open nothing')
    .option('--yes', 'do not ask before air moves')
    .option('--attended', ATTENDED)
    .addHelpText('after', '\nWhile it runs: q or Ctrl-C stop, space emergency stop, n next (the hose is on).')
    .addHelpText('after', examples(...lines))
    .action((flags: RunFlags) => runJob(io, flags, kind));
}

/** `onair air leak-test`: only reads; waits until the air has cooled, then watches. */
export function leakTestCommand(io: Io): Command {
  return logFlags(
    linkWaitFlag(
      pinsFlag(
        bareTireFlag(
          vehicleFlags(
            portCommand('leak-test', 'wait until a tire is cool, then watch whether it loses air'),
          ),
        ),
      ),
    ),
  )
    .option('--max <pressure>', 'maximum on the sidewall')
    .addHelpText(
      'after',
      examples(
        'onair air leak-test --port /dev/ttyUSB0 --tire FL --max 50',
        'onair air leak-test --port /dev/ttyUSB0 --vehicle example:jeep --tire FL',
      ),
    )
    .action((flags: RunFlags) => runJob(io, flags, 'leak-test'));
}
