/**
 * `onair/hc06`: modules that are sold as HC-06, of every known family.
 *
 *     link ─▶ Dialogue ─▶ probe ─▶ planSettings ─▶ applyPlan
 *
 * The simulated module is {@link hc06Kind}, for `openLink` of `onair/link`.
 */

export { type Confidence, type ErrorCode, type ErrorText, OnairError } from '../base/index.js';
export { type Applied, type ApplyResult, applyPlan, type Proof } from './apply.js';
export {
  type Dialect,
  type Effect,
  type ModuleLine,
  type Question,
  type Readback,
  SETTINGS,
  type Setting,
  type SettingName,
  type Values,
  type Way,
} from './dialect.js';
export { DIALECTS } from './dialects/index.js';
export { type Answer, type AskOptions, Dialogue } from './dialogue.js';
export type { Framing } from './framing.js';
export type { SeenLine, Where } from './places.js';
export { type PlannedCommand, type PlanStep, planSettings, planWarnings } from './plan.js';
export { type FoundModule, type ProbeOptions, type ProbeProgress, probe } from './probe.js';
export { readBefore } from './readings.js';
export { type RequestedSettings, type RequestedText, readRequested } from './requested-settings.js';
export { hc06Kind } from './sim/kind.js';
