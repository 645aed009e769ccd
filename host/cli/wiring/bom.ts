import type { Command } from 'commander';
import { bomOf, csvOf, totalAmps } from '../../../wiring/export/index.js';
import { loadDesign } from '../../../wiring/node/index.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { table } from '../terminal/layout.js';
import { Output, type OutputFlags } from '../terminal/output.js';

interface BomFlags extends OutputFlags {
  readonly csv?: boolean;
}

/** `onair wiring bom`: what to buy. */
export function bomCommand(io: Io): Command {
  return command('bom', 'print what to buy for a wiring: parts with their ratings, wire, total current')
    .argument('<name>', 'name of a wiring, or a file of your own')
    .option('--csv', 'as CSV, for a spreadsheet')
    .addHelpText('after', examples('onair wiring bom compressor-relay', 'onair wiring bom air-up --csv'))
    .action((name: string, flags: BomFlags) => {
      const design = loadDesign(name);
      const parts = bomOf(design);
      if (flags.csv && !flags.json) {
        io.stdout.write(csvOf(parts));
        return;
      }
      const amps = totalAmps(design);
      new Output(io, flags).result({
        schema: 'wiring.bom@1',
        data: { name: design.name, parts, amps },
        text: [
          ...table(parts.map(({ count, part, look }) => [String(count), part, look])),
          ...amps.map((one) => `${one.source} gives ${one.amps} A with everything on`),
        ],
      });
    });
}
