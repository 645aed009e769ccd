import { Draw } from './draw.js';
import { KINDS } from './kinds.js';
import type { Line } from './part.js';

/** The same lines on every machine. */
const SEED = 20_261_129;

/** Where a line says nothing of its sender's program. */
const DESTINATIONS = ['APZ001', 'APRS', 'APK102', 'APDR16', 'APRX29'] as const;

/** Every line once. */
export function corpus(): Line[] {
  const draw = new Draw(SEED);
  const lines = new Map<string, Line>();
  for (const { name, lines: wanted, asSent, make } of KINDS) {
    const before = lines.size;
    while (lines.size < before + wanted) {
      const { to = draw.pick(DESTINATIONS), text, facts } = make(draw);
      lines.set(`${to} ${text}`, { from: draw.call(), to, text, facts, kind: name, asSent });
    }
  }
  return [...lines.values()];
}
