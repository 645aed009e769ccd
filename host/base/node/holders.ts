import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { programOf } from './program.js';

/**
 * Open file or socket (`socket:[123]`) -> the program that has it open, for other processes whose open files this user may
 * list (Linux; elsewhere empty). If several have it open: the newest.
 * @param isWanted says which ones, by what the links below `/proc/PID/fd` point to
 */
export async function holdersOf(
  isWanted: (target: string) => boolean,
  proc = '/proc',
): Promise<Map<string, string>> {
  const holders = new Map<string, string>();
  const pids = (await entries(proc))
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .sort((a, b) => Number(a) - Number(b));
  for (const pid of pids) {
    const handles = await entries(join(proc, pid, 'fd'));
    const targets = await Promise.all(
      handles.map((fd) => readlink(join(proc, pid, 'fd', fd)).catch(() => '')),
    );
    const wanted = targets.filter(isWanted);
    if (wanted.length === 0) continue;
    const program = programOf(Number(pid), proc);
    for (const target of wanted) holders.set(target, program);
  }
  return holders;
}

function entries(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
