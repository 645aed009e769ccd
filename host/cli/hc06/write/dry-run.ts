import { OnairError } from '../../../base/index.js';
import {
  DIALECTS,
  type Dialect,
  linvor,
  type PlanStep,
  planSettings,
  planWarnings,
  type RequestedSettings,
} from '../../../hc06/index.js';
import type { Output } from '../../terminal/output.js';
import { commandLines, planJson } from './show-plan.js';

/** The commands that a dialect would get, or why it can't. */
type Possible =
  | { readonly dialect: Dialect; readonly plan: readonly PlanStep[] }
  | { readonly dialect: Dialect; readonly cannot: string };

/**
 * Shows the bytes for every family, because nothing is sent to find out which one it is. The classic one comes first;
 * the others are listed if their bytes differ.
 * @throws OnairError bad-value when no family can do it
 */
export function showDryRun(out: Output, wanted: RequestedSettings): void {
  const all = DIALECTS.map((dialect) => possible(wanted, dialect));
  const able = all.flatMap((each) => ('plan' in each ? [each] : []));
  const first = able.find(({ dialect }) => dialect === linvor) ?? able[0];
  if (!first) planSettings(wanted, linvor, undefined); // throws the reason
  if (!first) return;
  for (const warning of planWarnings(first.plan, undefined)) out.warn(warning);
  const bytes = (each: (typeof able)[number]): string => JSON.stringify(jsonOf(each.plan, each.dialect));
  const others = able.filter((each) => bytes(each) !== bytes(first));
  out.result({
    schema: 'hc06.set@2',
    data: {
      dryRun: true,
      plan: jsonOf(first.plan, first.dialect),
      applied: [],
      verified: false,
      baudRate: null,
      elapsedMs: 0,
      dialect: first.dialect.id,
      otherDialects: all
        .filter(({ dialect }) => dialect !== first.dialect)
        .map((each) =>
          'plan' in each
            ? { dialect: each.dialect.id, plan: jsonOf(each.plan, each.dialect) }
            : { dialect: each.dialect.id, cannot: each.cannot },
        ),
    },
    text: [
      'dry run: the port was opened, nothing was written',
      'first   AT+VERSION at each rate until a module answers',
      ...first.plan.flatMap((step) => commandLines(step, first.dialect)),
      'each in one burst, without CR or LF; what holds already is left out',
      ...others.flatMap(({ dialect, plan }) => [
        `if it is ${dialect.title}:`,
        ...plan.flatMap((step) => commandLines(step, dialect)),
      ]),
    ],
  });
}

function possible(wanted: RequestedSettings, dialect: Dialect): Possible {
  try {
    return { dialect, plan: planSettings(wanted, dialect, undefined) };
  } catch (error) {
    if (!(error instanceof OnairError)) throw error;
    return { dialect, cannot: error.message };
  }
}

function jsonOf(plan: readonly PlanStep[], dialect: Dialect): readonly unknown[] {
  return plan.map((step) => planJson(step, dialect));
}
