import { OnairError } from '../../base/index.js';
import type { ChangeFlags } from '../flags/flags.js';
import type { Io } from './io.js';

/** Asks before anything is transmitted. @throws OnairError needs-yes, declined */
export function agreeToTransmit(io: Io, flags: ChangeFlags, question: string): Promise<void> {
  return agree(io, flags, question, 'nothing was transmitted');
}

/**
 * Asks before a device is changed; `--yes` confirms, and without a terminal to ask in it stops.
 * @throws OnairError needs-yes, declined
 */
export async function agree(
  io: Io,
  flags: ChangeFlags,
  question: string,
  undone = 'nothing was changed',
): Promise<void> {
  if (flags.yes) return;
  if (!io.confirm || flags.json) {
    throw new OnairError('needs-yes', {
      message: `can't ask for confirmation here, so ${undone}`,
      hint: hintFor(flags, 'the exact bytes'),
    });
  }
  if (!(await io.confirm(question))) {
    throw new OnairError('declined', {
      message: undone,
      hint: 'run the command again to continue',
    });
  }
}

/** What to do where nobody can be asked. @param shown by `--dry-run`, where the command has it */
export function hintFor({ dryRun }: ChangeFlags, shown: string): string {
  return `add --yes to go ahead${dryRun === undefined ? '' : `, or --dry-run to see ${shown}`}`;
}
