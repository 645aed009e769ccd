import type fs from 'node:fs';

/** The file operations in use; a test cuts the power in the middle of them. */
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

/** Whether it is the system error with this name: `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** The result of `act`; undefined if the file does not exist. */
export function unlessGone<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
