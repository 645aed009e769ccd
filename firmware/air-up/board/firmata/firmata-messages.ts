/** Numbers of the Firmata protocol, version 2.5: github.com/firmata/protocol, protocol.md. */
export const FIRMATA = {
  digitalPort: 0x90,
  reportAnalog: 0xc0,
  reportPort: 0xd0,
  analog: 0xe0,
  sysex: 0xf0,
  pinMode: 0xf4,
  digitalPin: 0xf5,
  endSysex: 0xf7,
  version: 0xf9,
  reset: 0xff,
  // First byte of a sysex message.
  mappingQuery: 0x69,
  mapping: 0x6a,
  capabilityQuery: 0x6b,
  capabilities: 0x6c,
  pinStateQuery: 0x6d,
  pinState: 0x6e,
  extendedAnalog: 0x6f,
  string: 0x71,
  i2cRequest: 0x76,
  i2cConfig: 0x78,
  firmware: 0x79,
  samplingInterval: 0x7a,
} as const;

/** Rate of StandardFirmata. */
export const FIRMATA_BAUD = 57600;

/** Number of data bytes after a status byte; a status byte that is not listed starts no message. */
type DataLengths = ReadonlyMap<number, number>;

/** Messages of a board. */
export const TO_HOST: DataLengths = new Map([
  [FIRMATA.digitalPort, 2],
  [FIRMATA.analog, 2],
  [FIRMATA.version, 2],
]);

/** Messages of a host. */
export const TO_BOARD: DataLengths = new Map([
  [FIRMATA.digitalPort, 2],
  [FIRMATA.reportAnalog, 1],
  [FIRMATA.reportPort, 1],
  [FIRMATA.analog, 2],
  [FIRMATA.pinMode, 2],
  [FIRMATA.digitalPin, 2],
  [FIRMATA.version, 0],
  [FIRMATA.reset, 0],
]);

/** Maximum length of a sysex, bytes; the longest is that of a Mega's capabilities, below 1000. */
const LONGEST_SYSEX = 2048;

/** Status bytes below this carry a port or a channel in their low four bits. */
const SYSTEM = 0xf0;

/** The kind of a message, without its port or channel. */
export function kindOf(status: number): number {
  return status < SYSTEM ? status & 0xf0 : status;
}

/**
 * Splits a stream of bytes into whole messages. Every data byte has its high bit clear, so a byte with the high bit set
 * ends the message before it: one that is cut off or garbled is dropped, and nothing else.
 */
export class FirmataReader {
  #message: number[] = [];
  /** Data bytes that are still missing; undefined in a sysex. */
  #missing: number | undefined = 0;

  constructor(
    private readonly lengths: DataLengths,
    private readonly onMessage: (message: Buffer) => void,
  ) {}

  take(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte < 0x80) this.#data(byte);
      else this.#status(byte);
    }
  }

  #status(byte: number): void {
    const inSysex = this.#message[0] === FIRMATA.sysex;
    if (byte === FIRMATA.endSysex) {
      const message = inSysex ? [...this.#message, byte] : [];
      this.#message = [];
      if (message.length > 2) this.onMessage(Buffer.from(message));
      return;
    }
    const length = byte === FIRMATA.sysex ? undefined : this.lengths.get(kindOf(byte));
    if (byte !== FIRMATA.sysex && length === undefined) {
      this.#message = [];
      return;
    }
    this.#message = [byte];
    this.#missing = length;
    if (length === 0) this.#whole();
  }

  #data(byte: number): void {
    if (this.#message.length === 0) return;
    this.#message.push(byte);
    if (this.#missing === undefined) {
      if (this.#message.length > LONGEST_SYSEX) this.#message = [];
    } else if (--this.#missing === 0) this.#whole();
  }

  #whole(): void {
    const message = Buffer.from(this.#message);
    this.#message = [];
    this.onMessage(message);
  }
}

/** A 14-bit number as two data bytes, low one first. */
export function twoBytes(value: number): readonly [number, number] {
  return [value & 0x7f, (value >> 7) & 0x7f];
}

/** A sysex message around its data. */
export function sysex(id: number, data: readonly number[] = []): Buffer {
  return Buffer.from([FIRMATA.sysex, id, ...data, FIRMATA.endSysex]);
}
