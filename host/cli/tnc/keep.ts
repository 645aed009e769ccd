import { type KeepEvent, keepInKiss, type RadioProfile, type RunOptions } from '../../kenwood/index.js';
import type { Connection } from '../port/connect.js';
import { opener } from '../port/hold-radio.js';
import type { Io } from '../terminal/io.js';
import type { Output } from '../terminal/output.js';

/** Stays and keeps the radio in KISS; Ctrl-C is the ordinary end and leaves it there. */
export async function stay(
  io: Io,
  out: Output,
  connection: Connection,
  profile: RadioProfile,
  options: RunOptions & { readonly checkMs: number },
): Promise<void> {
  const { signal } = connection;
  out.note('holding the radio in KISS; stop with Ctrl-C');
  try {
    await keepInKiss({
      ...options,
      signal,
      profile,
      open: opener(connection),
      onEvent: (event) => printEvent(out, event),
    });
  } catch (error) {
    if (!io.signal.aborted) throw error;
  }
}

function printEvent(out: Output, event: KeepEvent): void {
  switch (event.kind) {
    case 'ready': {
      const { steps: _steps, ...report } = event.report;
      out.event({
        schema: 'tnc.kept@2',
        data: { event: 'ready', ...report },
        text: [out.done(`in KISS after ${report.elapsedMs} ms; found in state: ${report.foundState}`)],
      });
      return;
    }
    case 'left':
      out.event({
        schema: 'tnc.kept@2',
        data: { event: 'left', heard: event.heard },
        text: [`no longer in KISS: it says "${event.heard}". Back into it …`],
      });
      return;
    case 'lost': {
      const { error, retryMs } = event;
      out.event({
        schema: 'tnc.kept@2',
        data: { event: 'lost', code: error.code, message: error.message, hint: error.hint, retryMs },
        text: [`${error.message}. Next try in ${retryMs / 1000} s`],
      });
    }
  }
}
