import type { Command } from 'commander';
import { loadDesign } from '../../../wiring/node/index.js';
import { claimsOf, deckOf } from '../../../wiring/spice/index.js';
import { saveFile } from '../files/save.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { Output, type OutputFlags } from '../terminal/output.js';

interface SpiceFlags extends OutputFlags {
  readonly out?: string;
}

/** `onair wiring spice`: a wiring as a circuit for ngspice. */
export function spiceCommand(io: Io): Command {
  return command('spice', 'print a wiring as a circuit for ngspice, with what it must show')
    .argument('<name>', 'name of a wiring, or a file of your own')
    .option('--out <file>', 'write it to a file for ngspice -b; an older one is replaced')
    .addHelpText(
      'after',
      examples('onair wiring spice bench-5v', 'onair wiring spice air-up --out /tmp/air-up.cir'),
    )
    .action((name: string, flags: SpiceFlags) => write(io, name, flags));
}

async function write(io: Io, name: string, flags: SpiceFlags): Promise<void> {
  const design = loadDesign(name);
  const claims = claimsOf(design);
  const deck = deckOf(design, claims);
  const out = new Output(io, flags);
  if (flags.out !== undefined) saveFile(flags.out, deck, { flag: '--out' });
  out.result({
    schema: 'wiring.spice@1',
    data: {
      name: design.name,
      ...(flags.out === undefined ? { circuit: deck } : { file: flags.out }),
      claims: claims.map(({ name: claim, says, unit, atLeast, atMost, cases, seed }) => ({
        name: claim,
        says,
        unit,
        atLeast,
        atMost,
        cases: cases.map(({ at }) => at),
        mistake: seed.mistake,
      })),
    },
    text:
      flags.out === undefined
        ? deck.trimEnd().split('\n')
        : [
            out.done(`written to ${flags.out}; then: ngspice -b ${flags.out}`),
            ...claims.map(({ says }) => `  ${says}`),
          ],
  });
}
