import type { Command } from 'commander';
import { OnairError, printable } from '../../base/index.js';
import { type Dialect, type Dialogue, LOOSE_LINES, type ProbeOptions } from '../../hc06/index.js';
import { type ChangeFlags, changeCommand, examples } from '../flags/flags.js';
import { agree } from '../terminal/agree.js';
import { hex } from '../terminal/hex.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { dialectNamed } from './find/dialect-flag.js';
import { find, onModule } from './find/find.js';
import { readPlaces } from './probe.js';

/** Maximum wait for the answer to an unfinished line of another program, ms. */
const END_MS = 100;

interface RawFlags extends ChangeFlags {
  readonly baud?: string;
  readonly parity?: string;
  readonly dialect?: string;
}

/** `onair hc06 raw`. */
export function rawCommand(io: Io): Command {
  return changeCommand('raw', 'send one command in the format of the module’s family, and print the reply')
    .argument('<command>', 'without its end, for example AT+VERSION')
    .option('--baud <rate>', 'the module is at this rate')
    .option('--parity <parity>', 'the module is at this parity')
    .option('--dialect <id>', 'do not look for the module: it is this one, at --baud or 9600')
    .addHelpText(
      'after',
      examples(
        'onair hc06 raw AT+VERSION --port /dev/ttyUSB0',
        'onair hc06 raw AT+UART --port "sim:hc06?firmware=v3.0"',
        'onair hc06 raw AT+LADDR --port "sim:hc06?firmware=jdy-31" --yes',
      ),
    )
    .action((command: string, flags: RawFlags) => runRaw(io, command, flags));
}

async function runRaw(io: Io, command: string, flags: RawFlags): Promise<void> {
  const out = new Output(io, flags);
  checkCommand(command);
  const places = readPlaces(flags);
  const given = flags.dialect === undefined ? undefined : dialectNamed(flags.dialect);
  await onModule(io, out, flags, async (talk) => {
    const { dialogue } = talk;
    if (flags.dryRun) return showDryRun(out, command, given);
    const dialect = given ?? (await find(talk, places)).dialect;
    if (given) await dialogue.link.reconfigure(placeOf(places));
    dialogue.framing = dialect.framing;
    if (!isQuestion(command, dialect)) await agree(io, flags, `${command} may change the module. Send it?`);
    if (given) await endPartial(dialogue);
    const answer = await dialogue.ask(command, /[^\s]/, {
      framing: { ...dialect.framing, answerEnd: 'quiet' },
    });
    if (answer.text.trim() === '') {
      throw new OnairError('device-silent', {
        message: `no answer to ${command}${answer.echoed ? ', it only came back' : ''}`,
        hint: `${dialect.title} is silent on what it does not know; try AT+VERSION`,
        details: { dialect: dialect.id, echo: answer.echoed },
      });
    }
    if (dialect.refusal?.test(answer.text)) {
      const shown = printable(answer.text.trim());
      throw new OnairError('device-refused', {
        message: `the module refused ${command}: "${shown}"`,
        hint: `${dialect.title} does not take it so; its commands are in the table of host/README.md`,
        details: { dialect: dialect.id, answer: shown },
      });
    }
    const lines = answer.text
      .split('\r\n')
      .filter((line) => line !== '')
      .map(printable);
    out.result({
      schema: 'hc06.raw@2',
      data: {
        command,
        answer: printable(answer.asReceived),
        lines,
        hex: hex(Buffer.from(answer.asReceived, 'latin1')),
        dialect: dialect.id,
        commandEnd: dialect.framing.title,
        elapsedMs: Math.round(answer.elapsedMs),
      },
      text: lines,
    });
  });
}

function showDryRun(out: Output, command: string, dialect: Dialect | undefined): void {
  const sent = command + (dialect?.framing.commandEnd ?? '');
  out.result({
    schema: 'hc06.raw@2',
    data: { dryRun: true, command, hex: hex(sent) },
    text: [
      'dry run: the port was opened, nothing was written',
      `then    ${printable(sent)}${dialect ? '' : ' (and CR LF if the family needs it)'}`,
    ],
  });
}

function placeOf({ rates, parities }: ProbeOptions): { baudRate: number; parity: 'none' | 'even' | 'odd' } {
  return { baudRate: rates?.[0] ?? 9600, parity: parities?.[0] ?? 'none' };
}

/** Whether the command is known to change nothing. */
function isQuestion(command: string, { alive, readings, questions }: Dialect): boolean {
  const known = ['AT', 'AT+VERSION', alive.command, ...readings.map((reading) => reading.command)];
  return known.includes(command) || questions?.test(command) === true;
}

/** An unfinished line of another program would precede the command: a line end or silence completes it. */
async function endPartial(dialogue: Dialogue): Promise<void> {
  const { commandEnd, settleMs } = dialogue.framing;
  if (commandEnd === '') await dialogue.pause(settleMs);
  else await dialogue.ask('', /$^/, { framing: LOOSE_LINES, answerMs: END_MS });
}

/** @throws OnairError bad-value */
function checkCommand(command: string): void {
  if (/^[\x20-\x7e]{1,60}$/.test(command)) return;
  throw new OnairError('bad-value', {
    message: `"${printable(command).slice(0, 60)}" is no command: printable ASCII, at most 60 characters`,
    hint: 'for example AT+VERSION; the line end that the family needs is added',
  });
}
