import type { Command } from 'commander';
import { nearest, OnairError } from '../../base/index.js';
import { SYMBOLS } from '../../packet/aprs/symbols/index.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { table } from '../terminal/layout.js';
import { Output, type OutputFlags } from '../terminal/output.js';

/** `onair aprs symbols`: the names that `--symbol` accepts. */
export function symbolsVerb(io: Io): Command {
  return command('symbols', 'list the symbols and their names')
    .argument('[word]', 'only those with this word in their name')
    .addHelpText('after', examples('onair aprs symbols', 'onair aprs symbols truck --json'))
    .action((word: string | undefined, flags: OutputFlags) => {
      const symbols = SYMBOLS.filter(({ name }) => name.toLowerCase().includes(word?.toLowerCase() ?? ''));
      if (symbols.length === 0) throw unknownWord(word ?? '');
      new Output(io, flags).result({
        schema: 'aprs.symbols@1',
        data: { symbols: symbols.map(({ symbol, name }) => ({ symbol, name })) },
        text: table(symbols.map(({ symbol, name }) => [symbol, name])),
      });
    });
}

function unknownWord(word: string): OnairError {
  const words = SYMBOLS.flatMap(({ name }) => name.toLowerCase().split(/[^a-z]+/)).filter(Boolean);
  const near = nearest(word.toLowerCase(), words);
  return new OnairError('bad-value', {
    message: `no symbol has "${word}" in its name`,
    hint:
      near === undefined
        ? 'onair aprs symbols lists all'
        : `did you mean ${near}? onair aprs symbols lists all`,
  });
}
