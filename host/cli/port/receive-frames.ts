import { printable, stopReason, type Timer } from '../../base/index.js';
import type { Direction } from '../../link/index.js';
import { decodeFrame } from '../../packet/ax25/index.js';
import { formatMonitor } from '../../packet/index.js';
import { commandName, KissDecoder, type KissFrame } from '../../packet/kiss/index.js';
import type { Io } from '../terminal/io.js';
import type { Output } from '../terminal/output.js';
import type { Connection } from './connect.js';

/** When a command that listens has heard enough. */
export interface HearLimits {
  readonly count?: number;
  readonly for?: number;
}

/** Time without anything heard after which the usual causes are shown, once, ms. */
export const QUIET_MS = 30_000;

/** Hands over frames until the wanted number or time is reached; Ctrl-C is the ordinary end. */
export function receiveFrames(
  { link, signal }: Connection,
  io: Io,
  out: Output,
  limits: HearLimits,
  onFrame: (frame: KissFrame) => boolean,
): Promise<number> {
  const decoder = new KissDecoder();
  let heard = 0;
  const quiet = io.clock.after(QUIET_MS, () => out.note(whyQuiet(link.portName)));
  let timer: Timer | undefined;
  return new Promise<number>((resolve, reject) => {
    const end = (): void => resolve(heard);
    timer = limits.for === undefined ? undefined : io.clock.after(limits.for, end);
    link.on('data', (bytes: Buffer) => {
      for (const frame of decoder.push(bytes)) {
        quiet.cancel();
        if (heard === limits.count) return;
        if (onFrame(frame)) heard++;
      }
      if (heard === limits.count) end();
    });
    link.once('close', () => (heard === limits.count ? end() : reject(link.lossError)));
    signal.addEventListener('abort', () => (io.signal.aborted ? end() : reject(stopReason(signal))), {
      once: true,
    });
  }).finally(() => {
    quiet.cancel();
    timer?.cancel();
  });
}

function whyQuiet(port: string): string {
  return `nothing heard for half a minute: is anybody on the frequency, is the squelch open, and is the TNC in KISS (onair tnc status --port ${port})?`;
}

/** A frame for people: the monitor line, or the KISS command with its bytes. */
export function describeFrame({ port, command, data }: KissFrame): string {
  const name = commandName(command);
  return `[${port}] ${name === 'data' ? describeData(data) : `KISS ${name}: ${printable(data)}`}`;
}

/** What a data frame holds: the monitor line, or why there is none. */
export function describeData(data: Uint8Array): string {
  const decoded = decodeFrame(data);
  return decoded.ok
    ? formatMonitor(decoded.frame)
    : `not an AX.25 frame (${decoded.error}): ${printable(data)}`;
}

/** Meaning of KISS bytes in a trace: the frames that are whole within one chunk, else plain text. */
export function kissMeaning(_direction: Direction, bytes: Buffer): string {
  const frames = new KissDecoder().push(bytes);
  return frames.length === 0 ? printable(bytes) : frames.map(describeFrame).join(' | ');
}
