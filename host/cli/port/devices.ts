import { airUpKind } from '../../../firmware/air-up/sim-board/kind.js';
import { hc06Kind } from '../../hc06/sim/kind.js';
import { gpsPortKind } from '../../kenwood/sim/gps-port.js';
import { radioKinds } from '../../kenwood/sim/kind.js';
import type { DeviceCatalog, DeviceKind } from '../../link/sim/device.js';

const KINDS: readonly DeviceKind[] = [hc06Kind, ...radioKinds, gpsPortKind, airUpKind];

/** Every device that `sim:` ports and `onair sim` offer. */
export const DEVICES: DeviceCatalog = new Map(KINDS.map((kind) => [kind.name, kind]));
