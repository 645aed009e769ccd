import type { BoardModel } from '../../board/pins/index.js';

/** Pin modes, as numbers on the wire: github.com/firmata/protocol, protocol.md, "supported modes". */
export const MODE = { input: 0, output: 1, analog: 2, pwm: 3, i2c: 6, pullup: 0x0b } as const;

/** Capabilities of one pin: mode and resolution in bits. */
export type PinAbilities = readonly (readonly [mode: number, bits: number])[];

/** Timer outputs of an ATmega328P: pins_arduino.h, digitalPinHasPWM. */
const PWM_PINS = [3, 5, 6, 9, 10, 11];
/** A6 and A7 of a Nano are not on a port. */
const PORT_PINS = 20;

const DIGITAL: PinAbilities = [
  [MODE.input, 1],
  [MODE.pullup, 1],
  [MODE.output, 1],
];

/** The pins of a board, as StandardFirmata reports them. */
export function abilitiesOf({
  digital,
  firstAnalog,
  analogInputs,
  i2c,
}: BoardModel): readonly PinAbilities[] {
  return Array.from({ length: firstAnalog + analogInputs }, (_, pin): PinAbilities => {
    if (pin < digital[0]) return [];
    if (pin < firstAnalog) return PWM_PINS.includes(pin) ? [...DIGITAL, [MODE.pwm, 8]] : DIGITAL;
    const analog: PinAbilities = [...(pin < PORT_PINS ? DIGITAL : []), [MODE.analog, 10]];
    return i2c.includes(`A${pin - firstAnalog}`) ? [...analog, [MODE.i2c, 1]] : analog;
  });
}
