import type { Command } from 'commander';
import { designNames, loadDesign } from '../../../wiring/node/index.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { table } from '../terminal/layout.js';
import { Output, type OutputFlags } from '../terminal/output.js';

/** `onair wiring list`: the wirings in the package. */
export function listCommand(io: Io): Command {
  return command('list', 'list the wirings that come with onair')
    .addHelpText('after', examples('onair wiring list', 'onair wiring list --json'))
    .action((flags: OutputFlags) => {
      const designs = designNames().map((name) => {
        const { file } = loadDesign(name);
        return { name, title: file.title, about: file.about.trim() };
      });
      new Output(io, flags).result({
        schema: 'wiring.list@1',
        data: { designs },
        text: table(designs.map(({ name, title }) => [name, title])),
      });
    });
}
