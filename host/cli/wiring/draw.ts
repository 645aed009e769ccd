import type { Command } from 'commander';
import { drawDesign, drawStripboard } from '../../../wiring/draw/index.js';
import { loadDesign } from '../../../wiring/node/index.js';
import { OnairError } from '../../base/index.js';
import { saveFile } from '../files/save.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { Output, type OutputFlags } from '../terminal/output.js';

interface DrawFlags extends OutputFlags {
  readonly out: string;
  readonly stripboard?: boolean;
}

/** `onair wiring draw`: an SVG drawing for soldering. */
export function drawCommand(io: Io): Command {
  return command('draw', 'draw a wiring as SVG: boxes, wires in their colors, faces of the connectors')
    .argument('<name>', 'name of a wiring, or a file of your own')
    .requiredOption('--out <file>', 'file to write; an older one is replaced')
    .option('--stripboard', 'its stripboard in place of its wires: which leg goes into which hole')
    .addHelpText(
      'after',
      examples(
        'onair wiring draw tm-d700-bluetooth --out /tmp/radio.svg',
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
  const svg = flags.stripboard ? drawStripboard(design) : drawDesign(design);
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
    text: [out.done(`drawn into ${flags.out}: open it in a browser`)],
  });
}
