import { type Served, serveTcp } from '../../link/serve/index.js';
import { findDevice } from '../../link/sim/index.js';
import type { Io } from '../terminal/io.js';
import type { Output } from '../terminal/output.js';

/** Devices that keep their state from one command of a walk to the next. */
export interface SimulatedPorts {
  /** @param device as after `sim:` in a port string @returns the port at which it is served */
  portOf(device: string): Promise<string>;
  close(): Promise<void>;
}

/** Serves each device on this computer only, from its first use; its transmissions are shown. */
export function simulation(io: Io, out: Output): SimulatedPorts {
  const served = new Map<string, Promise<Served>>();
  const serve = async (device: string): Promise<Served> => {
    const { DEVICES } = await import('../port/devices.js');
    const [name = '', query = ''] = device.split('?');
    return serveTcp(
      { host: '127.0.0.1', port: 0 },
      {
        kind: findDevice(DEVICES, name),
        options: new URLSearchParams(query),
        clock: io.clock,
        onEvent: ({ kind, text }) => {
          if (kind === 'air') out.note(`on the simulated air: ${text}`);
        },
      },
    );
  };
  return {
    portOf: async (device) => {
      const begun = served.get(device) ?? serve(device);
      served.set(device, begun);
      return (await begun).port;
    },
    close: async () => {
      for (const each of served.values()) await (await each).close();
    },
  };
}
