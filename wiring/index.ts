/**
 * `onair/wiring`: what is soldered to what, as data: read, checked by rules, drawn.
 *
 *     name or file ─▶ loadDesign ─▶ check | drawDesign | connectionTable | bomOf | guideOf
 */
export { type ErrorCode, type ErrorText, OnairError } from '../host/base/error.js';
export type { Path } from '../host/base/yaml.js';
export { drawDesign } from './draw/svg.js';
export { type BomRow, bomOf, csvOf } from './export/bom.js';
export { guideOf } from './export/guide.js';
export { connectionTable, type TableRow } from './export/table.js';
export type { Circuit, Leg } from './model/circuit.js';
export type { Design, Joint, Part, Pin } from './model/design.js';
export type { DesignFile, Pipe, Wire } from './model/design-shape.js';
export type { Kind, PinKind } from './model/kind.js';
export { designNames, loadDesign, readDesign } from './model/load.js';
export type { Net, Nets } from './model/nets.js';
export { check, RULES } from './rules/check.js';
export type { Finding, Found, Rule, Severity, Wiring } from './rules/rule.js';
