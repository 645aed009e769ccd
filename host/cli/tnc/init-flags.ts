import type { Command } from 'commander';
import { wholeSeconds } from '../flags/times.js';
import type { KissInit } from '../port/hold-radio.js';
import { agree } from '../terminal/agree.js';
import type { Io } from '../terminal/io.js';
import { bandFlag, type RadioFlags, radioFlag, radioOf, valuesOf } from './radio-flags.js';

/** Flags of commands that may put the radio into KISS. */
export interface InitFlags extends RadioFlags {
  readonly init?: boolean;
  readonly check: number;
  readonly json?: boolean;
  readonly yes?: boolean;
}

/** Adds `--init` and its related flags. */
export function initFlags(command: Command): Command {
  return bandFlag(
    radioFlag(
      command.option('--init', 'bring the radio into KISS first, and again when it has left; it stays there'),
    ),
  ).option(
    '--check <time>',
    'with --init: after so long a silence ask (a number alone is s)',
    wholeSeconds(0, 86_400),
    60,
  );
}

/**
 * Checks the request of `--init`; a `--radio` or `--band` that is wrong is refused without it, too.
 * @throws OnairError bad-value, needs-yes, declined
 */
export async function askedInit(io: Io, flags: InitFlags): Promise<KissInit | undefined> {
  const profile = radioOf(flags);
  const values = valuesOf(flags, profile);
  if (!flags.init) return undefined;
  await agree(io, flags, `Bring the ${profile.title} into KISS?`);
  return { profile, values, checkMs: flags.check * 1000 };
}
