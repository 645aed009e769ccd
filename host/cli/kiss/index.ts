import { Command } from 'commander';
import { OnairError } from '../../base/index.js';
import type { LineSettings } from '../../link/index.js';
import { encodePosition } from '../../packet/aprs/index.js';
import { parseSymbol } from '../../packet/aprs/symbols/index.js';
import { encodeUi } from '../../packet/ax25/index.js';
import { describeData, oddPlace, parseCallSign, parseLatLon, TOCALL } from '../../packet/index.js';
import {
  type ChangeFlags,
  examples,
  type PortFlags,
  portCommand,
  transmitCommand,
  wholeNumber,
} from '../flags/flags.js';
import { type LineFlags, lineFlags, lineOf } from '../flags/line-flags.js';
import { ownCall } from '../flags/own-call.js';
import { someTime } from '../flags/times.js';
import {
  frameBytes,
  parameterBytes,
  readPath,
  type TransmitFlags,
  transmitFlags,
} from '../flags/transmit-flags.js';
import { connected } from '../port/connect.js';
import { radioPort } from '../port/radio-port.js';
import { describeFrame, kissMeaning, type ReceiveLimits, receiveFrames } from '../port/receive-frames.js';
import { readyToTransmit, transmit } from '../port/transmit.js';
import { agreeToTransmit } from '../terminal/agree.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { askedInit, type InitFlags, initFlags } from '../tnc/init-flags.js';
import { frameFacts } from './frame-facts.js';
import { serveVerb } from './serve.js';

interface SendFlags extends ChangeFlags, LineFlags, TransmitFlags {
  readonly to: string;
  readonly at?: string;
  readonly symbol: string;
}

interface ListenFlags extends PortFlags, LineFlags, ReceiveLimits, InitFlags {}

/** `onair kiss`: packets through a TNC that is in KISS mode. */
export function kissCommand(io: Io): Command {
  const kiss = new Command('kiss').description('send and hear packets through a KISS TNC, and share it');
  kiss.addCommand(
    transmitFlags(
      lineFlags(transmitCommand('send', 'transmit one packet (UI frame) under your own call sign')),
      '',
    )
      .argument('[text]', 'what the packet says; with --at the comment')
      .option('--to <call>', 'destination', TOCALL)
      .option('--at <lat,lon>', 'send an APRS position: 41.71,-72.73, or a square (FN31pr)')
      .option('--symbol <symbol>', 'APRS symbol: a name, or table and code', '/>')
      .addHelpText(
        'after',
        examples(
          'onair kiss send --port /dev/rfcomm0 --from YOURCALL ">on the air"',
          'onair kiss send --port "sim:tm-d700?mode=kiss" --from W1AW --at FN31pr --yes',
          'onair kiss send --from W1AW --txdelay 300 --escape-c --dry-run ">TC 0"',
        ),
      )
      .action((text: string | undefined, flags: SendFlags) => send(io, text, flags)),
  );
  kiss.addCommand(
    initFlags(lineFlags(portCommand('listen', 'print the packets that the TNC hears')))
      .option('--yes', 'do not ask before --init')
      .option('--count <n>', 'stop after this many frames', wholeNumber(1, 1_000_000))
      .option('--for <time>', 'stop after this time: 30s, 5m; a number alone is ms', someTime)
      .addHelpText(
        'after',
        examples(
          'onair kiss listen --port /dev/rfcomm0',
          'onair kiss listen --port "sim:tm-d700?mode=kiss&traffic=1" --count 2 --json',
          'onair kiss listen --port /dev/rfcomm0 --init --radio tm-d700',
        ),
      )
      .action((flags: ListenFlags) => listen(io, flags)),
  );
  kiss.addCommand(serveVerb(io));
  return kiss;
}

async function send(io: Io, text: string | undefined, flags: SendFlags): Promise<void> {
  const out = new Output(io, flags);
  const from = await ownCall(io, flags.from);
  const odd = flags.at === undefined ? undefined : oddPlace(parseLatLon(flags.at));
  if (odd) out.warn(odd);
  const info = Buffer.from(
    flags.at === undefined ? requireText(text) : position(flags.at, flags.symbol, text),
  );
  const path = readPath(flags.path).map((call) => ({ call, repeated: false }));
  const frame = encodeUi({ from, to: parseCallSign(flags.to), path, info });
  const parameters = parameterBytes(flags);
  const packet = frameBytes(frame, flags);
  const bytes = Buffer.concat([parameters, packet]);
  const monitor = describeData(frame);
  const data = { from, to: flags.to, info: info.toString('latin1'), monitor, hex: bytes.toString('hex') };
  if (flags.dryRun) {
    out.result({
      schema: 'kiss.send@1',
      data: { ...data, dryRun: true, sent: false },
      text: [monitor, data.hex, 'dry run: nothing was transmitted'],
    });
    return;
  }
  await agreeToTransmit(io, flags, `Transmit this once, as ${from}? ${monitor}`);
  const line = (port: string): LineSettings => lineOf(flags, port);
  await connected({ io, out, flags, line, meaning: kissMeaning, ...radioPort(out) }, async (connection) => {
    await readyToTransmit(io, out, connection, flags);
    await transmit(io, connection, packet);
    out.result({
      schema: 'kiss.send@1',
      data: { ...data, sent: true },
      text: [
        monitor,
        `handed to the TNC (${bytes.length} bytes). KISS gives no answer: watch the radio’s transmit light`,
      ],
    });
  });
}

function requireText(text: string | undefined): string {
  if (text !== undefined && text !== '') return text;
  throw new OnairError('bad-usage', {
    message: 'what should the packet say?',
    hint: 'give a text, for example ">on the air", or a position with --at 41.7148,-72.7272',
  });
}

function position(at: string, symbol: string, comment: string | undefined): string {
  const { table, code } = parseSymbol(symbol);
  return encodePosition({
    ...parseLatLon(at),
    symbolTable: table,
    symbolCode: code,
    ...(comment !== undefined && { comment }),
  });
}

async function listen(io: Io, flags: ListenFlags): Promise<void> {
  const out = new Output(io, flags);
  const init = await askedInit(io, flags);
  await connected(
    { io, out, flags, line: (port) => lineOf(flags, port), meaning: kissMeaning, ...radioPort(out) },
    async (connection) => {
      out.note(`listening on ${connection.link.portName}; stop with Ctrl-C`);
      const heard = await receiveFrames(connection, io, out, {
        limits: flags,
        init,
        onFrame: (frame) => {
          out.event({ schema: 'kiss.frame@1', data: frameFacts(frame), text: [describeFrame(frame)] });
          return true;
        },
      });
      out.detail(`${heard} packets`);
    },
  );
}
