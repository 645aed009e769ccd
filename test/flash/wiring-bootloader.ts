import type { Bootloader, BootWorld } from './bootloader.js';

/** STK500 version 2, Atmel AVR068, the part that the bootloader of a Mega (stk500boot.c) supports. */
const COMMAND = {
  signOn: 0x01,
  setParameter: 0x02,
  getParameter: 0x03,
  loadAddress: 0x06,
  enterProgramming: 0x10,
  leaveProgramming: 0x11,
  programFlash: 0x13,
  readFlash: 0x14,
  readSignature: 0x1b,
  multi: 0x1d,
} as const;

const START = 0x1b;
const TOKEN = 0x0e;
const OK = 0x00;
const UNKNOWN = 0xc9;
const NAME = [...Buffer.from('AVRISP_2')];
/** Start, sequence, length in two bytes, token; and the sum behind the body. */
const HEAD = 5;
/** Of the answers to getParameter: hardware, major, minor. */
const PARAMETERS: Readonly<Record<number, number>> = { 144: 15, 145: 2, 146: 10 };
/** Before the data of programFlash: length in two bytes, mode, delay, three commands, two poll values. */
const PROGRAM_HEAD = 9;
/** SPI instruction "read signature byte". */
const READ_SIGNATURE = 0x30;

/** The bootloader of an Arduino Mega 2560. */
export class WiringBootloader implements Bootloader {
  #message: number[] = [];
  #address = 0;

  constructor(private readonly world: BootWorld) {}

  take(byte: number): void {
    this.#message.push(byte);
    if (this.#message[0] !== START) this.#message = [];
    const [, sequence = 0, high = 0, low = 0, token] = this.#message;
    if (this.#message.length < HEAD || this.#message.length <= HEAD + ((high << 8) | low)) return;
    const message = this.#message;
    this.#message = [];
    if (token !== TOKEN || sumOf(message) !== 0) return;
    const [command = 0, ...data] = message.slice(HEAD, -1);
    const answer = [command, ...this.#obey(command, data)];
    const whole = [START, sequence, answer.length >> 8, answer.length & 0xff, TOKEN, ...answer];
    this.world.send([...whole, sumOf(whole)]);
    if (command === COMMAND.leaveProgramming) this.world.leave();
  }

  /** @returns what follows the command in the answer */
  #obey(command: number, data: readonly number[]): readonly number[] {
    const { flash, signature } = this.world;
    const [first = 0, second = 0, third = 0, fourth = 0] = data;
    switch (command) {
      case COMMAND.signOn:
        return [OK, NAME.length, ...NAME];
      case COMMAND.getParameter:
        return [OK, PARAMETERS[first] ?? 0];
      case COMMAND.loadAddress:
        // In words; avrdude sets the highest bit if the flash is larger than 64 K words.
        this.#address = 2 * (((first & 0x7f) << 24) | (second << 16) | (third << 8) | fourth);
        return [OK];
      case COMMAND.programFlash: {
        const page = Uint8Array.from(data.slice(PROGRAM_HEAD));
        flash.write(this.#address, page);
        this.#address += page.length;
        return [OK];
      }
      case COMMAND.readFlash: {
        const page = flash.read(this.#address, (first << 8) | second);
        this.#address += page.length;
        return [OK, ...page, OK];
      }
      case COMMAND.readSignature:
        return [OK, signature[fourth] ?? 0, OK];
      case COMMAND.multi: {
        const [instruction = 0, , index = 0] = data.slice(3);
        const answer = instruction === READ_SIGNATURE ? (signature[index] ?? 0) : 0;
        return [OK, 0, instruction, 0, answer, OK];
      }
      case COMMAND.setParameter:
      case COMMAND.enterProgramming:
      case COMMAND.leaveProgramming:
        return [OK];
      default:
        return [UNKNOWN];
    }
  }
}

function sumOf(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}
