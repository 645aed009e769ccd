/** The TNC of a radio, into KISS and back. Nothing here transmits. */
export type { AppFile } from './apps/app.js';
export { findApp } from './apps/index.js';
export { findRate } from './find-rate.js';
export { type KeepEvent, keepInKiss } from './keep-in-kiss.js';
export { profileFor } from './profiles/find-model.js';
export { findProfile, radioProfiles } from './profiles/index.js';
export type { ExitMode, FoundState, RadioProfile } from './profiles/profile.js';
export { readProfile } from './profiles/profile-file.js';
export { profileText } from './profiles/profile-text.js';
export { tmD700 } from './profiles/tm-d700.js';
export type { KissProof } from './proof.js';
export type { InitReport, StepReport } from './session/report.js';
export { EXIT_MODES, type RunOptions, runExit, runInit } from './session/runner.js';
export { type ScriptLine, scriptOf } from './session/script.js';
export { EVIDENCE, runStatus } from './status.js';
export { watchKiss } from './watch.js';
