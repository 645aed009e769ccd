import type { Command } from 'commander';
import { TEMPLATE } from '../../../wiring/model/index.js';
import { saveNewFile } from '../files/save.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { Output, type OutputFlags } from '../terminal/output.js';

interface NewFlags extends OutputFlags {
  readonly save?: string;
}

/** `onair wiring new`: prints a template for your own wiring. */
export function newCommand(io: Io): Command {
  return command('new', 'print a wiring to begin your own with')
    .option('--save <file>', 'write it to a new file')
    .addHelpText('after', examples('onair wiring new', 'onair wiring new --save /tmp/my-wiring.yaml'))
    .action((flags: NewFlags) => begin(io, flags));
}

async function begin(io: Io, flags: NewFlags): Promise<void> {
  const out = new Output(io, flags);
  const { save } = flags;
  if (save === undefined) {
    out.result({ schema: 'wiring.new@1', data: { text: TEMPLATE }, text: [TEMPLATE.trimEnd()] });
    return;
  }
  saveNewFile(save, TEMPLATE, { flag: '--save' });
  out.result({
    schema: 'wiring.new@1',
    data: { file: save, text: TEMPLATE },
    text: [out.done(`written to ${save}; then: onair wiring check ${save}`)],
  });
}
