import type { Slave } from '../chip/two-wire-bus.js';

/** A device with registers: the first byte written selects one, and the next ones follow, as in most sensors. */
export class Registers implements Slave {
  readonly bytes = new Uint8Array(256);
  #at = 0;
  #isPointed = false;

  constructor(bytes: readonly number[] = []) {
    this.bytes.set(bytes);
  }

  called(reads: boolean): boolean {
    this.#isPointed = reads;
    return true;
  }

  take(byte: number): boolean {
    if (this.#isPointed) this.bytes[this.#at++ & 0xff] = byte;
    else this.#at = byte;
    this.#isPointed = true;
    return true;
  }

  give(): number {
    return this.bytes[this.#at++ & 0xff] ?? 0;
  }
}

/** An eight-pin port expander without registers: it reads as it was written last. */
export class Pcf8574 implements Slave {
  pins = 0xff;

  constructor(private readonly onWrite: (pins: number, atMs: number) => void = () => {}) {}

  take(byte: number, atMs: number): boolean {
    this.pins = byte;
    this.onWrite(byte, atMs);
    return true;
  }

  give(): number {
    return this.pins;
  }
}

/** Acknowledges its address and no data byte. */
export const refusing: Slave = { take: () => false, give: () => 0xff };

/** A device that stretches the clock in every byte. */
export function stretching(slave: Slave, ms: number): Slave {
  return {
    called: (reads) => slave.called?.(reads) ?? true,
    take: (byte, atMs) => slave.take(byte, atMs),
    give: (atMs) => slave.give(atMs),
    holdsMs: () => ms,
  };
}
