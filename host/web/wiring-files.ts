import { drawDesign, drawStripboard } from '../../wiring/draw/index.js';
import { guideOf } from '../../wiring/export/index.js';
import { designNames, loadDesign, loadFigures } from '../../wiring/node/index.js';
import { check, RULES } from '../../wiring/rules/index.js';
import { drawSchematic } from '../../wiring/schematic/index.js';
import type { WiringGuides } from './app/wiring/wiring-guides.js';

/** Guides, drawings and findings of every design, as files of the site: name and text. */
export function wiringFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const designs = designNames().map((name) => {
    const design = loadDesign(name);
    files.set(`drawing-${name}.svg`, drawDesign(design));
    for (const [index, svg] of drawSchematic(design).entries())
      files.set(`drawing-${name}-schematic-${index + 1}.svg`, svg);
    if (design.file.stripboard) files.set(`drawing-${name}-stripboard.svg`, drawStripboard(design));
    return {
      name,
      title: design.file.title,
      guide: guideOf(design, loadFigures(name)),
      findings: check(design),
    };
  });
  const guides: WiringGuides = { rules: RULES.length, designs };
  files.set('wiring.json', JSON.stringify(guides));
  return files;
}
