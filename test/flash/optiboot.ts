import type { Bootloader, BootWorld } from './bootloader.js';

/** STK500 version 1 (Atmel AVR061), the part that optiboot supports. */
const COMMAND = {
  getParameter: 0x41,
  setDevice: 0x42,
  setDeviceExtended: 0x45,
  leaveProgramming: 0x51,
  loadAddress: 0x55,
  universal: 0x56,
  programPage: 0x64,
  readPage: 0x74,
  readSignature: 0x75,
} as const;

const END = 0x20;
const IN_SYNC = 0x14;
const OK = 0x10;
const VERSION = { 129: 4, 130: 4 } as Readonly<Record<number, number>>;

/** Bytes between a command and its end; programPage brings its data on top. */
const ARGUMENTS: Readonly<Record<number, number>> = {
  [COMMAND.getParameter]: 1,
  [COMMAND.setDevice]: 20,
  [COMMAND.setDeviceExtended]: 5,
  [COMMAND.loadAddress]: 2,
  [COMMAND.universal]: 4,
  [COMMAND.programPage]: 3,
  [COMMAND.readPage]: 3,
};

/**
 * The bootloader of an Uno (optiboot 4.4): an unknown byte ends it, and the program starts. A Firmata question
 * during the bootloader is lost.
 */
export class Optiboot implements Bootloader {
  #message: number[] = [];
  #address = 0;

  constructor(private readonly world: BootWorld) {}

  take(byte: number): void {
    this.#message.push(byte);
    const [command = 0, high = 0, low = 0] = this.#message;
    const page = command === COMMAND.programPage && this.#message.length > 3 ? (high << 8) | low : 0;
    if (this.#message.length <= (ARGUMENTS[command] ?? 0) + page + 1) return;
    const data = this.#message.slice(1, -1);
    this.#message = [];
    if (byte === END) this.world.send([IN_SYNC, ...this.#obey(command, data), OK]);
    if (byte !== END || command === COMMAND.leaveProgramming) this.world.leave();
  }

  /** @returns the bytes between "in sync" and "OK" */
  #obey(command: number, data: readonly number[]): Iterable<number> {
    const { flash, signature } = this.world;
    const [first = 0, second = 0] = data;
    switch (command) {
      case COMMAND.getParameter:
        return [VERSION[first] ?? 3];
      case COMMAND.universal:
        return [0];
      case COMMAND.loadAddress:
        this.#address = (first | (second << 8)) * 2;
        return [];
      case COMMAND.programPage:
        flash.write(this.#address, Uint8Array.from(data.slice(3)));
        return [];
      case COMMAND.readPage:
        return flash.read(this.#address, (first << 8) | second);
      case COMMAND.readSignature:
        return signature;
      default:
        return [];
    }
  }
}
