import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync } from 'node:fs';
import { systemClock } from '../../../host/base/index.js';
import type { DeviceEvent, DeviceKind, SimDevice } from '../../../host/link/sim/index.js';
import { SimWire } from '../../../host/link/sim/wire.js';
import { until } from '../../link/waits.js';

/** Rate and number of bytes, 32 bits each: the head of a frame of `far-end.c`. */
const HEAD_BYTES = 8;

/** A simulated device on a pseudo-terminal. */
export interface Plugged {
  /** Where programs open it. */
  readonly path: string;
  readonly device: SimDevice;
  /** What the device has reported, in order. */
  readonly reports: readonly string[];
  /** Out it goes; what was in the device is gone. */
  unplug(): Promise<void>;
}

/** @param program the compiled `far-end.c` */
export async function plugIn(
  program: string,
  path: string,
  kind: DeviceKind,
  options: Readonly<Record<string, string>>,
): Promise<Plugged> {
  const reports: string[] = [];
  let rate: number | undefined;
  const wire = new SimWire(kind, Object.entries(options), systemClock, {
    // A pseudo-terminal has no RTS line: the plug joins RTS and CTS.
    line: () => ({ rtscts: true, ...(rate !== undefined && { baudRate: rate }) }),
    receive: (bytes) => void farEnd.stdin.write(bytes),
    lost: () => void farEnd.kill('SIGKILL'),
    report: ({ text }: DeviceEvent) => void reports.push(text),
  });
  const farEnd = spawn(program, [path], { stdio: ['pipe', 'pipe', 'inherit'] });
  farEnd.stdin.on('error', () => {}); // it may be unplugged meanwhile
  const exited = once(farEnd, 'exit');
  let rest = Buffer.alloc(0);
  farEnd.stdout.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= HEAD_BYTES) {
      const end = HEAD_BYTES + rest.readUint32LE(4);
      if (rest.length < end) return;
      rate = rest.readUint32LE(0);
      void wire.fromHost(rest.subarray(HEAD_BYTES, end));
      rest = rest.subarray(end);
    }
  });
  await until('the pseudo-terminal is there', () => lstatSync(path, { throwIfNoEntry: false }) !== undefined);
  return {
    path,
    device: wire.device,
    reports,
    unplug: async () => {
      wire.stop();
      farEnd.stdin.end();
      await exited;
    },
  };
}
