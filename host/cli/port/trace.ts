import { closeSync, constants, fchmodSync, fstatSync, openSync, writeSync } from 'node:fs';
import { fileProblem, OnairError, printable, visibleJson } from '../../base/index.js';
import { OWNER_ONLY } from '../../base/node/index.js';
import type { TrafficDirection } from '../../link/index.js';
import type { Output } from '../terminal/output.js';

/** The file of `--trace`: every byte of a port. */
export interface Trace {
  write(nowMs: number, direction: TrafficDirection, bytes: Buffer): void;
  close(): void;
}

/** What the bytes mean. */
export type Meaning = (direction: TrafficDirection, bytes: Buffer) => string;

const { O_CREAT, O_NONBLOCK = 0, O_TRUNC, O_WRONLY } = constants;

/** A PIN on its way to or from a module: `AT+PIN1234`, `+PSWD:"1234"`. */
const PIN = /(PIN|PSWD)\W*\d{4}/i;

/**
 * Opens the file of `--trace`. Each line is written immediately, so that a crash loses nothing, and without blocking. A
 * write error is reported once, and the job continues: a partial trace is better than a half-set module.
 * @throws OnairError bad-value if it can't be opened
 */
export function openTrace(
  path: string,
  out: Output,
  meaning: Meaning = (_, bytes) => printable(bytes),
): Trace {
  const file = opened(path);
  let startedAt: number | undefined;
  let isWritten = true;
  let holdsPin = false;
  return {
    write: (nowMs, direction, bytes) => {
      if (!isWritten) return;
      startedAt ??= nowMs;
      const text = visibleJson({
        time: new Date().toISOString(),
        atMs: Math.round((nowMs - startedAt) * 10) / 10,
        direction,
        hex: bytes.toString('hex'),
        meaning: meaning(direction, bytes),
      });
      const line = Buffer.from(`${text}\n`);
      try {
        if (writeSync(file, line) < line.length) throw new Error('the disk is full');
      } catch (error) {
        isWritten = false;
        out.warn(`--trace: the rest is not in ${path}: ${fileProblem(error)}`);
      }
      if (holdsPin || !PIN.test(bytes.toString('latin1'))) return;
      holdsPin = true;
      out.warn(`${path} holds a PIN: remove the file when it has done its work`);
    },
    close: () => closeSync(file),
  };
}

function opened(path: string): number {
  try {
    const file = openSync(path, O_CREAT | O_NONBLOCK | O_TRUNC | O_WRONLY, OWNER_ONLY.file);
    if (fstatSync(file).isFile()) fchmodSync(file, OWNER_ONLY.file); // an older file may be readable by all
    return file;
  } catch (error) {
    throw new OnairError('bad-value', {
      message: `--trace: can't write ${path}: ${fileProblem(error)}`,
      hint: 'take a file in a folder that exists and that you may write to',
    });
  }
}
