import { packagePath, readUserFile } from '../../../host/base/node/index.js';
import { type PinMap, parsePins } from '../board/pins/index.js';

/** The maps that come with the package, by name. */
export const PIN_MAPS = { hose: 'air-up-uno.yaml', manifold: 'air-up-uno-manifold.yaml' } as const;

/** Reads a pin map; default: that of an Uno with one hose. @throws OnairError bad-value */
export function loadPins(path = bundledPins('hose')): PinMap {
  const hint = 'take one of wiring/pins as a beginning';
  return parsePins(readUserFile(path, { what: 'the pin map', hint }), path);
}

/** Path of a map that comes with the package. */
export function bundledPins(name: keyof typeof PIN_MAPS): string {
  return packagePath('wiring', 'pins', PIN_MAPS[name]);
}
