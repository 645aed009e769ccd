import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { programOf } from './program.js';

/**
 * Open file or socket (`socket:[123]`) -> the program that has it open, for other processes whose open files this user
 * may list (Linux; elsewhere empty). If several have it open: an onair (the others may be its
 * helpers), else the newest.
 * @param isWanted says which ones, by what the links below `/proc/PID/fd` point to
 */
export function holdersOf(
  isWanted: (target: string) => boolean,
  proc = '/proc',
): ReadonlyMap<string, string> {
  const holders = new Map<string, string>();
  const pids = entries(proc)
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .sort((a, b) => Number(a) - Number(b));
  for (const pid of pids) {
    const handles = entries(join(proc, pid, 'fd'));
    const wanted = handles.map((fd) => targetOf(join(proc, pid, 'fd', fd))).filter(isWanted);
    if (wanted.length === 0) continue;
    const program = programOf(Number(pid), proc);
    for (const target of wanted) {
      if (isOnair(program) || !isOnair(holders.get(target))) holders.set(target, program);
    }
  }
  return holders;
}

const isOnair = (program: string | undefined): boolean => program?.startsWith('onair ') === true;

/** Of a process that is gone or not ours: nothing. */
function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function targetOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}
