import type { DesignFile } from '../model/design-shape.js';
import { loadDesign } from '../model/load.js';

/**
 * The steps to build a design of the package, with what to measure, in order; for the guided setup.
 * @throws OnairError bad-value with the nearest name
 */
export function guideSteps(design: string): DesignFile['steps'] {
  return loadDesign(design).file.steps;
}
