import type { DeviceKind } from '../../link/sim/device.js';
import { TM_D700_OPTIONS } from './options.js';
import { SimTmD700 } from './radio.js';

/** The simulated Kenwood TM-D700: `sim:tm-d700?mode=kiss&fault=slow`. */
export const tmD700Kind: DeviceKind<typeof TM_D700_OPTIONS> = {
  name: 'tm-d700',
  title: 'Kenwood TM-D700 (radio control, packet TNC and KISS on one port)',
  options: TM_D700_OPTIONS,
  faults: {
    'refuses-kiss': 'KISS ON is answered with ?EH',
    'forgets-kiss': 'comes back to cmd: after RESTART',
    hangs: 'the TNC does not come back after RESTART until it loses power',
    'wrong-radio': 'says that it is a TM-D710',
  },
  create: (options, world, faults) => new SimTmD700(options, world, faults),
};
