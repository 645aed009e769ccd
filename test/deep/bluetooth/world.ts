import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BluezDouble } from '../../bluetooth/bluez-double.js';
import { type DoubleDevice, hc06 } from '../../bluetooth/double-device.js';
import { type Ran, type RunSetup, run, words } from '../../cli/run.js';
import { startDaemon, type TestDaemon } from './dbus-daemon.js';
import { putOnBus } from './on-dbus.js';
import { scaledClock } from './scaled-clock.js';

/** A bus, bluetoothd on it, and modules in the air. */
export interface World {
  readonly double: BluezDouble;
  readonly device: DoubleDevice;
  readonly daemon: TestDaemon;
  readonly env: Readonly<Record<string, string>>;
  onair(line: string, setup?: RunSetup): Promise<Ran>;
  /** bluetoothd ends. */
  endBluez(): Promise<void>;
  /** What `rfcomm` was called with. */
  rfcommCalls(): Promise<string[]>;
}

/** Stands in for `rfcomm`, which needs a kernel with Bluetooth: remembers what is bound, fails as told. */
const RFCOMM = `#!/bin/sh
here=$(dirname "$0")
echo "$*" >>"$here/rfcomm-calls"
if [ -f "$here/rfcomm-fails" ] && [ "$1" != -a ]; then cat "$here/rfcomm-fails" >&2; exit 1; fi
case $1 in
  -a) cat "$here/rfcomm-bound" 2>/dev/null ;;
  bind) echo "rfcomm$2: $3 channel $4 clean " >>"$here/rfcomm-bound" ;;
  release) sed -i "/^rfcomm$2:/d" "$here/rfcomm-bound" ;;
esac
exit 0
`;

/** Lets `act` live in a world with one module, and takes it all away afterwards. */
export async function inWorld(
  facts: Partial<DoubleDevice>,
  act: (world: World) => Promise<void>,
  others: readonly DoubleDevice[] = [],
): Promise<void> {
  const daemon = await startDaemon();
  const device = hc06(facts);
  const double = new BluezDouble(scaledClock, [device, ...others]);
  const program = join(daemon.folder, 'rfcomm');
  await writeFile(program, RFCOMM);
  await chmod(program, 0o755);
  const endBluez = await putOnBus(double, daemon.address);
  const env = {
    DBUS_SYSTEM_BUS_ADDRESS: daemon.address,
    PATH: `${daemon.folder}:${process.env.PATH ?? ''}`,
  };
  try {
    await act({
      double,
      device,
      daemon,
      env,
      onair: (line, setup = {}) => run(words(line), { ...setup, env, clock: scaledClock }),
      endBluez,
      rfcommCalls: async () => {
        const calls = await readFile(join(daemon.folder, 'rfcomm-calls'), 'utf8').catch(() => '');
        return calls.split('\n').filter((line) => line !== '' && line !== '-a');
      },
    });
  } finally {
    await daemon.stop();
  }
}
