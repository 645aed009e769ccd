import type { Command } from 'commander';
import { OnairError, visible } from '../../../base/index.js';
import { checkPath, type DeliveryEnd, deliver, encodeMessage } from '../../../packet/aprs/index.js';
import { heardIn, spoken } from '../../../packet/aprs/receive/index.js';
import { parseCallSign } from '../../../packet/index.js';
import { KissDecoder } from '../../../packet/kiss/index.js';
import { type ChangeFlags, examples, transmitCommand, wholeNumber } from '../../flags/flags.js';
import { type LineFlags, lineFlags, lineOf } from '../../flags/line-flags.js';
import { ownCall } from '../../flags/own-call.js';
import { wholeSeconds } from '../../flags/times.js';
import {
  packetOf,
  parameterBytes,
  readPath,
  type TransmitFlags,
  transmitFlags,
} from '../../flags/transmit-flags.js';
import { connected } from '../../port/connect.js';
import { radioPort } from '../../port/radio-port.js';
import { kissMeaning } from '../../port/receive-frames.js';
import { readyToTransmit, transmit } from '../../port/transmit.js';
import { agreeToTransmit } from '../../terminal/agree.js';
import type { Io } from '../../terminal/io.js';
import { Output } from '../../terminal/output.js';
import { answersTo } from './answers.js';
import { isSimulatedPort, keptMessages } from './kept-messages.js';

interface MessageFlags extends ChangeFlags, LineFlags, TransmitFlags {
  readonly to: string;
  readonly id?: string;
  readonly tries: number;
  readonly retryAfter: number;
}

/** `onair aprs message`: a message to one station, and its acknowledgement. */
export function messageVerb(io: Io): Command {
  return transmitFlags(
    lineFlags(transmitCommand('message', 'send a message to one station and wait for its acknowledgement')),
  )
    .argument('<text>', 'at most 67 characters')
    .requiredOption('--to <call>', 'the other station')
    .option('--id <id>', 'number of the message: 1 to 5 letters or digits (default: the next one)')
    .option('--tries <n>', 'how often it is sent at most', wholeNumber(1, 7), 4)
    .option(
      '--retry-after <time>',
      'time to the second try, doubles with each (a number alone is s)',
      wholeSeconds(10, 120),
      30,
    )
    .addHelpText('after', ABOUT)
    .addHelpText(
      'after',
      examples(
        'onair aprs message --port /dev/rfcomm0 --from YOURCALL --to THEIRS-9 "at the gate"',
        'onair aprs message --from W1AW --to N1AW-9 --dry-run "at the gate"',
      ),
    )
    .action((text: string, flags: MessageFlags) => message(io, text, flags));
}

const ABOUT = `
Kept in the inbox (onair aprs inbox). What was stopped or has no answer goes on
under its number, if the same text is sent again within half an hour. Messages to
you that come while it waits are shown, kept and acknowledged.`;

async function message(io: Io, text: string, flags: MessageFlags): Promise<void> {
  const out = new Output(io, flags);
  const from = await ownCall(io, flags.from);
  const to = parseCallSign(flags.to);
  if (to === from) {
    throw new OnairError('bad-value', {
      message: `${to} is you: nobody would acknowledge the message`,
      hint: '--to is the other station, --from your own',
    });
  }
  checkPath(readPath(flags.path));
  const kept = keptMessages(io, isSimulatedPort(io, flags), (problem) => out.warn(problem));
  const written = { from, to, text, ...(flags.id !== undefined && { id: flags.id }) };
  const packet = (id: string) => {
    const { monitor, bytes } = packetOf(from, encodeMessage(to, text, id), flags);
    return { bytes, data: { from, to, text, id, monitor } };
  };
  const planned = packet(kept.numberOf(written, new Date()));
  if (flags.dryRun) {
    const { bytes, data } = planned;
    const hex = Buffer.concat([parameterBytes(flags), bytes]).toString('hex');
    out.result({
      schema: 'aprs.message@1',
      data: { ...data, hex, dryRun: true, sent: false },
      text: [data.monitor, hex, 'dry run: nothing was transmitted'],
    });
    return;
  }
  await agreeToTransmit(
    io,
    flags,
    `Transmit to ${to} as ${from}, up to ${flags.tries} times, and acknowledge messages that come meanwhile?`,
  );
  const line = (port: string) => lineOf(flags, port);
  await connected({ io, out, flags, line, meaning: kissMeaning, ...radioPort(out) }, async (connection) => {
    const { link, signal } = connection;
    const lost = new AbortController();
    link.once('close', () => lost.abort(link.lossError));
    await readyToTransmit(io, out, connection, flags);
    const { bytes, data } = packet(kept.sent(written, new Date()));
    const { id, monitor } = data;
    const answers = answersTo(from, io, out, flags, kept, (sender, said) => {
      out.note(`${sender} says: ${visible(said)}`);
    });
    answers.use({ send: (answer) => transmit(io, connection, answer) });
    const decoder = new KissDecoder();
    const end = await deliver(
      { from, to, id, tries: flags.tries, firstWaitMs: flags.retryAfter * 1000 },
      {
        clock: io.clock,
        signal: AbortSignal.any([signal, lost.signal]),
        send: async (attempt) => {
          out.note(attempt === 1 ? monitor : `no answer yet: try ${attempt} of ${flags.tries}`);
          await transmit(io, connection, bytes);
        },
        onPacket: (onReport) => {
          link.on('data', (chunk: Buffer) => {
            for (const frame of decoder.push(chunk)) {
              const heard = heardIn(frame);
              if (!heard) continue;
              answers.consider(heard, new Date());
              const { from: sender, report } = spoken(heard);
              onReport(sender, report);
            }
          });
        },
      },
    );
    if (end.kind !== 'unanswered') kept.answered(to, id, end.kind);
    await answers.settled();
    finish(out, data, end);
  });
}

/** @throws OnairError not-verified, device-refused */
function finish(out: Output, data: Readonly<Record<string, string>>, end: DeliveryEnd): void {
  const { kind, tries, afterMs } = end;
  const facts = { ...data, tries, afterMs };
  switch (kind) {
    case 'acknowledged':
      out.result({
        schema: 'aprs.message@1',
        data: { ...facts, sent: true, acknowledged: true },
        text: [out.done(`${data.to} has it, after ${Math.round(afterMs / 1000)} s (try ${tries})`)],
      });
      return;
    case 'rejected':
      throw new OnairError('device-refused', {
        message: `${data.to} refuses the message`,
        hint: 'its memory may be full (a TM-D700 answers so): call on voice, or try later',
        details: facts,
      });
    case 'unanswered':
      throw new OnairError('not-verified', {
        message: `${data.to} has not acknowledged, after ${tries} tries`,
        hint: 'it may have it all the same. Listen whether the station is heard at all: onair aprs listen',
        details: facts,
      });
  }
}
