import { OnairError } from '../../../../host/base/index.js';
import { pinNumber } from '../pins/boards.js';
import { type UsedPin, usedPins } from '../pins/pin-rules.js';
import type { PinMap } from '../pins/pin-schema.js';
import type { FirmataIo } from './firmata.js';

/** The mode that each use of a pin needs. */
const NEEDED = {
  drive: 'OUTPUT',
  signal: 'OUTPUT',
  contact: 'INPUT',
  voltage: 'ANALOG',
  i2c: 'I2C',
} as const satisfies Readonly<Record<UsedPin['use'], keyof FirmataIo['MODES']>>;

/** Compares a pin map with the board's capabilities. @throws OnairError device-refused, with the pin's name */
export function checkCapabilities(io: FirmataIo, pins: PinMap, portName: string): void {
  for (const { pin, use, title } of usedPins(pins)) {
    const mode = NEEDED[use];
    const number = pinNumber(pin, pins.model);
    const isThere = io.pins[number]?.supportedModes.includes(io.MODES[mode]) ?? false;
    if (isThere && (use !== 'voltage' || io.analogPins.includes(number))) continue;
    throw new OnairError('device-refused', {
      message: `${portName}: the board can't use pin ${pin} as ${mode.toLowerCase()}, for the ${title}`,
      hint: `it has ${io.pins.length} pins; the pin map is for the ${pins.model.title}: another board, or another sketch?`,
      details: { port: portName, pin, mode, firmware: io.firmware.name ?? null },
    });
  }
}
