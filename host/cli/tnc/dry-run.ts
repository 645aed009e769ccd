import { printable } from '../../base/index.js';
import type { RadioProfile, ScriptLine } from '../../kenwood/index.js';
import { hex } from '../terminal/hex.js';
import type { Output } from '../terminal/output.js';

/** Shows the commands for the radio, with the exact bytes. */
export function showDryRun(
  out: Output,
  schema: string,
  profile: RadioProfile,
  script: readonly ScriptLine[],
): void {
  const lines = script.map(({ send, ...line }) => ({
    ...line,
    send: printable(send),
    hex: hex(send),
  }));
  out.result({
    schema,
    data: { dryRun: true, radio: profile.id, mode: null, steps: lines, elapsedMs: 0 },
    text: [
      'dry run: the port was opened, nothing was written',
      ...lines.flatMap(({ label, pauseMs, send, hex }) =>
        pauseMs === undefined ? [label, `    ${send}`, `    ${hex}`] : [`${label}: ${pauseMs} ms pause`],
      ),
    ],
  });
}
