/**
 * `onair/wiring`: wirings as data: read, checked by rules, drawn.
 *
 *     name or file ─▶ loadDesign ─▶ check | drawDesign | connectionTable | bomOf | guideOf
 */
export { type ErrorCode, type ErrorText, OnairError } from '../host/base/index.js';
export type { Path } from '../host/base/yaml/index.js';
export { drawDesign } from './draw/index.js';
export { type BomRow, bomOf, connectionTable, csvOf, guideOf, type TableRow } from './export/index.js';
export type {
  Circuit,
  Design,
  DesignFile,
  Joint,
  Kind,
  Leg,
  Net,
  Nets,
  Part,
  Pin,
  PinKind,
  Pipe,
  Wire,
} from './model/index.js';
export { designNames, loadDesign, readDesign } from './node/index.js';
export {
  check,
  type Finding,
  type Found,
  RULES,
  type Rule,
  type Severity,
  type Wiring,
} from './rules/index.js';
export type { Figure } from './spice/index.js';
