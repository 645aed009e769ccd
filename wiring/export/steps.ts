import type { DesignFile } from '../model/design-shape.js';
import { loadDesign } from '../model/load.js';

/**
 * What a person does and measures to build a design of the package, in order, for a guided walk.
 * @throws OnairError bad-value with the nearest name
 */
export function guideSteps(design: string): DesignFile['steps'] {
  return loadDesign(design).file.steps;
}
