import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { listenerOn } from '../../host/link/node/listener-of.js';

const onLinux = process.platform === 'linux' ? test : test.skip; // /proc has other forms, or none, elsewhere

/** Lines as Linux 6.1 writes them: two listeners on 8001 (1F41), and a connection of somebody to it. */
const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F41 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0000 100 0 0 10 0
   1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 222 1 0000 100 0 0 10 0
   2: 0100007F:1F41 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 333 1 0000 20 4 30 10 -1
`;

onLinux('who listens on a port: the program is named, a connection to it is not', async (t) => {
  const proc = await mkdtemp(join(tmpdir(), 'onair-proc-'));
  t.teardown(() => rm(proc, { recursive: true, force: true }));
  await mkdir(join(proc, 'net'));
  await writeFile(join(proc, 'net/tcp'), TCP);
  for (const [pid, command, socket] of [
    ['12', 'node\0/usr/bin/onair\0kiss\0serve\0--call\0K1ABC', 111],
    ['13', 'telnet\0localhost', 333],
  ] as const) {
    await mkdir(join(proc, pid, 'fd'), { recursive: true });
    await writeFile(join(proc, pid, 'cmdline'), command);
    await writeFile(join(proc, pid, 'comm'), command.split('\0')[0] ?? '');
    await symlink(`socket:[${socket}]`, join(proc, pid, 'fd/3'));
  }
  t.is(listenerOn(8001, proc), 'onair kiss serve (process 12)');
  t.is(listenerOn(8080, proc), undefined, 'of another user');
  t.is(listenerOn(9000, proc), undefined, 'nobody');
  t.is(listenerOn(8001, join(proc, 'none')), undefined, 'no such files');
});
