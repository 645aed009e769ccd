import { checkYaml } from '../../../../host/base/yaml/index.js';
import { BOARDS } from './boards.js';
import { checkPins } from './pin-rules.js';
import { keysAt, type PinMap, pinShape } from './pin-schema.js';

/** Parses a pin map. @throws OnairError bad-value with file:line:column */
export function parsePins(text: string, file: string): PinMap {
  const checked = checkYaml(text, file, pinShape, keysAt, 'the maps in wiring/pins');
  const pins = { ...checked.value, model: BOARDS[checked.value.board] };
  const wrong = checkPins(pins);
  if (wrong) throw checked.error(wrong.path, wrong.message, wrong.hint);
  return pins;
}
