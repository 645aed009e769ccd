import { OnairError } from '../base/index.js';
import { formatLine } from '../link/index.js';
import type { Dialect, ModuleLine } from './dialect.js';
import type { Dialogue } from './dialogue.js';
import type { PlanStep } from './plan.js';

/** Between two looks at a module whose power is awaited. */
const LOOK_MS = 300;

/** So often it must stay silent before its power counts as off: one answer may be lost. */
const SILENT_LOOKS = 2;

/** The settings of a plan that count only when the power was off and on. */
export function waitingForPower(plan: readonly PlanStep[]): PlanStep[] {
  return plan.filter(({ takesEffect }) => takesEffect === 'after-power-cycle');
}

/**
 * Waits until the module's power was off and on: it answers at its new parity, or, where it stays at its place, was
 * silent and answers again.
 * @throws OnairError not-verified when that does not happen within `limitMs`, port-lost, interrupted
 */
export async function waitForPowerCycle(
  dialogue: Dialogue,
  { alive }: Dialect,
  plan: readonly PlanStep[],
  limitMs: number,
): Promise<ModuleLine> {
  const { link, clock } = dialogue;
  const parity = waitingForPower(plan).find(({ setting }) => setting === 'parity')?.to;
  const before = link.line;
  const expected = { ...before, ...(parity !== undefined && { parity: parity as ModuleLine['parity'] }) };
  const moves = expected.parity !== before.parity;
  const until = clock.now() + limitMs;
  let silent = 0;
  await link.reconfigure(expected);
  while (clock.now() < until) {
    const { accepted } = await dialogue.ask(alive.command, alive.accepts);
    if (accepted && (moves || silent >= SILENT_LOOKS)) return expected;
    silent = accepted ? 0 : silent + 1;
    await dialogue.pause(LOOK_MS);
  }
  await link.reconfigure(before);
  throw new OnairError('not-verified', {
    message: `no power cycle within ${Math.round(limitMs / 1000)} s: the module does not answer at ${formatLine(expected)} after one`,
    hint: 'all was written. Switch the module off and on, then: onair hc06 probe',
  });
}

/**
 * Waits until the module that answered here was taken off: it is silent twice in a row.
 * @throws OnairError port-lost, interrupted
 */
export async function waitUntilGone(dialogue: Dialogue, { alive }: Dialect): Promise<void> {
  for (let silent = 0; silent < SILENT_LOOKS; ) {
    const { accepted } = await dialogue.ask(alive.command, alive.accepts);
    silent = accepted ? 0 : silent + 1;
    await dialogue.pause(LOOK_MS);
  }
}
