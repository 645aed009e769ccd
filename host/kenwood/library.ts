/**
 * `onair/kenwood`: the TNC of a Kenwood radio, or any TNC 2, into KISS and back. Nothing here transmits.
 *
 *     link, profile ─▶ runStatus | runInit | runExit ─▶ report
 *
 * The simulated radios are {@link radioKinds}, for `openLink` of `onair/link`.
 */

export { type Confidence, type ErrorCode, type ErrorText, OnairError } from '../base/index.js';
export type { App, AppFile, AppSetup, AppText } from './apps/app.js';
export { apps, findApp } from './apps/index.js';
export { findProfile, radioProfiles } from './profiles/index.js';
export type {
  AskStep,
  ExitMode,
  FoundState,
  ProveKissStep,
  Quirk,
  RadioProfile,
  ScriptStep,
  StatusScript,
} from './profiles/profile.js';
export { readProfile } from './profiles/profile-file.js';
export type { KissProof } from './proof.js';
export type { ExitReport, InitReport, StepReport } from './session/report.js';
export { type RunOptions, runExit, runInit } from './session/runner.js';
export { gpsPortKind } from './sim/gps-port.js';
export { radioKinds } from './sim/kind.js';
export { runStatus, type StatusReport } from './status.js';
