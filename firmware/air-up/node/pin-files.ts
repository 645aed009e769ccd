import { readFileSync } from 'node:fs';
import { messageOf, OnairError } from '../../../host/base/index.js';
import { packagePath } from '../../../host/base/node/index.js';
import { type PinMap, parsePins } from '../board/pins/index.js';

/** The maps that come with the package, by name. */
export const PIN_MAPS = { hose: 'air-up-uno.yaml', manifold: 'air-up-uno-manifold.yaml' } as const;

/** Reads a pin map; default: that of an Uno with one hose. @throws OnairError bad-value */
export function loadPins(path = bundledPins('hose')): PinMap {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new OnairError('bad-value', {
      message: `can't read the pin map ${path}: ${messageOf(error)}`,
      hint: 'take one of wiring/pins as a beginning',
    });
  }
  return parsePins(text, path);
}

/** Path of a map that comes with the package. */
export function bundledPins(name: keyof typeof PIN_MAPS): string {
  return packagePath('wiring', 'pins', PIN_MAPS[name]);
}
