import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { madeFiles } from '../../wiring/made.js';

/** `npm run wiring`: writes drawings, guides, pin maps and the JSON Schema anew from the designs. */
for (const [path, text] of madeFiles()) {
  const file = join('wiring', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
