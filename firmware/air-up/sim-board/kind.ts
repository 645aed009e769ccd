import type { DeviceKind } from '../../../host/link/sim/device.js';
import { SimAirUp } from './air-up.js';
import { readPresses } from './buttons.js';
import { AIR_UP_OPTIONS } from './options.js';
import { AIR_UP_FAULTS, scheduledFaults } from './scheduled-faults.js';
import { setupOf } from './setup.js';

/** The simulated air-up board: `sim:air-up?tires=FL=12,FR=14&break=hose-off@20`. */
export const airUpKind: DeviceKind<typeof AIR_UP_OPTIONS> = {
  name: 'air-up',
  title: 'Arduino with compressor, valves and tires (Firmata)',
  options: AIR_UP_OPTIONS,
  faults: AIR_UP_FAULTS,
  create: (values, world, faults) => {
    const setup = setupOf(values);
    const scheduled = scheduledFaults(faults, values.break, setup);
    return new SimAirUp({ setup, scheduled, presses: readPresses(values.press), moveS: values.move }, world);
  },
};
