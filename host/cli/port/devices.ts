import { airUpKind } from '../../../firmware/air-up/sim-board/kind.js';
import { hc06Kind } from '../../hc06/sim/kind.js';
import { gpsPortKind } from '../../kenwood/sim/gps-port.js';
import { radioKinds } from '../../kenwood/sim/kind.js';
import { type DeviceCatalog, deviceCatalog } from '../../link/sim/device.js';

/** Every device that `sim:` ports and `onair sim` offer. */
export const DEVICES: DeviceCatalog = deviceCatalog([hc06Kind, ...radioKinds, gpsPortKind, airUpKind]);
