import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * `--import` for a process that is killed in the middle of a write to a file: with the nth one (`DIES_AT_WRITE`) half
 * of the bytes are written, then it is dead.
 */
const at = Number(process.env.DIES_AT_WRITE);
const write = fs.writeSync as (file: number, bytes: Buffer) => number;
let writes = 0;

fs.writeSync = ((file: number, bytes: Buffer): number => {
  writes++;
  if (writes < at) return write(file, bytes);
  write(file, bytes.subarray(0, bytes.length / 2));
  process.kill(process.pid, 'SIGKILL');
  throw new Error('still alive');
}) as typeof fs.writeSync;
syncBuiltinESMExports();
