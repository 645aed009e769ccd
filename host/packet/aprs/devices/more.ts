/** Maker and model as the register has them; a model may be missing, a maker unknown. */
export type RegisteredDevice = readonly [key: string, vendor: string, model: string];

/** Destinations that the register of that date does not have. */
export const MORE_TOCALLS: readonly RegisteredDevice[] = [
  ['APZONA', '', 'onair'], // ours, not registered
  ['APGRW?', '', 'graywolf'], // aprs-deviceid, 2026-06
];

/** Suffixes that it does not have: aprs-deviceid of 2026-06, and mic-e-types of APRS 1.2. */
export const MORE_MIC_E: readonly RegisteredDevice[] = [
  ['_6', 'Yaesu', 'FTX-1'],
  ['/v', '', 'Argent'],
  ['\\v', '', 'HamHUD'],
  [':4', 'SCS', 'P4dragon DR-7400'],
  [':8', 'SCS', 'P4dragon DR-7800'],
];

/**
 * Makers who are known by the letter before the last one, which is then the version: `Mv` of mic-e-types, where the
 * register has the `v` itself (`*v`). A slash (Argent) is no such letter here: S5/9 is a signal report.
 */
export const MIC_E_MAKERS: readonly RegisteredDevice[] = [
  ['*', 'KissOZ', 'Tracker'],
  ['^', 'HinzTec', 'anyfrog'],
  ['\\', '', 'HamHUD'],
];
