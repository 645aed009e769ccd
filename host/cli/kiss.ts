import { Command } from 'commander';
import { stopReason } from '../clock.js';
import { OnairError } from '../error.js';
import { type LineSettings, wireTimeMs } from '../link/line.js';
import type { Direction } from '../link/link.js';
import { encodePosition } from '../packet/aprs/position.js';
import { type DecodeResult, decodeFrame, encodeUi, type PathHop } from '../packet/ax25.js';
import { parseCallSign, requireOwnCallSign } from '../packet/callsign.js';
import { commandName, encodeKiss, KissDecoder, type KissFrame } from '../packet/kiss.js';
import { formatMonitor } from '../packet/monitor.js';
import { printable } from '../printable.js';
import { type Connection, connected } from './connect.js';
import { examples, milliseconds, type PortFlags, portCommand, wholeNumber } from './flags.js';
import type { Io } from './io.js';
import { type LineFlags, lineFlags, lineOf } from './line-flags.js';
import { Output } from './output.js';
import { simNotes } from './sim-notes.js';
import { TOCALL } from './tocall.js';

interface SendFlags extends PortFlags, LineFlags {
  readonly from?: string;
  readonly to: string;
  readonly path: string;
  readonly at?: string;
  readonly symbol: string;
  readonly dryRun?: boolean;
}

interface ListenFlags extends PortFlags, LineFlags {
  readonly count?: number;
  readonly for?: number;
}

/** `onair kiss`: packets through a TNC that is in KISS mode. */
export function kissCommand(io: Io): Command {
  const kiss = new Command('kiss').description('send and hear packets through a TNC that is in KISS mode');
  kiss.addCommand(
    lineFlags(portCommand('send', 'transmit one packet (UI frame) under your own call sign'))
      .argument('[text]', 'what the packet says; with --at the comment')
      .option('--from <call>', 'your own call sign (also: ONAIR_CALL)')
      .option('--to <call>', 'destination', TOCALL)
      .option('--path <calls>', 'digipeaters, separated by commas', '')
      .option('--at <lat,lon>', 'send an APRS position: decimal degrees')
      .option('--symbol <symbol>', 'APRS symbol: table and code', '/>')
      .option('--dry-run', 'print the exact bytes and transmit nothing')
      .addHelpText(
        'after',
        examples(
          'onair kiss send --port /dev/rfcomm0 --from YOURCALL ">on the air"',
          'onair kiss send --port "sim:tm-d700?mode=kiss" --from W1AW --at 41.7,-72.7 hi',
        ),
      )
      .action((text: string | undefined, flags: SendFlags) => send(io, text, flags)),
  );
  kiss.addCommand(
    lineFlags(portCommand('listen', 'print the packets that the TNC hears'))
      .option('--count <n>', 'stop after this many', wholeNumber(1, 1_000_000))
      .option('--for <ms>', 'stop after this time', milliseconds)
      .addHelpText(
        'after',
        examples(
          'onair kiss listen --port /dev/rfcomm0',
          'onair kiss listen --port "sim:tm-d700?mode=kiss&traffic=1" --count 2 --json',
        ),
      )
      .action((flags: ListenFlags) => listen(io, flags)),
  );
  return kiss;
}

