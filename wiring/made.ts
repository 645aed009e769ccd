import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { packagePath } from '../host/package-path.js';
import { drawDesign } from './draw/svg.js';
import { designShape } from './model/design-shape.js';
import { designNames, loadDesign } from './model/load.js';
import { guideOf } from './tell/guide.js';
import { withPins } from './tell/pins.js';

/** Pin maps and the designs that their numbers come from. */
const PIN_MAPS = { 'air-up-uno.yaml': 'air-up', 'air-up-uno-manifold.yaml': 'air-up-manifold' } as const;

/** Every file under wiring/ that is made from the designs, by its path there, as it should be now. */
export function madeFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const name of designNames()) {
    const design = loadDesign(name);
    files.set(`drawings/${name}.svg`, drawDesign(design));
    files.set(`guides/${name}.md`, guideOf(design));
  }
  for (const [map, name] of Object.entries(PIN_MAPS)) {
    const text = readFileSync(packagePath('wiring', 'pins', map), 'utf8');
    files.set(`pins/${map}`, withPins(text, loadDesign(name)));
  }
  files.set(
    'design.schema.json',
    `${JSON.stringify(z.toJSONSchema(designShape, { io: 'input' }), undefined, 2)}\n`,
  );
  return files;
}
