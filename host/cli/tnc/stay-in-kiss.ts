import { shellWord } from '../../base/index.js';
import { EXIT_MODES, type KeepEvent, keepInKiss, type RunOptions } from '../../kenwood/index.js';
import { opener } from '../port/hold-radio.js';
import type { Io } from '../terminal/io.js';
import type { Output } from '../terminal/output.js';
import type { Chosen } from './right-radio.js';

/** Keeps the radio in KISS; Ctrl-C ends it normally. However it ends, a line reports the state of the radio. */
export async function stayInKiss(
  io: Io,
  out: Output,
  { connection, profile }: Chosen,
  options: RunOptions & { readonly checkMs: number },
): Promise<void> {
  const { signal, link } = connection;
  let last: KeepEvent['kind'] | undefined;
  out.note('holding the radio in KISS; stop with Ctrl-C');
  try {
    await keepInKiss({
      ...options,
      signal,
      profile,
      open: opener(connection),
      onEvent: (event) => {
        last = event.kind;
        printEvent(out, event);
      },
    });
  } catch (error) {
    if (last === undefined) throw error;
    const back = `onair tnc exit --port ${shellWord(link.portName)} brings it back to ${EXIT_MODES[profile.exitMode]}`;
    out.aside({
      schema: 'tnc.kept@2',
      data: { event: 'ended', state: LEFT_IN[last].state },
      text: [`${LEFT_IN[last].text}; ${back}`],
    });
    if (!io.signal.aborted) throw error; // --timeout, or an error that persists
  }
}

/** The known state of the radio at the end, by its last event. */
const LEFT_IN = {
  ready: { state: 'kiss', text: 'the radio stays in KISS' },
  left: { state: 'unknown', text: 'the radio was on its way back into KISS: it may be half way' },
  lost: { state: 'unknown', text: 'the link is lost: the radio is in KISS, unless its power was off' },
} as const satisfies Record<KeepEvent['kind'], { readonly state: string; readonly text: string }>;

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
        text: [`no longer in KISS: it sent "${event.heard}". Bringing it back …`],
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
