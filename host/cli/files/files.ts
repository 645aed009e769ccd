import type fs from 'node:fs';

/** The file operations that are used; a test cuts the power in the middle of them. */
export type Files = Pick<
  typeof fs,
  | 'statSync'
  | 'realpathSync'
  | 'readFileSync'
  | 'openSync'
  | 'writeFileSync'
  | 'fchmodSync'
  | 'fchownSync'
  | 'fsyncSync'
  | 'closeSync'
  | 'renameSync'
  | 'unlinkSync'
>;

/** Whether it is the error of the system with this name: `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** What `act` gives; undefined where the file is not there. */
export function unlessGone<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
