/** Bytes of the Firmata protocol and of the lease messages, written by hand, independent of the firmware. */

const seven = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 2 ** (7 * i)) % 0x80);

export const sysex = (id: number, ...data: readonly number[]): number[] => [0xf0, id, ...data, 0xf7];

export const MODES = {
  input: 0,
  output: 1,
  analog: 2,
  pwm: 3,
  servo: 4,
  i2c: 6,
  oneWire: 7,
  pullUp: 0x0b,
} as const;

export const pinMode = (pin: number, mode: keyof typeof MODES): number[] => [0xf4, pin, MODES[mode]];
export const digitalPin = (pin: number, level: 0 | 1): number[] => [0xf5, pin, level];
export const digitalPort = (port: number, levels: number): number[] => [0x90 | port, ...seven(levels, 2)];
export const analog = (pin: number, value: number): number[] => [0xe0 | pin, ...seven(value, 2)];
export const extendedAnalog = (pin: number, value: number, bytes = 2): number[] =>
  sysex(0x6f, pin, ...seven(value, bytes));
export const reportAnalog = (channel: number, on: 0 | 1): number[] => [0xc0 | channel, on];
export const reportPort = (port: number, on: 0 | 1): number[] => [0xd0 | port, on];
export const samplingInterval = (ms: number): number[] => sysex(0x7a, ...seven(ms, 2));
export const pinStateQuery = (pin: number): number[] => sysex(0x6d, pin);
/** Pulse widths at 0 and 180 degrees, µs. */
export const servoConfig = (pin: number, minUs: number, maxUs: number): number[] =>
  sysex(0x70, pin, ...seven(minUs, 2), ...seven(maxUs, 2));
export const SYSTEM_RESET = [0xff];

/** Bits of the byte after the address of a request. */
const RESTART = 0x40;
const TEN_BITS = 0x20;

const numbers = (values: readonly number[]): number[] => values.flatMap((value) => seven(value, 2));

export const i2c = {
  config: (delayUs = 0): number[] => sysex(0x78, ...seven(delayUs, 2)),
  write: (address: number, ...bytes: readonly number[]): number[] =>
    sysex(0x76, address, 0x00, ...numbers(bytes)),
  /** The register, if there is one, then the count of bytes. */
  readOnce: (address: number, ...what: readonly number[]): number[] =>
    sysex(0x76, address, 0x08, ...numbers(what)),
  readOn: (address: number, ...what: readonly number[]): number[] =>
    sysex(0x76, address, 0x10, ...numbers(what)),
  restarting: (message: readonly number[]): number[] =>
    message.map((byte, at) => (at === 3 ? byte | RESTART : byte)),
  tenBits: (message: readonly number[]): number[] =>
    message.map((byte, at) => (at === 3 ? byte | TEN_BITS : byte)),
  stop: (address: number): number[] => sysex(0x76, address, 0x18),
  reply: (address: number, register: number, ...bytes: readonly number[]): number[] =>
    sysex(0x77, ...numbers([address, register, ...bytes])),
} as const;

/** Bytes in seven-bit bytes without gaps: Firmata's Encoder7Bit. */
export function packed(bytes: readonly number[]): number[] {
  const bits = bytes.flatMap((byte) => Array.from({ length: 8 }, (_, at) => (byte >> at) & 1));
  const groups = Array.from({ length: Math.ceil(bits.length / 7) }, (_, n) => bits.slice(7 * n, 7 * n + 7));
  return groups.map((group) => group.reduce((value, bit, at) => value | (bit << at), 0));
}

const pair = (value: number): number[] => [value & 0xff, value >> 8];

/** A request of OneWire; with `address` it selects a device, with `skip` all of them. */
export interface OneWireRequest {
  readonly reset?: boolean;
  readonly skip?: boolean;
  readonly address?: readonly number[];
  readonly read?: number;
  readonly correlation?: number;
  readonly delayMs?: number;
  readonly write?: readonly number[];
}

