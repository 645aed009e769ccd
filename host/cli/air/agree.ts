import { OnairError } from '../../base/index.js';
import type { ChangeFlags } from '../flags/flags.js';
import { agree as agreeToChange, hintFor } from '../terminal/agree.js';
import type { Io } from '../terminal/io.js';

/** Asks before air moves, so that a stray command fills no tire. @throws OnairError needs-yes, declined */
export async function agree(io: Io, flags: ChangeFlags, question: string): Promise<void> {
  try {
    await agreeToChange(io, flags, question);
  } catch (error) {
    if (!(error instanceof OnairError) || error.code !== 'needs-yes') throw error;
    throw new OnairError('needs-yes', {
      message: "can't ask for confirmation here, so nothing was opened",
      hint: hintFor(flags, 'the plan'),
    });
  }
}
