import { Command, CommanderError, InvalidArgumentError, type Option } from 'commander';
import { OnairError, suggest } from '../base/index.js';
import { version } from '../base/node/index.js';
import { examples } from './flags/flags.js';
import { hintForNoun, hintForSlip } from './meant.js';
import { NOUNS } from './nouns.js';
import type { Io } from './terminal/io.js';
import { widthOf } from './terminal/layout.js';
import { Output } from './terminal/output.js';

/**
 * Runs one command line.
 * @returns the exit code: 0 done, else see EXIT_CODES in error.ts
 */
export async function main(typed: readonly string[], io: Io): Promise<number> {
  const argv = typed[0] === 'help' ? [...typed.slice(1), '--help'] : typed;
  const out = new Output(io, { json: argv.includes('--json'), verbose: argv.includes('--verbose') });
  try {
    const program = await programFor(argv, io);
    await program.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0; // --help and --version have printed everything
      return out.failure(usageError(error, argv));
    }
    return out.failure(error);
  }
}

/** The program, with only the requested noun loaded, so that help and errors appear immediately. */
async function programFor(argv: readonly string[], io: Io): Promise<Command> {
  const program = new Command('onair')
    .description('Radio Bluetooth and compressor toolkit: HC-06 in a TM-D700, KISS and APRS')
    .version(version(), '--version', 'print the version')
    .helpCommand(false)
    .addHelpText(
      'after',
      examples(
        'onair sim demo',
        'onair setup tm-d700 --simulate',
        'onair hc06 probe --port /dev/ttyUSB0',
        'onair hc06 set --port sim:hc06 --name TM-D700 --pin 4321',
        'onair tnc init --port /dev/rfcomm0 --radio tm-d700',
      ),
    );
  const wanted = argv.find((word) => !word.startsWith('-'));
  for (const noun of NOUNS) {
    if (noun.name === wanted) program.addCommand((await noun.load())(io, (words) => main(words, io)));
    else program.addCommand(new Command(noun.name).description(noun.summary));
  }
  if (wanted === undefined && !argv.some((word) => /^(-h|--help|--version)$/.test(word))) {
    program.action(() => program.help({ error: true }));
  }
  settle(program, io);
  // What was not asked for is false, and undefined where the command has no such flag: hints name only what there is.
  program.hook('preAction', (_, command) => {
    const hasDryRun = command.options.some(({ long }) => long === '--dry-run');
    if (hasDryRun && command.getOptionValue('dryRun') === undefined) command.setOptionValue('dryRun', false);
  });
  return program;
}

/** Makes every command throw instead of exit, and print through `io`. */
function settle(command: Command, io: Io): void {
  command.exitOverride();
  command.configureOutput({
    writeOut: (text) => void io.stdout.write(text),
    writeErr: () => {}, // errors are printed in one place, with their hint
    getOutHelpWidth: () => Math.min(widthOf(io.stdout.columns), 100),
  });
  for (const option of command.options) if (option.required) refuseFlagAsValue(option);
  for (const child of command.commands) settle(child, io);
}

/** `--port --json` is a forgotten value, not a port of that name. */
function refuseFlagAsValue(option: Option): void {
  const parse = option.parseArg;
  option.argParser((value, previous) => {
    if (/^--[a-z]/.test(value))
      throw new InvalidArgumentError(`${option.long} wants a value before ${value}.`);
    return parse ? parse(value, previous) : value;
  });
}

/** An error of the command line, in our own words: message, nearest name, exit code 2. */
function usageError(error: CommanderError, argv: readonly string[]): OnairError {
  const [message = '', guess] = error.message.replace(/^error: /, '').split('\n');
  const nounName = argv.find((word) => !word.startsWith('-'));
  const noun = NOUNS.find(({ name }) => name === nounName);
  if (error.code === 'commander.help') {
    return new OnairError('bad-usage', {
      message: noun ? `onair ${noun.name} needs a verb` : 'onair needs a noun and a verb',
      hint: noun
        ? (hintForSlip(error.code, argv) ?? `see: onair ${noun.name} --help`)
        : `see: onair --help. Nouns: ${NOUNS.map(({ name }) => name).join(', ')}`,
    });
  }
  if (nounName !== undefined && !noun) {
    return new OnairError('bad-usage', {
      message: `onair has no "${nounName}"`,
      hint:
        hintForNoun(nounName) ??
        suggest(
          nounName,
          NOUNS.map(({ name }) => name),
        ),
    });
  }
  const verb =
    error.code === 'commander.unknownCommand' ? [] : argv.slice(argv.indexOf(nounName ?? '') + 1, 2);
  const named = noun ? [noun.name, ...verb.filter((word) => /^[a-z][a-z0-9-]*$/.test(word))] : [];
  const meant = hintForSlip(error.code, argv);
  if (meant !== undefined) return new OnairError('bad-usage', { message, hint: meant });
  const hint = guess ? guess.replace(/^\(|\)$/g, '') : `see: ${['onair', ...named, '--help'].join(' ')}`;
  return new OnairError('bad-usage', { message, hint });
}
