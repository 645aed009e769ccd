import { printable } from '../../../base/index.js';
import { type Dialect, type FoundModule, type PlanStep, shownValue } from '../../../hc06/index.js';
import { formatLine } from '../../../link/index.js';
import { hex } from '../../terminal/hex.js';
import { table } from '../../terminal/layout.js';
import type { Output } from '../../terminal/output.js';

/** The plan, current and requested, before the question. */
export function showPlan(out: Output, found: FoundModule, plan: readonly PlanStep[]): void {
  out.note(
    `found ${found.version || 'a module'} at ${found.lineKnown ? formatLine(found) : 'an unknown rate'}`,
  );
  if (plan.length === 0) out.note('all settings are already so: nothing to write');
  else {
    const rows = plan.map(({ setting, from, to, command }) => [
      setting,
      from === undefined ? '(can’t be read)' : shownValue(from),
      to,
      command,
    ]);
    for (const line of table([['plan', 'now', 'wanted', 'command'], ...rows])) out.note(line);
  }
  for (const { remark } of plan) if (remark) out.warn(remark);
}

/** A step of a plan for `--json`, with the command as it goes to the module. */
export function planJson(
  { setting, from, to, command, takesEffect, otherWays }: PlanStep,
  { framing }: Dialect,
): Readonly<Record<string, unknown>> {
  return {
    setting,
    from: from ?? null,
    to,
    command,
    hex: hex(command + framing.commandEnd),
    takesEffect,
    ...(otherWays.length > 0 && { otherWays: otherWays.map((way) => way.command) }),
  };
}

/** One command for people: text, its end, and the bytes below. */
export function commandLines({ command }: Pick<PlanStep, 'command'>, { framing }: Dialect): string[] {
  const sent = command + framing.commandEnd;
  return [`then    ${printable(sent)}`, `        ${hex(sent)}`];
}
