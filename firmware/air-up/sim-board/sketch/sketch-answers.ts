import { FIRMATA, sysex, twoBytes } from '../../board/firmata/index.js';
import type { BoardModel } from '../../board/pins/index.js';
import { abilitiesOf } from './chip.js';

const PROTOCOL = [2, 5] as const;
/** The sketches that a board can have: the name and version that each reports, and whether it has leases. */
export const SKETCHES = {
  failsafe: { name: 'onair-failsafe', version: [1, 1] },
  standard: { name: 'StandardFirmata.ino', version: PROTOCOL },
} as const;
/** Means "none" in the mapping, and ends a pin in the capabilities. */
const NONE = 0x7f;

/** Version of the protocol. */
export const VERSION = Buffer.from([FIRMATA.version, ...PROTOCOL]);

/** Name and version of a sketch. */
export function firmwareName({ name, version }: (typeof SKETCHES)[keyof typeof SKETCHES]): Buffer {
  return sysex(FIRMATA.firmware, [...version, ...[...Buffer.from(name)].flatMap(twoBytes)]);
}

/** The capabilities of every pin. */
export function capabilities(model: BoardModel): Buffer {
  return sysex(
    FIRMATA.capabilities,
    abilitiesOf(model).flatMap((pin) => [...pin.flat(), NONE]),
  );
}

/** The analog channel of every pin. */
export function mapping({ firstAnalog, analogInputs }: BoardModel): Buffer {
  const channels = Array.from({ length: analogInputs }, (_, channel) => channel);
  return sysex(FIRMATA.mapping, [...Array.from({ length: firstAnalog }, () => NONE), ...channels]);
}
