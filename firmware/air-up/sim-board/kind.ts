import type { DeviceKind } from '../../../host/link/sim/index.js';
import { SimAirUp } from './air-up.js';
import { readPresses } from './buttons.js';
import { AIR_UP_OPTIONS } from './options.js';
import { AIR_UP_FAULTS, scheduledFaults } from './scheduled-faults.js';
import { type PinMaps, setupOf } from './setup.js';

/** The simulated air-up board; the caller provides the pin maps. */
export function airUpKindWith(pinMaps: PinMaps): DeviceKind<typeof AIR_UP_OPTIONS> {
  return {
    name: 'air-up',
    title: 'Arduino with compressor, valves and tires (Firmata)',
    options: AIR_UP_OPTIONS,
    faults: AIR_UP_FAULTS,
    create: (values, world, faults) => {
      const setup = setupOf(values, pinMaps);
      const scheduled = scheduledFaults(faults, values.break, setup);
      return new SimAirUp(
        { setup, scheduled, presses: readPresses(values.press), moveS: values.move },
        world,
      );
    },
  };
}
