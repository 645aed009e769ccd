import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from '../../wiring/generated.js';

/** `npm run wiring`: writes the drawings, guides, pin maps and JSON Schemas that are generated from the designs. */
for (const [path, text] of generatedFiles()) {
  const file = join('wiring', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
