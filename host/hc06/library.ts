/**
 * `onair/hc06`: modules that are sold as HC-06, of every known family.
 *
 *     link ─▶ Dialogue ─▶ probe ─▶ planSettings ─▶ applyPlan
 *
 * The simulated module is {@link hc06Kind}, for `openLink` of `onair/link`.
 */

export { type Confidence, type ErrorCode, type ErrorText, OnairError } from '../base/index.js';
export {
  type Dialect,
  type Effect,
  type ModuleLine,
  type ModuleQuery,
  type Readback,
  SETTINGS,
  type Setting,
  type SettingName,
  type Values,
  type Way,
} from './dialects/dialect.js';
export { DIALECTS } from './dialects/index.js';
export type { Answer, AskOptions } from './dialogue/answer.js';
export { Dialogue } from './dialogue/dialogue.js';
export type { Framing } from './dialogue/framing.js';
export { type FoundModule, type ProbeOptions, type ProbeProgress, probe } from './probe/probe.js';
export type { RecentLine, SearchScope } from './probe/rate-search.js';
export { type Applied, type ApplyResult, applyPlan, type SettingProof } from './settings/apply.js';
export { type PlannedCommand, type PlanStep, planSettings, planWarnings } from './settings/plan.js';
export { readBefore } from './settings/readings.js';
export { type RequestedSettings, type RequestedText, readRequested } from './settings/requested-settings.js';
export { hc06Kind } from './sim/kind.js';
