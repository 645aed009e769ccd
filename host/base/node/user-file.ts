import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { OnairError } from '../error.js';
import { fileProblem } from '../file-error.js';

/** Maximum size of a file unless its reader says otherwise, bytes: a hex file of a full Mega has 720,000. */
const MAX_BYTES = 1_000_000;

/** Bytes that are read at once. */
const PART = 65_536;

/** How a file is spoken of, and how large it may be. */
export interface UserFile {
  /** What the file is, for the error: `the vehicle file`. */
  readonly what?: string;
  /** What to do when it can't be read. */
  readonly hint: string;
  readonly maxBytes?: number;
  /** A power cut may have ended it in the middle of a character: what is no text is no reason to refuse the rest. */
  readonly isLog?: boolean;
}

/**
 * Text of a file that a person named. Whatever that name is of, reading ends at once: only an ordinary file of an
 * ordinary size is opened (a FIFO would wait for its writer, a serial port for its device). A byte order mark is left
 * out.
 * @throws OnairError bad-value
 */
export function readUserFile(path: string, how: UserFile): string {
  const text = readUserFileIfThere(path, how);
  if (text !== undefined) return text;
  throw unreadable(path, how, 'there is no such file or folder');
}

/** The same of a file that need not be there. @throws OnairError bad-value */
export function readUserFileIfThere(path: string, how: UserFile): string | undefined {
  const { maxBytes = MAX_BYTES } = how;
  let bytes: Buffer | undefined;
  try {
    bytes = bytesOf(path, maxBytes);
  } catch (error) {
    throw unreadable(path, how, fileProblem(error));
  }
  if (bytes === undefined || how.isLog || isUtf8(bytes))
    return bytes?.toString('utf8').replace(/^\ufeff/, '');
  throw new OnairError('bad-value', {
    message: `${path}:${placeOfNoText(bytes)}: this is no UTF-8 text`,
    hint: 'save the file as UTF-8 (plain text)',
    details: { file: path },
  });
}

function unreadable(path: string, { what, hint }: UserFile, why: string): OnairError {
  return new OnairError('bad-value', {
    message: `can't read ${what === undefined ? path : `${what} ${path}`}: ${why}`,
    hint,
    details: { file: path },
  });
}

/** @returns undefined where there is none */
function bytesOf(path: string, maxBytes: number): Buffer | undefined {
  const kind = kindOf(path); // before it is opened, which alone resets some boards
  if (!kind) return undefined;
  checkKind(kind);
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    checkKind(fstatSync(file)); // another one may have taken its name in between
    const parts: Buffer[] = [];
    for (let total = 0; total <= maxBytes; ) {
      const part = Buffer.alloc(PART);
      const count = readSync(file, part, 0, PART, null);
      if (count === 0) return Buffer.concat(parts);
      parts.push(part.subarray(0, count));
      total += count;
    }
    throw new Error(`it is larger than ${maxBytes / 1e6} MB`);
  } finally {
    closeSync(file);
  }
}

function kindOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(ENOENT|ENOTDIR)$/.test(String(error.code)))
      return undefined;
    throw error;
  }
}

function checkKind(kind: Stats): void {
  if (kind.isDirectory()) throw new Error('it is a folder');
  if (!kind.isFile()) throw new Error('it is no ordinary file');
}

/** Line and column of the first byte that is no text. */
function placeOfNoText(bytes: Buffer): string {
  const [before = ''] = bytes.toString('utf8').split('\ufffd', 1); // what a decoder puts in place of such a byte
  const lines = before.split('\n');
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}
