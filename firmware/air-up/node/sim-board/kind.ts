import { airUpKindWith } from '../../sim-board/index.js';
import { bundledPins, loadPins } from '../pin-files.js';

/**
 * The simulated air-up board: `sim:air-up?tires=FL=12,FR=14&break=hose-off@20`; its pin map is a file on this computer.
 */
export const airUpKind = airUpKindWith({ bundled: (name) => loadPins(bundledPins(name)), file: loadPins });
