import { closeSync, fstatSync, readSync, writeSync } from 'node:fs';
import { fileProblem, OnairError, visibleJson } from '../../../base/index.js';
import { openToAppend, readUserFile } from '../../../base/node/index.js';
import { KISS_COMMANDS, type KissFrame } from '../../../packet/kiss/index.js';
import { describeData } from '../../port/receive-frames.js';

/** A received frame with its time. */
export interface LoggedFrame {
  readonly time: Date;
  readonly frame: KissFrame;
}

const NEWLINE = 0x0a;
/** Longer than any line, bytes: a frame has at most some hundred, and stands there twice. */
const MAX_LINE = 8192;
/** Maximum size that is read again, bytes: a million packets. */
const MAX_BYTES = 256_000_000;

/**
 * Every received packet as a line of JSON: `{"time","port","monitor","hex"}`. `hex` is the AX.25 frame, the only part
 * that is read again; `monitor` is for people. It is appended line by line, so that a power cut loses nothing.
 */
export class PacketLog {
  readonly #file: number;
  /** Its last line was half: the program or the computer died while it was written. */
  readonly wasTorn: boolean;

  /** @throws OnairError bad-value if the file can't be written */
  constructor(private readonly path: string) {
    this.#file = this.#attempt(() => openToAppend(path, 0o666));
    const rest = this.#lastLine();
    this.wasTorn = rest !== '' && readLine(rest) === undefined;
    // What is left of the last line must not be the beginning of the next.
    if (rest !== '') this.#attempt(() => writeSync(this.#file, '\n'));
  }

  /** @throws OnairError bad-value */
  add({ port, command, data }: KissFrame, time: Date): void {
    if (command !== KISS_COMMANDS.data) return;
    const hex = Buffer.from(data).toString('hex');
    const line = visibleJson({ time: time.toISOString(), port, monitor: describeData(data), hex });
    this.#attempt(() => writeSync(this.#file, `${line}\n`));
  }

  close(): void {
    closeSync(this.#file);
  }

  /** What stands behind the last line end. */
  #lastLine(): string {
    const { size } = fstatSync(this.#file);
    const tail = Buffer.alloc(Math.min(size, MAX_LINE));
    const length = readSync(this.#file, tail, 0, tail.length, size - tail.length);
    return tail.toString('utf8', tail.lastIndexOf(NEWLINE) + 1, length);
  }

  #attempt<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      throw new OnairError('bad-value', {
        message: `--log: can't write ${this.path}: ${fileProblem(error)}`,
        hint: 'take a file in a folder that exists and that you may write to',
      });
    }
  }
}

/**
 * The packets of a log, and the numbers of unreadable lines: a power cut may have truncated the last one.
 * @throws OnairError bad-value if the file can't be read, or is not a log
 */
export function readPacketLog(path: string): {
  readonly frames: readonly LoggedFrame[];
  readonly broken: readonly number[];
} {
  const text = readUserFile(path, {
    hint: 'give the file of aprs listen --log',
    maxBytes: MAX_BYTES,
    isLog: true,
  });
  const frames: LoggedFrame[] = [];
  const broken: number[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const logged = readLine(line);
    if (logged) frames.push(logged);
    else broken.push(index + 1);
  });
  if (frames.length === 0 && broken.length > 0) {
    throw new OnairError('bad-value', {
      message: `${path} is no log of packets`,
      hint: 'give the file of aprs listen --log',
    });
  }
  return { frames, broken };
}

function readLine(line: string): LoggedFrame | undefined {
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
  return { time, frame: { port, command: KISS_COMMANDS.data, data: Buffer.from(hex, 'hex') } };
}
