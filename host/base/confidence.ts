/**
 * How sure a fact about a device is, the surest first, with the words for it. Every SOURCES.md uses this scale: `maker`
 * is a maker's document, a standard or the program's own source; `several` are independent reports that agree;
 * `derived` follows from a relative of the device, or from other facts.
 */
export const CONFIDENCE = {
  measured: 'measured',
  maker: "by its maker's document",
  several: 'several sources',
  one: 'one source',
  derived: 'derived',
  guess: 'a guess',
} as const;

/** How sure a fact is. */
export type Confidence = keyof typeof CONFIDENCE;
