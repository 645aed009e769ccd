/** Modules that are sold as HC-06: probe, plan, apply, verify. */

export {
  type BatchItem,
  isNumbered,
  type JournalEntry,
  labelOf,
  nameOf,
  readJournal,
  uniquePin,
} from './batch.js';
export { type Dialect, SETTING_WORDS, SETTINGS, type SettingName, type Values } from './dialects/dialect.js';
export { DIALECTS } from './dialects/index.js';
export { linvor } from './dialects/linvor.js';
export { Dialogue } from './dialogue/dialogue.js';
export { LOOSE_LINES } from './dialogue/framing.js';
export { testEcho } from './probe/echo-test.js';
export { type FoundModule, type ProbeOptions, probe } from './probe/probe.js';
export type { RecentLine } from './probe/rate-search.js';
export { readRecentLines, writeRecentLines } from './probe/recent-lines.js';
export { type RescueCase, type RescueCause, rescueCases, stepsByHand } from './rescue.js';
export { type Applied, type ApplyResult, applyPlan, type SettingProof } from './settings/apply.js';
export { type Compared, compareSettings } from './settings/compare.js';
export {
  isApartFromData,
  isDataLineUnknown,
  type PlanStep,
  planSettings,
  planWarnings,
} from './settings/plan.js';
export type { AbsenceOptions } from './settings/power-cycle.js';
export { waitForPowerCycle, waitUntilGone } from './settings/power-cycle.js';
export { readAddress, readBefore, readDataLine, verifySettings } from './settings/readings.js';
export {
  type RequestedSettings,
  type RequestedText,
  readBaud,
  readParity,
  readRequested,
} from './settings/requested-settings.js';
export { shownValue } from './settings/value.js';
