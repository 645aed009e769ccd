/**
 * How sure a fact about a device is, the surest first, and what the word means. It is the scale of every SOURCES.md:
 * `maker` is a maker's document, a standard or the program's own source; `several` are reports that do not depend on
 * each other and agree; `derived` follows from a relative of the device, or from other facts.
 */
export const CONFIDENCE = {
  measured: 'measured',
  maker: "by its maker's document",
  several: 'several sources',
  one: 'one source',
  derived: 'derived',
  guess: 'a guess',
} as const;

export type Confidence = keyof typeof CONFIDENCE;
