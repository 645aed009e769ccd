type Bit = 0 | 1;
/** Yields the bit that the device sends in the next slot, or undefined if it listens; gets what the master wrote. */
type Bits<T = void> = Generator<Bit | undefined, T, Bit>;

/** Data that a device sends and receives between two resets. */
export class Talk {
  #next: Bit | undefined;

  constructor(private readonly bits: Bits) {
    this.#next = bits.next().value ?? undefined;
  }

  /** The bit that it sends in the next slot; undefined: it listens, or has dropped out. */
  get next(): Bit | undefined {
    return this.#next;
  }

  slot(bit: Bit): void {
    this.#next = this.bits.next(bit).value ?? undefined;
  }
}

const bitOf = (bytes: readonly number[], at: number): Bit => (((bytes[at >> 3] ?? 0) >> (at & 7)) & 1) as Bit;

function* hear(): Bits<number> {
  let byte = 0;
  for (let at = 0; at < 8; at++) byte |= (yield undefined) << at;
  return byte;
}

function* say(bytes: readonly number[]): Bits {
  for (let at = 0; at < 8 * bytes.length; at++) yield bitOf(bytes, at);
}

/** CRC-8 of 1-Wire: polynomial 8C reflected (Maxim application note 27). */
export function crc8(bytes: readonly number[]): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0x8c : crc >> 1;
  }
  return crc;
}

/** A thermometer DS18B20, by its data sheet, with its own supply. */
export class Ds18b20 {
  /** Family, serial number, CRC. */
  readonly address: readonly number[];
  /** Its temperature is beyond its alarms. */
  alarms = false;
  /** Commands that it received. */
  readonly heard: number[] = [];
  /** Temperature of the last conversion in sixteenths: 85 °C after power-on. */
  #sixteenths = 85 * 16;
  /** T_H, T_L, configuration. */
  #settings = [0x4b, 0x46, 0x7f];

  constructor(
    serial: number,
    public celsius = 20,
  ) {
    const body = [0x28, ...[0, 1, 2, 3, 4, 5].map((at) => Math.floor(serial / 256 ** at) & 0xff)];
    this.address = [...body, crc8(body)];
  }

  readonly begin = (): Talk => new Talk(this.#talk());

  get scratchpad(): number[] {
    const bytes = [
      this.#sixteenths & 0xff,
      (this.#sixteenths >> 8) & 0xff,
      ...this.#settings,
      0xff,
      0x0c,
      0x10,
    ];
    return [...bytes, crc8(bytes)];
  }

  *#talk(): Bits {
    if (!(yield* this.#isChosen())) return;
    const command = yield* hear();
    this.heard.push(command);
    if (command === 0x44) this.#sixteenths = Math.round(this.celsius * 16);
    else if (command === 0xbe) yield* say(this.scratchpad);
    else if (command === 0x4e) this.#settings = [yield* hear(), yield* hear(), yield* hear()];
  }

  *#isChosen(): Bits<boolean> {
    switch (yield* hear()) {
      case 0x55:
        for (const byte of this.address) if ((yield* hear()) !== byte) return false;
        return true;
      case 0xcc:
        return true;
      case 0xec:
        return this.alarms && (yield* this.#isFound());
      case 0xf0:
        return yield* this.#isFound();
      default:
        return false;
    }
  }

  /** Each bit, its complement, then the choice of the master. */
  *#isFound(): Bits<boolean> {
    for (let at = 0; at < 64; at++) {
      const bit = bitOf(this.address, at);
      yield bit;
      yield (1 - bit) as Bit;
      if ((yield undefined) !== bit) return false;
    }
    return true;
  }
}
