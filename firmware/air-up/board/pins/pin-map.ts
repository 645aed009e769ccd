import { readFileSync } from 'node:fs';
import { messageOf, OnairError } from '../../../../host/base/error.js';
import { packagePath } from '../../../../host/base/node/package-path.js';
import { checkYaml } from '../../../../host/base/yaml.js';
import { BOARDS } from './boards.js';
import { checkPins } from './pin-rules.js';
import { keysAt, type PinMap, pinShape } from './pin-schema.js';

/** Reads a pin map from text. @throws OnairError bad-value with file:line:column */
export function parsePins(text: string, file: string): PinMap {
  const checked = checkYaml(text, file, pinShape, keysAt, 'the maps in wiring/pins');
  const pins = { ...checked.value, model: BOARDS[checked.value.board] };
  const wrong = checkPins(pins);
  if (wrong) throw checked.error(wrong.path, wrong.message, wrong.hint);
  return pins;
}

/** The maps that come with the package, by name. */
export const PIN_MAPS = { hose: 'air-up-uno.yaml', manifold: 'air-up-uno-manifold.yaml' } as const;

/** Reads a pin map; without a path that of an Uno with one hose. @throws OnairError bad-value */
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
