import type { Command } from 'commander';
import { connectionTable } from '../../../wiring/export/index.js';
import { loadDesign } from '../../../wiring/node/index.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { table } from '../terminal/layout.js';
import { Output, type OutputFlags } from '../terminal/output.js';

/** `onair wiring table`: from - to, a line for each connection. */
export function tableCommand(io: Io): Command {
  return command('table', 'print every joint of a wiring: from, to, with what')
    .argument('<name>', 'name of a wiring, or a file of your own')
    .addHelpText('after', examples('onair wiring table bench', 'onair wiring table air-up --json'))
    .action((name: string, flags: OutputFlags) => {
      const design = loadDesign(name);
      const joints = connectionTable(design);
      new Output(io, flags).result({
        schema: 'wiring.table@1',
        data: { name: design.name, joints },
        text: table([
          ['from', 'to', 'with', 'note'],
          ...joints.map((row) => [row.from, row.to, row.with, row.note]),
        ]),
      });
    });
}
