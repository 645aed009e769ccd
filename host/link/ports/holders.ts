import { holdersOf } from '../../base/node/index.js';

/** Device node -> the program that has it open, for processes whose open files this user may list (Linux). */
export function holdersByNode(proc = '/proc'): ReadonlyMap<string, string> {
  return holdersOf((target) => /\/(tty[A-Z]|rfcomm|pts\/)\w*$/.test(target), proc);
}
