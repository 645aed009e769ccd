/**
 * How sure a fact about a device is. `several-sources`: independent programs or manuals agree; `one-source`: a single
 * one says so; `inferred`: it follows from a relative of the device or from reasoning.
 */
export type Confidence = 'several-sources' | 'one-source' | 'inferred';
