/** Name of a pin as it is printed on the board: `4` or `A0`. */
export type PinName = number | `A${number}`;

/** The pins of a kind of board. */
export interface BoardModel {
  readonly title: string;
  /** Digital pins, first and last. */
  readonly digital: readonly [number, number];
  /** Pins of the serial ports to the USB chip and to the host. */
  readonly serial: readonly number[];
  /** Digital number of A0; the others follow. */
  readonly firstAnalog: number;
  readonly analogInputs: number;
  /** How many of them are digital pins too; the others are not on a port of the chip. */
  readonly analogWithPort: number;
  /** SDA and SCL. */
  readonly i2c: readonly PinName[];
  /** The LED pin that the bootloader blinks at every reset: nothing that moves air may be on it. */
  readonly blinks: number;
  /** Voltage of a full-scale reading, V. */
  readonly referenceVolts: number;
}

const UNO: BoardModel = {
  title: 'Arduino Uno',
  digital: [2, 13],
  serial: [0, 1],
  firstAnalog: 14,
  analogInputs: 6,
  analogWithPort: 6,
  i2c: ['A4', 'A5'],
  blinks: 13,
  referenceVolts: 5,
};

const MEGA: BoardModel = {
  ...UNO,
  title: 'Arduino Mega 2560',
  digital: [2, 53],
  firstAnalog: 54,
  analogInputs: 16,
  analogWithPort: 16,
  i2c: [20, 21],
};

/**
 * The boards that a pin map can be for. Source: pins_arduino.h of the Arduino AVR core (variants standard,
 * eightanaloginputs, mega). A6 and A7 of a Nano are analog inputs only.
 */
export const BOARDS = {
  uno: UNO,
  nano: { ...UNO, title: 'Arduino Nano', analogInputs: 8 },
  mega: MEGA,
  /** With the firmware that serves the host on USART1. */
  'mega-serial1': { ...MEGA, serial: [0, 1, 18, 19] },
} as const satisfies Readonly<Record<string, BoardModel>>;

/** Name of a board that the firmware supports: `uno`. */
export type BoardName = keyof typeof BOARDS;

/** Number of a pin in Firmata's messages. */
export function pinNumber(pin: PinName, board: BoardModel): number {
  return typeof pin === 'number' ? pin : board.firstAnalog + analogChannel(pin);
}

/** Channel of an analog pin. */
export function analogChannel(pin: `A${number}`): number {
  return Number(pin.slice(1));
}

/** Whether a pin can be read and written as HIGH and LOW. */
export function isDigitalPin(pin: PinName, { digital, serial, analogWithPort }: BoardModel): boolean {
  if (typeof pin !== 'number') return analogChannel(pin) < analogWithPort;
  return pin >= digital[0] && pin <= digital[1] && !serial.includes(pin);
}

/** Whether a pin measures voltage. */
export function isAnalogPin(pin: PinName, { analogInputs }: BoardModel): pin is `A${number}` {
  return typeof pin !== 'number' && analogChannel(pin) < analogInputs;
}
