import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { packagePath } from '../host/base/node/index.js';
import { drawDesign, drawStripboard } from './draw/index.js';
import { guideOf, withPins } from './export/index.js';
import { designShape, kindsShape } from './model/index.js';
import { designNames, loadDesign, loadFigures } from './node/index.js';
import { drawSchematic } from './schematic/index.js';

/** Pin maps, and the design that each takes its numbers from. */
const PIN_MAPS = {
  'air-up-uno.yaml': 'air-up',
  'air-up-uno-one-contact.yaml': 'air-up-one-contact',
  'air-up-uno-manifold.yaml': 'air-up-manifold',
  'air-up-mega.yaml': 'air-up-mega',
  'air-up-mega-bluetooth.yaml': 'air-up-mega-bluetooth',
} as const;

/** Every file under wiring/ that is generated from the designs: its path there and its text. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const name of designNames()) {
    const design = loadDesign(name);
    files.set(`drawings/${name}.svg`, drawDesign(design));
    for (const [index, svg] of drawSchematic(design).entries())
      files.set(`drawings/${name}-schematic-${index + 1}.svg`, svg);
    if (design.file.stripboard) files.set(`drawings/${name}-stripboard.svg`, drawStripboard(design));
    files.set(`guides/${name}.md`, guideOf(design, loadFigures(name)));
  }
  for (const [map, name] of Object.entries(PIN_MAPS)) {
    const text = readFileSync(packagePath('wiring', 'pins', map), 'utf8');
    files.set(`pins/${map}`, withPins(text, loadDesign(name)));
  }
  files.set('design.schema.json', schemaText(designShape));
  files.set('parts.schema.json', schemaText(kindsShape));
  files.set('README.md', withDesigns(readFileSync(packagePath('wiring', 'README.md'), 'utf8')));
  return files;
}

/** The JSON Schema of the files that people write: keys with a default are optional. */
const schemaText = (schema: z.ZodType): string =>
  `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), undefined, 2)}\n`;

const LIST = /(<!-- designs: [^\n]*-->\n)[\s\S]*?(<!-- end of designs -->)/;

/** README.md with the list of designs. */
function withDesigns(page: string): string {
  const rows = designNames().map(
    (name) => `| [${name}](guides/${name}.md) | ${loadDesign(name).file.title} |`,
  );
  const list = ['', '| | |', '|---|---|', ...rows, '', ''].join('\n');
  return page.replace(LIST, (_, begin: string, end: string) => begin + list + end);
}
