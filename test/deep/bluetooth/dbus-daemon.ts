import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A bus of our own, as the system bus of those who are given its address. */
export interface TestDaemon {
  readonly address: string;
  /** A folder that is removed with it. */
  readonly folder: string;
  stop(): Promise<void>;
}

const CONFIG = (
  socket: string,
): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow own="*"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
  </policy>
</busconfig>
`;

/** Starts a dbus-daemon. */
export async function startDaemon(): Promise<TestDaemon> {
  const folder = await mkdtemp(join(tmpdir(), 'onair-dbus-'));
  const config = join(folder, 'bus.conf');
  await writeFile(config, CONFIG(join(folder, 'bus')));
  const daemon = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'], // it complains about limits that a container has
  });
  const exited = once(daemon, 'exit');
  const [line] = (await once(createInterface({ input: daemon.stdout }), 'line')) as [string];
  return {
    address: line.trim(),
    folder,
    async stop() {
      daemon.kill();
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
