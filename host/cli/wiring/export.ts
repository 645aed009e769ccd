import type { Command } from 'commander';
import { jointsCsv, kicadOf } from '../../../wiring/export/index.js';
import type { Design } from '../../../wiring/model/index.js';
import { loadDesign } from '../../../wiring/node/index.js';
import { OnairError } from '../../base/index.js';
import { saveFile } from '../files/save.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { Output, type OutputFlags } from '../terminal/output.js';

const FORMATS: Readonly<Record<'kicad' | 'csv', (design: Design) => string>> = {
  kicad: kicadOf,
  csv: jointsCsv,
};

interface ExportFlags extends OutputFlags {
  readonly out: string;
  readonly kicad?: boolean;
  readonly csv?: boolean;
}

/** `onair wiring export`: a wiring for another program. */
export function exportCommand(io: Io): Command {
  return command('export', 'write a wiring for another program: KiCad, or a spreadsheet')
    .argument('<name>', 'name of a wiring, or a file of your own')
    .requiredOption('--out <file>', 'file to write; an older one is replaced')
    .option('--kicad', "KiCad's netlist: parts and nets; the PCB editor imports it")
    .option('--csv', 'every joint as a row: both ends, color, gauge, length')
    .addHelpText(
      'after',
      examples(
        'onair wiring export air-up --kicad --out /tmp/air-up.net',
        'onair wiring export air-up --csv --out /tmp/air-up.csv',
      ),
    )
    .action((name: string, flags: ExportFlags) => write(io, name, flags));
}

async function write(io: Io, name: string, flags: ExportFlags): Promise<void> {
  const formats = (['kicad', 'csv'] as const).filter((one) => flags[one]);
  const [format] = formats;
  if (!format || formats.length > 1) {
    throw new OnairError('bad-value', {
      message: format ? '--kicad and --csv are two files' : 'in which format?',
      hint: 'give one of --kicad and --csv',
    });
  }
  const design = loadDesign(name);
  const text = FORMATS[format](design);
  saveFile(flags.out, text, { flag: '--out' });
  const out = new Output(io, flags);
  out.result({
    schema: 'wiring.export@1',
    data: { name: design.name, format, file: flags.out, bytes: Buffer.byteLength(text) },
    text: [out.done(`written to ${flags.out}`)],
  });
}