async function send(io: Io, text: string | undefined, flags: SendFlags): Promise<void> {
  const out = new Output(io, flags);
  const from = requireOwnCallSign(flags.from ?? io.env.ONAIR_CALL);
  const info = Buffer.from(
    flags.at === undefined ? requireText(text) : position(flags.at, flags.symbol, text),
  );
  const frame = encodeUi({ from, to: parseCallSign(flags.to), path: readPath(flags.path), info });
  const bytes = encodeKiss({ port: 0, command: 0, data: frame });
  const monitor = describe(decodeFrame(frame), frame);
  const data = { from, to: flags.to, info: info.toString('latin1'), monitor, hex: bytes.toString('hex') };
  if (flags.dryRun) {
    out.result({
      schema: 'kiss.send@1',
      data: { ...data, dryRun: true, sent: false },
      text: [monitor, data.hex, 'dry run: nothing was transmitted'],
    });
    return;
  }
  const line = (port: string): LineSettings => lineOf(flags, port);
  await connected({ io, out, flags, line, meaning, ...simNotes(out) }, async ({ link, signal }) => {
    await untilStopped(signal, link.send(bytes));
    // The last byte must have left before the port closes; a Bluetooth link buffers, so a little more.
    await io.clock.sleep(wireTimeMs(bytes.length, link.line) + 200, signal);
    if (!link.isOpen) throw link.lossError;
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
  const match = /^\s*([+-]?\d+(?:\.\d+)?)\s*,\s*([+-]?\d+(?:\.\d+)?)\s*$/.exec(at);
  if (!match) {
    throw new OnairError('bad-value', {
      message: `--at "${at}" is not a position`,
      hint: 'decimal degrees, south and west negative: --at 41.7148,-72.7272',
    });
  }
  const [symbolTable = '', symbolCode = ''] = symbol;
  return encodePosition({
    latitude: Number(match[1]),
    longitude: Number(match[2]),
    symbolTable,
    symbolCode,
    ...(comment !== undefined && { comment }),
  });
}

function readPath(text: string): PathHop[] {
  return text
    .split(',')
    .filter((call) => call.trim() !== '')
    .map((call) => ({ call: parseCallSign(call), repeated: false }));
}

async function listen(io: Io, flags: ListenFlags): Promise<void> {
  const out = new Output(io, flags);
  await connected(
    { io, out, flags, line: (port) => lineOf(flags, port), meaning, ...simNotes(out) },
    async (connection) => {
      out.note(`listening on ${connection.link.portName}; stop with Ctrl-C`);
      const heard = await hear(connection, io, flags, (frame) => out.event(report(frame)));
      out.detail(`${heard} packets`);
    },
  );
}

/** Hands over frames until the wanted number or time is reached; Ctrl-C is the ordinary end. */
function hear(
  { link, signal }: Connection,
  io: Io,
  limits: Pick<ListenFlags, 'count' | 'for'>,
  onFrame: (frame: KissFrame) => void,
): Promise<number> {
  const decoder = new KissDecoder();
  let heard = 0;
  return new Promise((resolve, reject) => {
    const end = (): void => {
      timer?.cancel();
      resolve(heard);
    };
    const timer = limits.for === undefined ? undefined : io.clock.after(limits.for, end);
    link.on('data', (bytes: Buffer) => {
      for (const frame of decoder.push(bytes)) {
        if (heard === limits.count) return;
        heard++;
        onFrame(frame);
      }
      if (heard === limits.count) end();
    });
    link.once('close', () => (heard === limits.count ? end() : reject(link.lossError)));
    signal.addEventListener('abort', () => (io.signal.aborted ? end() : reject(stopReason(signal))), {
      once: true,
    });
  });
}

function report({ port, command, data }: KissFrame): {
  schema: string;
  data: Record<string, unknown>;
  text: string[];
} {
  const name = commandName(command);
  if (name !== 'data') {
    const facts = { port, command: name, hex: data.toString('hex') };
    return { schema: 'kiss.frame@1', data: facts, text: [`[${port}] KISS ${name}: ${printable(data)}`] };
  }
  const decoded = decodeFrame(data);
  const monitor = describe(decoded, data);
  const facts = decoded.ok
    ? {
        type: decoded.frame.type,
        from: decoded.frame.from,
        to: decoded.frame.to,
        path: decoded.frame.path.map(({ call, repeated }) => (repeated ? `${call}*` : call)),
        info: decoded.frame.info.toString('latin1'),
      }
    : { error: decoded.error };
  return {
    schema: 'kiss.frame@1',
    data: { port, command: name, ...facts, monitor, hex: data.toString('hex') },
    text: [`[${port}] ${monitor}`],
  };
}

function describe(decoded: DecodeResult, bytes: Buffer): string {
  return decoded.ok
    ? formatMonitor(decoded.frame)
    : `not an AX.25 frame (${decoded.error}): ${printable(bytes)}`;
}

/** Meaning of KISS bytes in a trace: the frames that are whole within one chunk, else plain text. */
function meaning(_direction: Direction, bytes: Buffer): string {
  const frames = new KissDecoder().push(bytes);
  if (frames.length === 0) return printable(bytes);
  return frames.map((frame) => report(frame).text.join(' ')).join(' | ');
}

function untilStopped<T>(signal: AbortSignal, act: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(stopReason(signal));
    signal.addEventListener('abort', () => reject(stopReason(signal)), { once: true });
    act.then(resolve, reject);
  });
}
