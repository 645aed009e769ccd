import { join } from 'node:path';
import { visible } from '../visible.js';
import { textOf } from './if-there.js';

/** Our own command, however Node was told to run it. */
const OURS = /(^|[/\\])onair(\.js)?$/;
const WORD = /^[a-z][a-z0-9-]*$/;

/**
 * What a process is, for a person: `onair kiss serve (process 123)`. Of the command line of an onair only noun and verb
 * are shown: what follows may be a PIN.
 */
export function programOf(pid: number, proc = '/proc'): string {
  const words = textOf(join(proc, String(pid), 'cmdline')).split('\0');
  const ours = words.slice(0, 3).findIndex((word) => OURS.test(word)); // node, perhaps one flag of its own, the script
  const name =
    ours >= 0
      ? ['onair', ...commandOf(words.slice(ours + 1))].join(' ')
      : visible(textOf(join(proc, String(pid), 'comm')).trim());
  return `${name || 'a program'} (process ${pid})`;
}

function commandOf(words: readonly string[]): readonly string[] {
  const [noun = '', verb = ''] = words;
  if (!WORD.test(noun)) return [];
  return WORD.test(verb) ? [noun, verb] : [noun];
}
