import type { Command } from 'commander';
import { OnairError } from '../../../base/index.js';
import { checkPath } from '../../../packet/aprs/index.js';
import { Deliveries } from '../../../packet/aprs/messages/index.js';
import { heardIn, spoken } from '../../../packet/aprs/receive/index.js';
import { type CallSign, parseCallSign } from '../../../packet/index.js';
import { examples, type PortFlags, portCommand, wholeNumber } from '../../flags/flags.js';
import { type LineFlags, lineFlags, lineOf } from '../../flags/line-flags.js';
import { ownCall } from '../../flags/own-call.js';
import { someTime, wholeSeconds } from '../../flags/times.js';
import {
  packetOf,
  parameterBytes,
  readPath,
  type TransmitFlags,
  transmitFlags,
} from '../../flags/transmit-flags.js';
import { connected } from '../../port/connect.js';
import { radioPort } from '../../port/radio-port.js';
import { kissMeaning, type ReceiveLimits, receiveFrames } from '../../port/receive-frames.js';
import { readyToTransmit } from '../../port/transmit.js';
import { agreeToTransmit } from '../../terminal/agree.js';
import type { Io } from '../../terminal/io.js';
import { Output } from '../../terminal/output.js';
import { askedInit, type InitFlags, initFlags } from '../../tnc/init-flags.js';
import { answersTo } from './answers.js';
import { ChatScreen } from './chat-screen.js';
import { isSimulatedPort, keptMessages } from './kept-messages.js';
import { readTyped } from './typed.js';

interface ChatFlags extends PortFlags, LineFlags, ReceiveLimits, TransmitFlags, InitFlags {
  readonly with?: string;
  readonly tries: number;
  readonly retryAfter: number;
}

/** `onair aprs chat`: messages both ways on one screen. */
export function chatVerb(io: Io): Command {
  return initFlags(
    transmitFlags(lineFlags(portCommand('chat', 'write and read messages on one screen. Transmits'))),
  )
    .option('--with <call>', 'every line goes to this station')
    .option('--tries <n>', 'how often a message is sent at most', wholeNumber(1, 7), 4)
    .option(
      '--retry-after <time>',
      'time to the second try, doubles with each (a number alone is s)',
      wholeSeconds(10, 120),
      30,
    )
    .option('--for <time>', 'stop after this time: 30s, 5m; a number alone is ms', someTime)
    .option('--yes', 'do not ask before transmitting')
    .addHelpText('after', ABOUT)
    .addHelpText(
      'after',
      examples(
        'onair aprs chat --port /dev/rfcomm0 --from YOURCALL-9',
        'onair aprs chat --port /dev/rfcomm0 --from YOURCALL-9 --with THEIRS-9',
        'echo "THEIRS-9 at the gate" | onair aprs chat --from YOURCALL-9 --yes',
      ),
    )
    .action((flags: ChatFlags) => chat(io, flags));
}

const ABOUT = `
Type CALL text, or /with CALL and then only text. What you write is sent until
it is acknowledged or the tries are used up; messages to you are acknowledged at
once. It asks before anything is transmitted, once. Ctrl-C, Ctrl-D or /quit ends
it. Where stdin is no terminal its lines are taken as they come; after the last
one it waits until every message has its answer, and ends with 6 if one has
none. Messages are kept: onair aprs inbox.`;

async function chat(io: Io, flags: ChatFlags): Promise<void> {
  const out = new Output(io, flags);
  const from = await ownCall(io, flags.from);
  const partner = flags.with === undefined ? undefined : parseCallSign(flags.with);
  checkPath(readPath(flags.path));
  if (!io.keys && !io.lines) throw noInput();
  const kept = keptMessages(io, isSimulatedPort(io, flags), (text) => out.warn(text));
  await agreeToTransmit(io, flags, `Transmit as ${from} what you write, and acknowledge messages to you?`);
  const init = await askedInit(io, flags);
  const line = (port: string) => lineOf(flags, port);
  await connected({ io, out, flags, line, meaning: kissMeaning, ...radioPort(out) }, async (connection) => {
    if (!init) await readyToTransmit(io, out, connection, flags);
    const over = new AbortController();
    const screen = new ChatScreen(out, partner);
    const signal = AbortSignal.any([connection.signal, over.signal]);
    const sending = { ...flags, packet: (info: string) => packetOf(from, info, flags).bytes };
    const deliveries = new Deliveries(from, sending, { clock: io.clock, signal }, kept, screen);
    const answers = answersTo(from, io, out, flags, kept, screen.received);
    out.note(`${from} on ${connection.link.portName}: /help shows what to type, Ctrl-C ends`);
    const orders = {
      send: (to: CallSign, text: string) => deliveries.add(to, text),
      allSettled: () => deliveries.settled(),
      end: () => over.abort(),
    };
    const typed = readTyped(io, out, screen, orders, signal);
    try {
      await receiveFrames(connection, io, out, {
        limits: flags,
        init,
        over: over.signal,
        onFrame: (frame) => {
          const heard = heardIn(frame);
          if (!heard) return false;
          const { from: sender, report } = spoken(heard);
          deliveries.heard(sender, report);
          answers.consider(heard, new Date());
          return false;
        },
        onLink: (link) => {
          deliveries.use(link);
          answers.use(link, parameterBytes(flags));
        },
      });
    } finally {
      typed.close();
      over.abort();
    }
    finish(out, deliveries, typed.refused, io.keys !== undefined);
  });
}

/** With somebody at the keyboard everything was said already. @throws OnairError bad-value, not-verified */
function finish(out: Output, { open, failed }: Deliveries, refused: number, isSaid: boolean): void {
  if (open > 0) {
    out.warn(`not acknowledged yet: ${open}. The same text within half an hour goes on under its number`);
  }
  if (isSaid) return;
  if (refused > 0) {
    throw new OnairError('bad-value', {
      message: `lines that could not be sent: ${refused}`,
      hint: 'CALL text, or --with CALL and text alone',
      details: { refused },
    });
  }
  if (failed + open > 0) {
    throw new OnairError('not-verified', {
      message: `messages without an acknowledgement: ${failed + open}`,
      hint: 'they may have come all the same: onair aprs inbox',
      details: { unanswered: failed + open },
    });
  }
}

function noInput(): OnairError {
  return new OnairError('bad-usage', {
    message: 'there is neither a keyboard nor text on stdin',
    hint: 'run it in a terminal, or give it lines: echo "N1AW-9 hello" | onair aprs chat ...',
  });
}
