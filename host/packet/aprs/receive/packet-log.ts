import { OnairError, visibleJson } from '../../../base/index.js';
import { describeData } from '../../describe-data.js';
import { KISS_COMMANDS, type KissFrame } from '../../kiss/index.js';

/** A received frame with its time. */
export interface LoggedFrame {
  readonly time: Date;
  readonly frame: KissFrame;
}

/**
 * A received packet as a line of JSON with its line end: `{"time","port","monitor","hex"}`. `hex` is the AX.25 frame,
 * the only part that is read again; `monitor` is for people. Undefined for what is no packet.
 */
export function logLine({ port, command, data }: KissFrame, time: Date): string | undefined {
  if (command !== KISS_COMMANDS.data) return undefined;
  const line = { time: time.toISOString(), port, monitor: describeData(data), hex: hexOf(data) };
  return `${visibleJson(line)}\n`;
}

/**
 * The packets of a log, and the numbers of unreadable lines: a power cut may have truncated the last one.
 * @throws OnairError bad-value if it is not a log; `name` is that of the file
 */
export function readLogText(
  text: string,
  name: string,
): { readonly frames: readonly LoggedFrame[]; readonly broken: readonly number[] } {
  const frames: LoggedFrame[] = [];
  const broken: number[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const logged = readLogLine(line);
    if (logged) frames.push(logged);
    else broken.push(index + 1);
  });
  if (frames.length === 0 && broken.length > 0) {
    throw new OnairError('bad-value', {
      message: `${name} is no log of packets`,
      hint: 'give the file of aprs listen --log',
    });
  }
  return { frames, broken };
}

/** One line of a log; undefined for anything else. */
export function readLogLine(line: string): LoggedFrame | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('time' in value && 'port' in value && 'hex' in value)) return undefined;
  const { time: at, port, hex } = value;
  const time = new Date(String(at));
  if (Number.isNaN(time.getTime()) || typeof port !== 'number') return undefined;
  if (typeof hex !== 'string' || !/^(?:[0-9a-f]{2})+$/i.test(hex)) return undefined;
  return { time, frame: { port, command: KISS_COMMANDS.data, data: bytesOf(hex) } };
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
