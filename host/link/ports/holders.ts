import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { programOf } from '../../base/node/index.js';

/** Device node -> the program that has it open, for processes whose open files this user may list (Linux). */
export async function holdersByNode(proc = '/proc'): Promise<Map<string, string>> {
  const holders = new Map<string, string>();
  // Newest last: if several programs have it open, that one opened it last.
  const pids = (await entries(proc))
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .sort((a, b) => Number(a) - Number(b));
  for (const pid of pids) {
    const handles = await entries(join(proc, pid, 'fd'));
    const nodes = await Promise.all(handles.map((fd) => readlink(join(proc, pid, 'fd', fd)).catch(() => '')));
    const ttys = nodes.filter((node) => /\/(tty[A-Z]|rfcomm|pts\/)\w*$/.test(node));
    if (ttys.length === 0) continue;
    const program = programOf(Number(pid), proc);
    for (const node of ttys) holders.set(node, program);
  }
  return holders;
}

function entries(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
