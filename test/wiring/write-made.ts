import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { madeFiles } from '../../wiring/made.js';

/** `npm run wiring`: writes the drawings, guides, pin maps and JSON Schemas that are made from the designs. */
for (const [path, text] of madeFiles()) {
  const file = join('wiring', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
