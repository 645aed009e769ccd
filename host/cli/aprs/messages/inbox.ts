import type { Command } from 'commander';
import { type KeptMessage, MOST_KEPT } from '../../../packet/aprs/messages/index.js';
import { parseCallSign } from '../../../packet/index.js';
import { command, examples, wholeNumber } from '../../flags/flags.js';
import type { Io } from '../../terminal/io.js';
import { table } from '../../terminal/layout.js';
import { Output, type OutputFlags } from '../../terminal/output.js';
import { keptMessages } from './kept-messages.js';

interface InboxFlags extends OutputFlags {
  readonly with?: string;
  readonly count: number;
  readonly simulated?: boolean;
}

/** `onair aprs inbox`: the messages that came and that were sent, the latest last. */
export function inboxVerb(io: Io): Command {
  return command('inbox', 'show the messages that are kept. Opens no port')
    .option('--with <call>', 'only to and from this station')
    .option('--count <n>', 'only so many of the latest', wholeNumber(1, MOST_KEPT), 50)
    .option('--simulated', 'those of simulated radios, which are kept apart')
    .addHelpText('after', ABOUT)
    .addHelpText('after', examples('onair aprs inbox', 'onair aprs inbox --with N1AW-9 --json'))
    .action((flags: InboxFlags) => inbox(io, flags));
}

const ABOUT = `
aprs chat, aprs message and aprs listen --answer keep the messages to and from
your call sign in $XDG_STATE_HOME/onair/aprs-messages.json (without it
~/.local/state/onair), the latest ${MOST_KEPT}. Only you can read it.`;

function inbox(io: Io, flags: InboxFlags): void {
  const out = new Output(io, flags);
  const partner = flags.with === undefined ? undefined : parseCallSign(flags.with);
  const kept = keptMessages(io, flags.simulated === true, (text) => out.warn(text));
  const messages = kept.list
    .filter(({ from, to }) => partner === undefined || from === partner || to === partner)
    .slice(-flags.count);
  out.result({
    schema: 'aprs.inbox@1',
    data: { messages },
    text: messages.length === 0 ? ['no message is kept'] : table(messages.map(row)),
  });
}

const STATES: Readonly<Record<KeptMessage['state'], string>> = {
  received: 'received',
  sent: 'no answer',
  acknowledged: 'acknowledged',
  rejected: 'rejected',
};

function row({ time, from, to, text, state }: KeptMessage): string[] {
  return [`${time.slice(0, 10)} ${time.slice(11, 19)}Z`, STATES[state], `${from} to ${to}`, text];
}
