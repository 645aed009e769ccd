import { airUpKind } from '../../../firmware/air-up/node/sim-board/index.js';
import { hc06Kind } from '../../hc06/sim/index.js';
import { gpsPortKind, radioKinds } from '../../kenwood/sim/index.js';
import { type DeviceCatalog, deviceCatalog } from '../../link/sim/index.js';

/** Every device that `sim:` ports and `onair sim` offer. */
export const DEVICES: DeviceCatalog = deviceCatalog([hc06Kind, ...radioKinds, gpsPortKind, airUpKind]);
