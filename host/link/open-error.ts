import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { OnairError } from '../error.js';

/** What the operating systems say when a port can't be opened, and what that means. */
const MEANINGS = [
  { code: 'port-missing', says: /no such file|file not found|no such device/i },
  { code: 'port-busy', says: /cannot lock|resource (temporarily un|busy)|access denied/i },
  { code: 'port-denied', says: /permission denied|operation not permitted/i },
] as const;

/** Turns the message of a failed open into an error that names the remedy for this port on this computer. */
export async function explainOpenError(path: string, said: string): Promise<OnairError> {
  const code = MEANINGS.find((meaning) => meaning.says.test(said))?.code ?? 'port-failed';
  const details = { port: path, said };
  switch (code) {
    case 'port-missing':
      return new OnairError(code, {
        message: `${path}: there is no such port`,
        hint: 'plug the adapter in and look at: onair ports. A name under /dev/serial/by-id stays the same when ports are renumbered.',
        details,
      });
    case 'port-busy': {
      const holders = await holdersOf(path);
      return new OnairError(code, {
        message: `${path}: another program has this port open${holders.length > 0 ? `: ${holders.join(', ')}` : ''}`,
        hint: 'close it (a terminal program, ModemManager, another onair) and try again',
        details: { ...details, holders },
      });
    }
    case 'port-denied': {
      const group = await groupOf(path);
      return new OnairError(code, {
        message: `${path}: you (${userInfo().username}) may not open this port`,
        hint: `it belongs to the group ${group}: sudo usermod -aG ${group} ${userInfo().username}, then log out and in again`,
        details: { ...details, group },
      });
    }
    case 'port-failed':
      return new OnairError(code, {
        message: `${path}: can't be opened as a serial port: ${said}`,
        hint: /ioctl|not a tty|attributes/i.test(said)
          ? 'this is a file but not a serial port; see: onair ports'
          : 'see what is wrong with: onair doctor',
        details,
      });
  }
}

/** Name of the group that owns the node; `dialout` is the usual one where it can't be read. */
async function groupOf(path: string): Promise<string> {
  try {
    const { gid } = await stat(path);
    const groups = await readFile('/etc/group', 'utf8');
    const line = groups.split('\n').find((entry) => entry.split(':')[2] === String(gid));
    return line?.split(':')[0] ?? String(gid);
  } catch {
    return 'dialout';
  }
}

/** Programs that hold the node open, as far as this user may see them (Linux: /proc). */
async function holdersOf(path: string): Promise<string[]> {
  const node = await realpath(path).catch(() => path);
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    processes.map(async (pid) => {
      const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
      const targets = await Promise.all(handles.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
      if (!targets.includes(node)) return undefined;
      const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
      return `${name.trim() || 'a program'} (process ${pid})`;
    }),
  );
  return found.filter((holder) => holder !== undefined);
}
