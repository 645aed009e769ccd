import { closeSync, fstatSync, readSync, writeSync } from 'node:fs';
import { fileProblem, OnairError } from '../../../base/index.js';
import { openToAppend, readUserFile } from '../../../base/node/index.js';
import { type LoggedFrame, logLine, readLogLine, readLogText } from '../../../packet/aprs/receive/index.js';
import type { KissFrame } from '../../../packet/kiss/index.js';

const NEWLINE = 0x0a;
/** Longer than any line, bytes: a frame has some hundred at most, and is there twice. */
const MAX_LINE = 8192;
/** Maximum size that is read again, bytes: a million packets. */
const MAX_BYTES = 256_000_000;

/** Every received packet as a line of a file. It is appended line by line, so that a power cut loses nothing. */
export class PacketLog {
  readonly #file: number;
  /** Its last line was half: the program or the computer died while it was written. */
  readonly wasTorn: boolean;

  /** @throws OnairError bad-value if the file can't be written */
  constructor(private readonly path: string) {
    this.#file = this.#attempt(() => openToAppend(path, 0o666));
    const rest = this.#lastLine();
    this.wasTorn = rest !== '' && readLogLine(rest) === undefined;
    // What is left of the last line must not be the beginning of the next.
    if (rest !== '') this.#attempt(() => writeSync(this.#file, '\n'));
  }

  /** @throws OnairError bad-value */
  add(frame: KissFrame, time: Date): void {
    const line = logLine(frame, time);
    if (line !== undefined) this.#attempt(() => writeSync(this.#file, line));
  }

  close(): void {
    closeSync(this.#file);
  }

  /** Bytes after the last line end. */
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
  return readLogText(text, path);
}
