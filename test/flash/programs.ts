import { EmulatedUno } from '../failsafe/emulated-uno.js';
import type { FlashMemory } from './flash-memory.js';
import { toIntelHex } from './write-hex.js';

/** What runs on the chip after its bootloader. */
export interface Program {
  /** Bytes of the host. */
  hear(bytes: Uint8Array): void;
}

/** Starts what is in a chip's flash. */
export type Start = (flash: FlashMemory, send: (bytes: readonly number[]) => void) => Program;

/** So long a program gets to answer, ms of its own time. */
const TURN_MS = 60;

/** The compiled program on an emulated ATmega328P; its time passes when bytes come. Erased flash runs nothing. */
export const emulatedUno: Start = (flash, send) => {
  if (flash.isErased) return SILENCE;
  const said: number[] = [];
  const uno = new EmulatedUno(toIntelHex(flash.bytes), { analogRatio: () => 0 });
  uno.onHostByte = (byte) => said.push(byte);
  const turn = (): void => {
    while (uno.hostQueue > 0) uno.run(1);
    uno.run(TURN_MS);
    if (said.length > 0) send(said.splice(0));
  };
  turn();
  return {
    hear: (bytes) => {
      uno.hostSend(bytes);
      turn();
    },
  };
};

/** A program that says nothing. */
export const SILENCE: Program = { hear: () => {} };
