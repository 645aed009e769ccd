/** A design as guide, table, bill of materials and pin map. */
export { meterTable, solderTable } from './board-steps.js';
export { type BomRow, bomOf, csvOf, totalAmps } from './bom.js';
export { jointsCsv } from './csv.js';
export { guideOf } from './guide.js';
export { kicadOf } from './kicad.js';
export { withPins } from './pins.js';
export { connectionTable, type TableRow } from './table.js';
