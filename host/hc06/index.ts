/** Modules that are sold as HC-06: probe, plan, apply, verify. */
export { type Applied, type ApplyResult, applyPlan, type Proof } from './apply.js';
export {
  type BatchItem,
  isNumbered,
  type JournalEntry,
  labelOf,
  nameOf,
  readJournal,
  uniquePin,
} from './batch.js';
export { type Dialect, SETTINGS, type SettingName } from './dialect.js';
export { DIALECTS } from './dialects/index.js';
export { linvor } from './dialects/linvor.js';
export { Dialogue } from './dialogue.js';
export { testEcho } from './echo.js';
export { LOOSE_LINES } from './framing.js';
export type { SeenLine } from './places.js';
export { type PlanStep, planSettings, planWarnings } from './plan.js';
export { waitForPowerCycle, waitUntilGone } from './power.js';
export { type FoundModule, type ProbeOptions, probe } from './probe.js';
export { readAddress, readBefore, verifySettings } from './readings.js';
export {
  type RequestedSettings,
  type RequestedText,
  readBaud,
  readParity,
  readRequested,
} from './requested-settings.js';
export { type RescueCause, rescueCases, stepsByHand } from './rescue.js';
export { readSeen, writeSeen } from './seen.js';
