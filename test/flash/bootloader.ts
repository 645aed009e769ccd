import type { FlashMemory } from './flash-memory.js';

/** The environment of a bootloader. */
export interface BootWorld {
  readonly flash: FlashMemory;
  /** Three bytes that identify the chip. */
  readonly signature: readonly [number, number, number];
  send(bytes: readonly number[]): void;
  /** Starts the program. */
  leave(): void;
}

/** A bootloader between two resets. */
export interface Bootloader {
  take(byte: number): void;
}