export const oneWire = {
  config: (pin: number, powers: 0 | 1 = 0): number[] => sysex(0x73, 0x41, pin, powers),
  search: (pin: number): number[] => sysex(0x73, 0x40, pin),
  searchAlarms: (pin: number): number[] => sysex(0x73, 0x44, pin),
  request(
    pin: number,
    { reset, skip, address, read, correlation = 0, delayMs, write }: OneWireRequest,
  ): number[] {
    const bits = [reset, skip, address, read !== undefined, delayMs !== undefined, write];
    const kind = bits.reduce((value: number, on, at) => value | (on ? 1 << at : 0), 0);
    const bytes = [
      ...(address ?? []),
      ...(read === undefined ? [] : [...pair(read), ...pair(correlation)]),
      ...(delayMs === undefined ? [] : [...pair(delayMs & 0xffff), ...pair(Math.floor(delayMs / 0x10000))]),
      ...(write ?? []),
    ];
    return sysex(0x73, kind, pin, ...packed(bytes));
  },
  found: (pin: number, ...addresses: readonly (readonly number[])[]): number[] =>
    sysex(0x73, 0x42, pin, ...packed(addresses.flat())),
  alarming: (pin: number, ...addresses: readonly (readonly number[])[]): number[] =>
    sysex(0x73, 0x45, pin, ...packed(addresses.flat())),
  reply: (pin: number, correlation: number, ...bytes: readonly number[]): number[] =>
    sysex(0x73, 0x43, pin, ...packed([...pair(correlation), ...bytes])),
} as const;

export interface LeaseTerms {
  readonly pin: number;
  readonly safe: 0 | 1;
  readonly silenceMs: number;
  readonly activeMs: number;
  /** The channel that is watched, and its range. */
  readonly watch?: Watch;
}

interface Watch {
  readonly channel: number;
  readonly lowest: number;
  readonly highest: number;
  readonly samples: number;
}

const NO_WATCH: Watch = { channel: 0x7f, lowest: 0, highest: 0, samples: 0 };

/** The 13 bytes of the terms. */
export function termsBytes({ pin, safe, silenceMs, activeMs, watch = NO_WATCH }: LeaseTerms): number[] {
  const { channel, lowest, highest, samples } = watch;
  return [
    pin,
    safe,
    ...seven(silenceMs, 2),
    ...seven(activeMs, 3),
    channel,
    ...seven(lowest, 2),
    ...seven(highest, 2),
    samples,
  ];
}

/** CRC-16 as in avr-libc's manual for `_crc16_update`, initial value FFFF. */
export function sumOf(...terms: readonly LeaseTerms[]): number {
  let crc = 0xffff;
  for (const byte of terms.flatMap(termsBytes)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

export const KEPT = { nothing: 0, terms: 1, beingWritten: 2 } as const;

/** Own arrival, rest, two slots: capabilities beyond the first release of version 1. */
const CAPABILITIES = 7;

/** Maximum number of leases of a board. */
export const PLACES = 16;

export const lease = {
  configure: (terms: LeaseTerms): number[] => sysex(1, ...termsBytes(terms)),
  renew: sysex(2),
  query: sysex(3),
  clear: (pin: number): number[] => sysex(4, pin),
  state: (terms: LeaseTerms, active: 0 | 1, reason: number): number[] =>
    sysex(5, ...termsBytes(terms), active, reason),
  endOfStates: sysex(5),
  tripped: (pin: number, reason: number): number[] => sysex(6, pin, reason),
  refused: (pin: number, why: number): number[] => sysex(7, pin, why),
  aboutQuery: sysex(9),
  about: (sum: number, kept: number, keptSum: number): number[] =>
    sysex(9, 1, PLACES, ...seven(sum, 3), kept, ...seven(keptSum, 3), ...seven(CAPABILITIES, 2)),
  forget: (pin: number): number[] => sysex(0x0a, pin),
  keep: sysex(0x0b, 1),
  erase: sysex(0x0b, 0),
} as const;

export const RESET_CAUSE_QUERY = sysex(8);
export const REASON = { none: 0, silence: 1, activeTooLong: 2, restart: 3, reading: 4 } as const;
export const REFUSAL = {
  malformed: 1,
  noOutput: 2,
  unlimited: 3,
  noLease: 4,
  noPlace: 5,
  tripped: 6,
  busy: 7,
} as const;

/**
 * Removes the complete messages from the bytes that the board sent; an incomplete last one stays.
 * @throws Error for bytes that are not Firmata
 */
export function takeMessages(bytes: number[]): number[][] {
  const found: number[][] = [];
  while (bytes.length > 0) {
    const first = bytes[0] as number;
    if (first < 0x80) throw new Error(`no message begins with ${first}`);
    const end = first === 0xf0 ? bytes.indexOf(0xf7) + 1 : 3;
    if (end === 0 || end > bytes.length) break;
    const message = bytes.splice(0, end);
    if (message.slice(1, first === 0xf0 ? -1 : 3).some((byte) => byte >= 0x80)) {
      throw new Error(`a message with a command inside: ${Buffer.from(message).toString('hex')}`);
    }
    found.push(message);
  }
  return found;
}

/** The text of a string message. */
export function textOf(message: readonly number[]): string {
  const characters = message.slice(2, -1);
  return Buffer.from(characters.filter((_, i) => i % 2 === 0)).toString();
}
