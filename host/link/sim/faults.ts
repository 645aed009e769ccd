import { OnairError, suggest } from '../../base/index.js';

/**
 * Faults of the wire, independent of the device. `NAME@N` affects only the Nth message from the device, for `echo`
 * the Nth message from the host.
 */
export const WIRE_FAULTS = {
  silent: 'the device never answers',
  slow: 'every answer comes 400 ms late',
  noise: 'garbage bytes before and after every answer',
  partial: 'only the first half of an answer arrives',
  echo: 'what is sent comes back: TX and RX shorted, or local echo',
  'stale-reply': 'from the second answer on, the one to the command before',
  'wrong-baud': 'the UART runs at the next lower rate than it should',
  disconnect: 'the link is lost in the middle of an answer',
} as const;

type WireFault = keyof typeof WIRE_FAULTS;

const LATE_MS = 400;

/** One message after the faults: bytes, a delay, and whether the link is lost afterwards. */
export interface AlteredMessage {
  readonly bytes: Buffer;
  readonly delayMs: number;
  readonly thenLost: boolean;
  /** It is sent at a wrong rate. */
  readonly wrongBaud: boolean;
}

/** The active faults of one simulated device. */
export class Faults {
  readonly #on: ReadonlyMap<string, number | 'always'>;
  #messages = 0;
  #hostMessages = 0;
  #previous: Buffer | undefined;
  #seed: number;

  private constructor(on: ReadonlyMap<string, number | 'always'>, seed: number) {
    this.#on = on;
    this.#seed = seed;
  }

  /**
   * Reads `silent,noise@2`.
   * @param deviceFaults the device's own faults, allowed in addition to those of the wire
   * @throws OnairError bad-value
   */
  static parse(text: string, deviceFaults: Readonly<Record<string, string>> = {}, seed = 1): Faults {
    const known = [...Object.keys(WIRE_FAULTS), ...Object.keys(deviceFaults)];
    const on = new Map<string, number | 'always'>();
    for (const part of text.split(',').filter((word) => word.trim() !== '')) {
      const [, name = '', at] = /^\s*([a-z-]+)(?:@([1-9]\d*))?\s*$/i.exec(part) ?? [];
      if (!known.includes(name.toLowerCase())) {
        throw new OnairError('bad-value', {
          message: `unknown fault "${part.trim()}"`,
          hint: `${suggest(name || part.trim(), known)}; NAME@N strikes at the Nth answer only`,
        });
      }
      if (at !== undefined && !(name.toLowerCase() in WIRE_FAULTS)) {
        throw new OnairError('bad-value', {
          message: `fault "${part.trim()}": ${name} can't strike at one answer only`,
          hint: `leave @${at} away; it is for ${Object.keys(WIRE_FAULTS).join(', ')}`,
        });
      }
      on.set(name.toLowerCase(), at === undefined ? 'always' : Number(at));
    }
    return new Faults(on, seed);
  }

  has(name: string): boolean {
    return this.#on.has(name);
  }

  /** Whether a fault is permanent, not for one message only. */
  isLasting(name: WireFault): boolean {
    return this.#on.get(name) === 'always';
  }

  #strikes(name: WireFault, message = this.#messages): boolean {
    const when = this.#on.get(name);
    return when === 'always' || when === message;
  }

  /** Whether the next message from the host is echoed. */
  echoes(): boolean {
    return this.#strikes('echo', ++this.#hostMessages);
  }

  /** Applies the faults to the next message from the device. */
  deliver(message: Buffer): AlteredMessage {
    this.#messages++;
    let bytes = message;
    if (this.#strikes('stale-reply')) bytes = this.#previous ?? message;
    this.#previous = Buffer.from(message);
    if (this.#strikes('silent')) bytes = Buffer.alloc(0);
    const thenLost = this.#strikes('disconnect');
    if (thenLost || this.#strikes('partial')) bytes = bytes.subarray(0, Math.floor(bytes.length / 2));
    if (this.#strikes('noise') && bytes.length > 0)
      bytes = Buffer.concat([this.#noise(), bytes, this.#noise()]);
    const delayMs = this.#strikes('slow') ? LATE_MS : 0;
    return { bytes, delayMs, thenLost, wrongBaud: this.#strikes('wrong-baud') };
  }

  /** Three bytes that are not text (0x80-0xFF), the same in every run. */
  #noise(): Buffer {
    return Buffer.from([0, 0, 0].map(() => 0x80 | this.#random()));
  }

  #random(): number {
    this.#seed = (Math.imul(this.#seed, 1664525) + 1013904223) >>> 0; // Numerical Recipes' LCG
    return (this.#seed >>> 16) & 0x7f;
  }
}
