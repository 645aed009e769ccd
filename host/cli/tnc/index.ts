import { Command } from 'commander';
import { EXIT_MODES, type RunOptions, runExit, type StepReport, scriptOf } from '../../kenwood/index.js';
import {
  type ChangeFlags,
  changeCommand,
  command,
  examples,
  portCommand,
  wholeNumber,
} from '../flags/flags.js';
import { type LineFlags, lineFlags, lineOf } from '../flags/line-flags.js';
import { someTime, wholeSeconds } from '../flags/times.js';
import { connected } from '../port/connect.js';
import { showStep } from '../port/hold-radio.js';
import { radioPort } from '../port/radio-port.js';
import { agree } from '../terminal/agree.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { showDryRun } from './dry-run.js';
import { initOnce } from './init.js';
import { bandFlag, type RadioFlags, radioFlag, radioOf, valuesOf } from './radio-flags.js';
import { type RadiosFlags, showRadios } from './radios.js';
import { type Chosen, withRightRadio } from './right-radio.js';
import { type StatusFlags, showStatus } from './status.js';
import { stayInKiss } from './stay-in-kiss.js';
import { printString, type StringFlags } from './string.js';
import { type TerminalFlags, terminal } from './terminal.js';

interface RunFlags extends ChangeFlags, LineFlags, RadioFlags {
  readonly keep?: boolean;
  readonly check: number;
}

/** `onair tnc`: puts a radio's TNC into KISS and back. */
export function tncCommand(io: Io): Command {
  const tnc = new Command('tnc').description('put a radio’s TNC into KISS and back');
  tnc.addCommand(
    lineFlags(
      bandFlag(radioFlag(changeCommand('init', 'from any state into KISS, and prove it. Transmits nothing'))),
    )
      .addHelpText(
        'after',
        examples(
          'onair tnc init --port /dev/rfcomm0 --radio tm-d700',
          'onair tnc init --port sim:tm-d700 --yes --json',
          'onair tnc init --port sim:tm-d700 --dry-run',
          'onair tnc init --port /dev/rfcomm0 --keep --yes',
        ),
      )
      .option('--keep', 'stay, and bring it back into KISS after a power cycle or a lost link')
      .option(
        '--check <time>',
        'with --keep: after so long a silence ask (a number alone is s)',
        wholeSeconds(0, 86_400),
        60,
      )
      .action((flags: RunFlags) => runInitCommand(io, flags)),
  );
  tnc.addCommand(
    lineFlags(bandFlag(radioFlag(changeCommand('exit', 'leave KISS and give the radio back to APRS mode'))))
      .addHelpText(
        'after',
        examples('onair tnc exit --port /dev/rfcomm0', 'onair tnc exit --port "sim:tm-d700?mode=kiss" --yes'),
      )
      .action((flags: RunFlags) => runExitCommand(io, flags)),
  );
  tnc.addCommand(
    command('radios', 'list the radios that are known; with --radio all about one')
      .option('--radio <radio>', 'this one')
      .option('--yaml', 'with --radio: as a file, to begin an own profile with')
      .addHelpText(
        'after',
        examples(
          'onair tnc radios',
          'onair tnc radios --radio tm-d700',
          'onair tnc radios --radio th-d7 --yaml',
        ),
      )
      .action((flags: RadiosFlags) => showRadios(io, flags)),
  );
  tnc.addCommand(
    lineFlags(radioFlag(portCommand('status', 'ask what the radio is doing. Transmits nothing, KISS stays')))
      .addHelpText(
        'after',
        examples('onair tnc status --port /dev/rfcomm0', 'onair tnc status --port sim:tm-d700 --json'),
      )
      .action((flags: StatusFlags) => showStatus(io, flags)),
  );
  tnc.addCommand(
    lineFlags(portCommand('terminal', 'type to the radio’s port; lines on stdin are a script'))
      .option('--echo', 'show what is typed: radio control has no echo of its own')
      .option(
        '--wait <time>',
        'script: longest wait for the answer to a line: 2s; a number alone is ms',
        someTime,
        1000,
      )
      .addHelpText('after', '\nCtrl-] ends. CONV, K and CONNECT transmit under MYCALL of the TNC.')
      .addHelpText('after', examples('onair tnc terminal --port /dev/rfcomm0'))
      .action((flags: TerminalFlags) => terminal(io, flags)),
  );
  tnc.addCommand(
    bandFlag(radioFlag(command('string', 'print what another program needs to bring the radio into KISS')))
      .requiredOption('--app <app>', 'program: aprsdroid, xastir, aprsis32, yaac, direwolf, aprx')
      .option('--port <port>', 'port that the text names (default: /dev/rfcomm0)')
      .option('--baud <rate>', 'rate that the text names', wholeNumber(300, 1_382_400), 9600)
      .option('--out <folder>', 'write the texts into this folder')
      .addHelpText(
        'after',
        examples(
          'onair tnc string --app aprsdroid',
          'onair tnc string --app aprsis32 --radio tm-d710 --band b',
          'onair tnc string --app xastir --out /tmp/',
        ),
      )
      .action((flags: StringFlags) => printString(io, flags)),
  );
  return tnc;
}

async function runInitCommand(io: Io, flags: RunFlags): Promise<void> {
  await run(io, flags, 'init', (out, chosen, options) =>
    flags.keep
      ? stayInKiss(io, out, chosen, { ...options, checkMs: flags.check * 1000 })
      : initOnce(out, chosen, options),
  );
}

async function runExitCommand(io: Io, flags: RunFlags): Promise<void> {
  await run(io, flags, 'exit', async (out, { connection, profile }, options) => {
    const report = await runExit(connection.link, profile, options);
    if (!report.verified) out.warn('the radio did not confirm the mode: check its display');
    out.result({
      schema: 'tnc.exit@1',
      data: { ...report },
      text: [out.done(`the radio is back in ${EXIT_MODES[profile.exitMode]}`)],
    });
  });
}

type TncAction = (out: Output, chosen: Chosen, options: RunOptions) => Promise<void>;

async function run(io: Io, flags: RunFlags, verb: 'init' | 'exit', act: TncAction): Promise<void> {
  const out = new Output(io, flags);
  const profile = radioOf(flags);
  const values = valuesOf(flags, profile);
  await connected(
    { io, out, flags, line: (port) => lineOf(flags, port), ...radioPort(out) },
    async (connection) => {
      const { link, signal } = connection;
      if (flags.dryRun) return showDryRun(out, `tnc.${verb}@1`, profile, scriptOf(profile, verb, values));
      out.note(
        `${profile.title} on ${link.portName}: ${scriptOf(profile, verb).length} steps (--dry-run shows them)`,
      );
      await agree(io, flags, `Change the mode of the ${profile.title}?`);
      const onStep = (step: StepReport): void => showStep(out, step);
      await withRightRadio(io, out, flags, { connection, profile }, (chosen) =>
        act(out, chosen, { clock: io.clock, signal, onStep, values: valuesOf(flags, chosen.profile) }),
      );
    },
  );
}
