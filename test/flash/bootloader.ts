import type { FlashMemory } from './flash-memory.js';

/** What a bootloader works on and with. */
export interface BootWorld {
  readonly flash: FlashMemory;
  /** Three bytes that name the chip. */
  readonly signature: readonly [number, number, number];
  send(bytes: readonly number[]): void;
  /** It gives the chip to the program. */
  leave(): void;
}

/** A bootloader between two resets. */
export interface Bootloader {
  take(byte: number): void;
}
