import { CONFIDENCE } from '../../base/index.js';
import { profileText, type RadioProfile, radioProfiles } from '../../kenwood/index.js';
import type { Io } from '../terminal/io.js';
import { table } from '../terminal/layout.js';
import { Output, type OutputFlags } from '../terminal/output.js';
import { radioOf } from './radio-flags.js';

/** Flags of `tnc radios`. */
export interface RadiosFlags extends OutputFlags {
  readonly radio?: string;
  readonly yaml?: boolean;
}

/** `onair tnc radios`: lists the known radios, or shows one in detail. */
export function showRadios(io: Io, flags: RadiosFlags): void {
  const out = new Output(io, flags);
  const chosen = flags.radio === undefined ? undefined : radioOf({ radio: flags.radio });
  const listed = chosen ? [chosen] : [...radioProfiles.values()];
  out.result({
    schema: 'tnc.radios@2',
    data: { radios: listed.map(facts), ...(chosen && { yaml: profileText(chosen) }) },
    text: chosen
      ? flags.yaml
        ? profileText(chosen).trimEnd().split('\n')
        : describe(chosen)
      : table(listed.map(({ id, title, aliases }) => [id, title, aliases.join(', ')])),
  });
}

function facts({ id, aliases, title, line, handshake, values, escapeC, quirks }: RadioProfile): object {
  return { id, aliases, title, line, handshake, values, escapeC, quirks };
}

function describe({ title, line, handshake, escapeC, quirks, byHand }: RadioProfile): string[] {
  return [
    title,
    `  speeds: ${line.speeds.join(', ')}; ${line.defaultSpeed} when new`,
    `  handshake: ${handshake.kind}. ${handshake.remark}`,
    `      ${handshake.source} (${CONFIDENCE[handshake.confidence]})`,
    `  C sent as DB 43: ${escapeC.default ? 'yes' : 'no'}. ${escapeC.remark}`,
    `      ${escapeC.source}`,
    `  by hand: ${byHand}`,
    ...quirks.flatMap(({ what, source, confidence }) => [
      `  ${what}`,
      `      ${source} (${CONFIDENCE[confidence]})`,
    ]),
  ];
}
