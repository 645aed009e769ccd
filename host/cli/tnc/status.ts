import { EVIDENCE, type FoundState, runStatus, type StepReport } from '../../kenwood/index.js';
import type { PortFlags } from '../flags/flags.js';
import { type LineFlags, lineOf } from '../flags/line-flags.js';
import { connected } from '../port/connect.js';
import { radioPort } from '../port/radio-port.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { type RadioFlags, radioOf } from './radio-flags.js';

/** Flags of `tnc status`. */
export interface StatusFlags extends PortFlags, LineFlags, RadioFlags {}

const STATES: Readonly<Record<Exclude<FoundState, 'unknown'>, string>> = {
  'radio-control': 'radio control has the port',
  'command-line': 'the TNC is at its prompt',
  kiss: 'the TNC is in KISS',
};

/** Meaning of the radio's answers. */
const REPORTED: Readonly<Record<string, (value: string) => string>> = {
  mode: (value) =>
    `mode of the TNC: ${value} (${{ '0': 'off', '1': 'APRS', '2': 'packet' }[value] ?? 'not known'})`,
  band: (value) => `band for data: ${value === '0' ? 'A' : 'B'}`,
  myCall: (value) => `MYCALL of the TNC: ${value}`,
  hbaud: (value) => `rate on the air: ${value}`,
};

/** `onair tnc status`. */
export async function showStatus(io: Io, flags: StatusFlags): Promise<void> {
  const out = new Output(io, flags);
  const profile = radioOf(flags);
  const line = (port: string): ReturnType<typeof lineOf> => lineOf(flags, port);
  await connected({ io, out, flags, line, ...radioPort(out) }, async ({ link, signal }) => {
    const onStep = (step: StepReport): void =>
      out.detail(`${step.label}: ${step.sent} -> ${step.heard} (${step.elapsedMs} ms)`);
    const report = await runStatus(link, profile, { clock: io.clock, signal, onStep });
    out.result({
      schema: 'tnc.status@2',
      data: { ...report },
      text: [
        out.done(`${profile.title}: ${STATES[report.state]}`),
        `how that is known: ${EVIDENCE[report.evidence]}`,
        ...Object.entries(report.reported).map(
          ([name, value]) => REPORTED[name]?.(value) ?? `${name}: ${value}`,
        ),
      ],
    });
  });
}
