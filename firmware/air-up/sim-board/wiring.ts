import { analogChannel, type PinMap, type PinName } from '../board/pins/index.js';
import type { PlantCommands, PlantReadings } from '../plant/index.js';
import type { ButtonName } from './buttons.js';

/** Reading of an input with nothing wired to it. */
const FLOATING_COUNTS = 341;
const FULL_COUNTS = 1023;

/** The plant's commands, from the outputs of a board. */
export function commandsOf({ outlets, pump }: PinMap, isHigh: (pin: PinName) => boolean): PlantCommands {
  const isOn = (pin: PinName | undefined): boolean => pin !== undefined && isHigh(pin);
  return {
    pumpPower: pump.relay === undefined || isOn(pump.relay),
    outlets: outlets.map(({ fill, vent }) => ({ fill: isOn(fill), vent: isOn(vent) })),
  };
}

/** Reading of a channel of the converter. */
export function countsOf(pins: PinMap, readings: PlantReadings, channel: number): number {
  const { outlets, pump, battery, model } = pins;
  const isHere = (pin: PinName | undefined): boolean =>
    typeof pin === 'string' && analogChannel(pin) === channel;
  const outlet = outlets.findIndex(({ sensor }) => isHere(sensor));
  if (outlet >= 0) return readings.outletCounts[outlet] ?? FLOATING_COUNTS;
  if (isHere(pump.supply)) return readings.supplyCounts ?? FLOATING_COUNTS;
  if (!battery || !isHere(battery.pin)) return FLOATING_COUNTS;
  const { upperKohm, lowerKohm } = battery;
  const atPin = (readings.batteryVolts * lowerKohm) / (upperKohm + lowerKohm);
  return Math.min(FULL_COUNTS, Math.floor((atPin / model.referenceVolts) * (FULL_COUNTS + 1)));
}

/** Level that a contact forces on a pin: ground while it is closed, none while it is open. */
export function contactOf(
  { pump, buttons }: PinMap,
  { switchClosed }: PlantReadings,
  pressed: ReadonlySet<ButtonName>,
  pin: number,
): false | undefined {
  if (pump.switch === pin) return switchClosed ? false : undefined;
  for (const name of pressed) if (buttons[name] === pin) return false;
  return undefined;
}
