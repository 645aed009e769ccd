import type { Finding } from '../../../wiring/rules/index.js';
import type { Output } from '../terminal/output.js';

const COLORS = { error: 'red', warning: 'yellow', doubt: 'cyan' } as const;

/** Findings for people: what, where, and the remedy, or why it is accepted. */
export function findingLines(out: Output, findings: readonly Finding[]): string[] {
  return findings.flatMap(({ severity, rule, where, message, remedy, reason }) => [
    `${out.paint(COLORS[severity], `${severity}:`)} ${message}`,
    `  at ${where} (${rule})`,
    reason === undefined ? `  remedy: ${remedy}` : `  accepted because: ${reason}`,
  ]);
}
