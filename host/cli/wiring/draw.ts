import type { Command } from 'commander';
import { drawDesign, drawStripboard } from '../../../wiring/draw/index.js';
import type { Design } from '../../../wiring/model/index.js';
import { loadDesign } from '../../../wiring/node/index.js';
import { drawSchematic } from '../../../wiring/schematic/index.js';
import { OnairError } from '../../base/index.js';
import { saveFile } from '../files/save.js';
import { command, examples, wholeNumber } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { Output, type OutputFlags } from '../terminal/output.js';

interface DrawFlags extends OutputFlags {
  readonly out: string;
  readonly stripboard?: boolean;
  readonly schematic?: boolean;
  readonly sheet: number;
}

/** `onair wiring draw`: an SVG drawing for soldering. */
export function drawCommand(io: Io): Command {
  return command('draw', 'draw a wiring as SVG: boxes, wires in their colors, faces of the connectors')
    .argument('<name>', 'name of a wiring, or a file of your own')
    .requiredOption('--out <file>', 'file to write; an older one is replaced')
    .option('--stripboard', 'its stripboard in place of its wires: which leg goes into which hole')
    .option('--schematic', 'its schematic: symbols by function, joined by the names of nets')
    .option('--sheet <n>', 'sheet of the schematic, from 1', wholeNumber(1, 99), 1)
    .addHelpText(
      'after',
      examples(
        'onair wiring draw tm-d700-bluetooth --out /tmp/radio.svg',
        'onair wiring draw air-up --schematic --sheet 2 --out /tmp/air-up-2.svg',
        'onair wiring draw air-up --stripboard --out /tmp/board.svg',
      ),
    )
    .action((name: string, flags: DrawFlags) => draw(io, name, flags));
}

async function draw(io: Io, name: string, flags: DrawFlags): Promise<void> {
  const design = loadDesign(name);
  if (flags.stripboard && !design.file.stripboard) {
    throw new OnairError('bad-value', {
      message: `--stripboard: ${design.name} has no stripboard`,
      hint: 'air-up has one; without --stripboard its wires are drawn',
    });
  }
  const { svg, more } = drawn(design, flags);
  if (!/\.svg$/i.test(flags.out)) {
    throw new OnairError('bad-value', {
      message: `--out: ${flags.out} would be an SVG without its ending`,
      hint: `for example --out ${name.replace(/.*[/\\]|\.ya?ml$/g, '')}.svg`,
    });
  }
  saveFile(flags.out, svg, { flag: '--out' });
  const out = new Output(io, flags);
  out.result({
    schema: 'wiring.draw@1',
    data: { file: flags.out, bytes: Buffer.byteLength(svg) },
    text: [out.done(`drawn into ${flags.out}: open it in a browser${more}`)],
  });
}

/** The drawing that the flags want, and which sheets there are besides. */
function drawn(design: Design, flags: DrawFlags): { readonly svg: string; readonly more: string } {
  if (!flags.schematic) {
    if (flags.sheet > 1) {
      throw new OnairError('bad-value', {
        message: '--sheet: only a schematic has sheets',
        hint: `add --schematic: onair wiring draw ${design.name} --schematic --sheet ${flags.sheet} --out FILE.svg`,
      });
    }
    return { svg: flags.stripboard ? drawStripboard(design) : drawDesign(design), more: '' };
  }
  if (flags.stripboard) {
    throw new OnairError('bad-value', {
      message: '--schematic and --stripboard are two drawings',
      hint: 'give one of them, and call it again for the other',
    });
  }
  const sheets = drawSchematic(design);
  const svg = sheets[flags.sheet - 1];
  if (svg === undefined) {
    throw new OnairError('bad-value', {
      message: `--sheet: the schematic of ${design.name} has no sheet ${flags.sheet}`,
      hint: `--sheet 1 to ${sheets.length}`,
    });
  }
  return {
    svg,
    more: sheets.length === 1 ? '' : `; it is sheet ${flags.sheet} of ${sheets.length} (--sheet)`,
  };
}
