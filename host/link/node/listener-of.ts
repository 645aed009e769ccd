import { join, resolve } from 'node:path';
import { holdersOf, textOf } from '../../base/node/index.js';

/** State of a socket that listens, in `/proc/net/tcp` (Linux, net/tcp_states.h: TCP_LISTEN). */
const LISTENS = '0A';

/**
 * The programs that listen on a TCP port of this computer, as far as this user may see them (Linux): `onair kiss serve
 * (process 123)`. Undefined: unknown.
 */
export function listenerOn(port: number, proc = '/proc'): string | undefined {
  const tables = ['tcp', 'tcp6'].map((name) => textOf(join(proc, 'net', name)));
  // sl, local address and port in hex, remote, state, queues, timer, retransmits, user, timeout, inode (proc(5)).
  const rows = tables.flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)));
  const sockets = new Set(
    rows
      .filter(
        ([, local = '', , state]) =>
          state === LISTENS && Number.parseInt(local.split(':')[1] ?? '', 16) === port,
      )
      .map((row) => `socket:[${row[9]}]`),
  );
  if (sockets.size === 0) return undefined;
  const programs = new Set(holdersOf((target) => sockets.has(target), proc).values());
  return programs.size > 0 ? [...programs].join(' and ') : undefined;
}

/** Bit of a listening socket in `/proc/net/unix` (Linux, `__SO_ACCEPTCON`, net.h). */
const ACCEPTS = 0x10000;

/** The same for a socket file. @param path as the other program was given it, or absolute */
export function listenerAt(path: string, proc = '/proc'): string | undefined {
  // Num, reference count, protocol, flags, type, state, inode, path (proc(5)).
  const rows = textOf(join(proc, 'net', 'unix'))
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const sockets = new Set(
    rows
      .filter(
        ([, , , flags = '', , , , name = '']) =>
          (Number.parseInt(flags, 16) & ACCEPTS) !== 0 && (name === path || name === resolve(path)),
      )
      .map((row) => `socket:[${row[6]}]`),
  );
  if (sockets.size === 0) return undefined;
  const [program] = holdersOf((target) => sockets.has(target), proc).values();
  return program;
}
