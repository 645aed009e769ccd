import type { DeviceKind } from '../../link/sim/index.js';
import { Channels } from './channel/channel.js';
import { SIM_MODELS, type SimModel } from './models.js';
import { optionsOf, type RadioOptions } from './options.js';
import { SimRadio } from './radio.js';

/** Every simulated radio of a process is in reach of every other. */
const CHANNELS = new Channels();

/** A simulated radio: `sim:tm-d700?mode=kiss&fault=slow`. */
function radioKind(model: SimModel): DeviceKind<RadioOptions> {
  const restarts = model.hasPrompt
    ? {
        'refuses-kiss': 'KISS ON is answered with ?EH',
        'forgets-kiss': 'comes back to cmd: after RESTART',
        hangs: 'the TNC does not come back after RESTART until it loses power',
      }
    : {};
  const name = model.id === undefined ? {} : { 'wrong-radio': `says that it is a ${model.otherId}` };
  return {
    name: model.name,
    title: model.title,
    options: optionsOf(model),
    faults: { ...restarts, ...name },
    create: (options, world, faults) => new SimRadio(model, options, world, faults, CHANNELS),
  };
}

/** Every simulated radio. */
export const radioKinds: readonly DeviceKind<RadioOptions>[] = SIM_MODELS.map(radioKind);
