import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { TEMPLATE } from '../../../wiring/model/index.js';
import { messageOf, OnairError } from '../../base/index.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { Output, type OutputFlags } from '../terminal/output.js';

interface NewFlags extends OutputFlags {
  readonly save?: string;
}

/** `onair wiring new`: a file to begin your own wiring with. */
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
  try {
    await writeFile(save, TEMPLATE, { flag: 'wx' });
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new OnairError('bad-value', {
      message: isThere
        ? `${save} exists, and is left as it is`
        : `--save: can't write ${save}: ${messageOf(error)}`,
      hint: isThere ? 'take another name' : 'take a file in a folder that exists and that you may write to',
    });
  }
  out.result({
    schema: 'wiring.new@1',
    data: { file: save, text: TEMPLATE },
    text: [out.done(`written to ${save}; then: onair wiring check ${save}`)],
  });
}
