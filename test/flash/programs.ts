import { setImmediate as loopTurn } from 'node:timers/promises';
import { EmulatedBoard } from '../failsafe/board/emulated-board.js';
import type { FlashMemory } from './flash-memory.js';
import { toIntelHex } from './write-hex.js';

/** The program on the chip, after the bootloader. */
export interface Program {
  /** Receives bytes from the host. */
  hear(bytes: Uint8Array): void;
}

/** Starts the program in a chip's flash. */
export type Start = (chip: Memories, send: (bytes: readonly number[]) => void) => Program;

/** State that survives a reset. */
export interface Memories {
  readonly flash: FlashMemory;
  readonly eeprom: Uint8Array;
}

/** Maximum time for a program to answer, ms of its own time: long enough to write leases to EEPROM. */
const TURN_MS = 200;
const SLICE_MS = 5;
/** Time until a program runs. */
const START_MS = 20;

/** The compiled program on an emulated ATmega328P; its time passes when bytes arrive. Erased flash runs nothing. */
export const emulatedUno: Start = ({ flash, eeprom }, send) => {
  if (flash.isErased) return SILENCE;
  const said: number[] = [];
  const uno = new EmulatedBoard(toIntelHex(flash.bytes), { analogRatio: () => 0 });
  uno.eeprom.memory.set(eeprom);
  uno.run(START_MS); // it was already on
  uno.reset(); // opening the port resets it
  uno.onHostByte = (byte) => said.push(byte);
  const turn = async (): Promise<void> => {
    for (let ms = 0; ms < TURN_MS || uno.hostQueue > 0; ms += SLICE_MS) {
      uno.run(SLICE_MS);
      await loopTurn(); // avrdude at another board must not wait meanwhile
    }
    eeprom.set(uno.eeprom.memory);
    if (said.length > 0) send(said.splice(0));
  };
  let turns = turn();
  return {
    hear: (bytes) => {
      uno.hostSend(bytes);
      turns = turns.then(turn);
    },
  };
};

/** A program that sends nothing. */
export const SILENCE: Program = { hear: () => {} };
