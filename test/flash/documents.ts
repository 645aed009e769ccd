import type { Ran } from '../cli/run.js';

export type Json = Readonly<Record<string, unknown>>;

/** Follows keys into the output of a command; a missing value is empty, which equals no expected value. */
export function shown({ documents }: Ran, ...keys: readonly (string | number)[]): Json {
  const start: unknown = documents[0];
  return (keys.reduce((at, key) => (at as Json | undefined)?.[key], start) ?? {}) as Json;
}

/** The error of a command. */
export function errorOf(ran: Ran): {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
} {
  const { code, message, hint } = shown(ran, 'error');
  return { code: String(code), message: String(message), hint: String(hint) };
}
