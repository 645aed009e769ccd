/** A complete message. */
export interface Heard {
  /** Without the channel where it carries one. */
  readonly command: number;
  /** Port or channel. */
  readonly channel: number;
  /** Of a sysex: its id first. */
  readonly data: readonly number[];
}

/** Messages that carry a channel in their low four bits, and those that do not, with their bytes of data. */
const DATA_BYTES: ReadonlyMap<number, number> = new Map([
  [0x90, 2],
  [0xc0, 1],
  [0xd0, 1],
  [0xe0, 2],
  [0xf4, 2],
  [0xf5, 2],
  [0xf9, 0],
  [0xff, 0],
]);
export const SYSEX = 0xf0;
const END = 0xf7;
/** Maximum length of a sysex; longer ones are skipped as a whole. */
const LONGEST_SYSEX = 64;
const I2C_CONFIG = 0x78;

/** Firmata by its protocol: a byte that begins a message ends the one before. */
export class ModelParser {
  /** Everything since the last byte that began a message. */
  #since: number[] | undefined;

  take(byte: number): Heard | undefined {
    if (byte === END) return this.#end();
    if (byte >= 0x80 && !this.#isDelay(byte)) this.#since = [byte];
    else this.#since?.push(byte);
    const [status, ...data] = this.#since ?? [];
    if (status === undefined || status === SYSEX) return undefined;
    const command = status < SYSEX ? status & 0xf0 : status;
    if (DATA_BYTES.get(command) !== data.length) return undefined;
    this.#since = undefined;
    return { command, channel: status < SYSEX ? status & 0x0f : 0, data };
  }

  /** State after a reset. */
  reset(): void {
    this.#since = undefined;
  }

  /** The two bytes of an I2C config may have eight bits, as firmata-io sends them; commands stay commands. */
  #isDelay(byte: number): boolean {
    const [status, id, ...delay] = this.#since ?? [];
    return status === SYSEX && id === I2C_CONFIG && delay.length < 2 && byte < SYSEX;
  }

  #end(): Heard | undefined {
    const [status, ...data] = this.#since ?? [];
    this.#since = undefined;
    const isWhole = status === SYSEX && data.length > 0 && data.length <= LONGEST_SYSEX;
    return isWhole ? { command: SYSEX, channel: 0, data } : undefined;
  }
}
