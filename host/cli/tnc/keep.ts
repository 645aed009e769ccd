import type { KeepEvent } from '../../kenwood/keep.js';
import { keepInKiss } from '../../kenwood/keep.js';
import type { RadioProfile } from '../../kenwood/profile.js';
import type { RunOptions } from '../../kenwood/runner.js';
import type { Connection } from '../connect.js';
import type { Io } from '../io.js';
import type { Output } from '../output.js';

/** Stays and holds the radio in KISS; Ctrl-C is the ordinary end and leaves it there. */
export async function stay(
  io: Io,
  out: Output,
  { link, signal, reopen }: Connection,
  profile: RadioProfile,
  options: RunOptions & { readonly checkMs: number },
): Promise<void> {
  let first = true;
  const open = async (): ReturnType<typeof reopen> => {
    if (!first) return reopen();
    first = false;
    return link;
  };
  out.note('holding the radio in KISS; stop with Ctrl-C');
  try {
    await keepInKiss({ ...options, signal, profile, open, onEvent: (event) => tell(out, event) });
  } catch (error) {
    if (!io.signal.aborted) throw error;
  }
}

function tell(out: Output, event: KeepEvent): void {
  switch (event.kind) {
    case 'ready': {
      const { steps: _steps, ...report } = event.report;
      out.event({
        schema: 'tnc.kept@1',
        data: { event: 'ready', ...report },
        text: [out.done(`in KISS after ${report.elapsedMs} ms; found in state: ${report.foundState}`)],
      });
      return;
    }
    case 'left':
      out.event({
        schema: 'tnc.kept@1',
        data: { event: 'left', heard: event.heard },
        text: [`no longer in KISS: it says "${event.heard}". Back into it …`],
      });
      return;
    case 'lost': {
      const { error, retryMs } = event;
      out.event({
        schema: 'tnc.kept@1',
        data: { event: 'lost', code: error.code, message: error.message, hint: error.hint, retryMs },
        text: [`${error.message}. Next try in ${retryMs / 1000} s`],
      });
    }
  }
}
