/** The TNC of a radio, into KISS and back. Nothing here transmits. */
export type { AppFile } from './apps/app.js';
export { findApp } from './apps/index.js';
export { profileFor } from './find-model.js';
export { findRate } from './find-rate.js';
export { type KeepEvent, keepInKiss } from './keep-in-kiss.js';
export type { ExitMode, FoundState, RadioProfile } from './profile.js';
export { readProfile } from './profile-file.js';
export { profileText } from './profile-text.js';
export { findProfile, radioProfiles } from './profiles/index.js';
export { tmD700 } from './profiles/tm-d700.js';
export type { KissProof } from './proof.js';
export type { InitReport, StepReport } from './report.js';
export { EXIT_MODES, type RunOptions, runExit, runInit } from './runner.js';
export { type ScriptLine, scriptOf } from './script.js';
export { EVIDENCE, runStatus } from './status.js';
export { watchKiss } from './watch.js';
