import { FIRMATA_BAUD } from '../../../firmware/air-up/board/firmata/firmata-messages.js';
import type { Emulation, StartState } from '../board/emulation.js';
import { byteCycles, CLOCK_HZ } from '../chip/chip.js';
import type { ChipModel } from '../chip/models.js';
import type { PinState } from '../chip/pins.js';
import { noise } from '../chip/power-on-memory.js';
import { RESET_FLAGS } from '../chip/watchdog.js';
import { Driver } from './driver.js';
import { PinRegisters } from './pin-registers.js';

const CYCLES_PER_MS = CLOCK_HZ / 1000;
/** General purpose registers; those of peripherals follow, then RAM. */
const REGISTERS = 32;
/** Supply and reference, mV. */
const SUPPLY_MV = 5000;

export interface SimavrOptions {
  readonly model: ChipModel;
  /** simavr's name of the chip. */
  readonly mcu: string;
  /** Path of the program. */
  readonly hex: string;
  /** Path of a bootloader, which then starts first. */
  readonly bootloader?: string;
}

/**
 * An Arduino whose chip runs compiled code in simavr: an emulator with nothing in common with avr8js but the data
 * sheet.
 */
export class SimavrBoard implements Emulation {
  onHostByte: (byte: number) => void = () => {};
  onPin: (pin: number, state: PinState, atMs: number) => void = () => {};
  readonly resets = { watchdog: 0 };
  readonly #model: ChipModel;
  readonly #driver: Driver;
  readonly #pins: PinRegisters;
  readonly #shown: PinState[];
  #cycle = 0;
  #until = 0;
  #hostQueue = 0;

  constructor({ model, mcu, hex, bootloader }: SimavrOptions) {
    this.#model = model;
    this.#driver = new Driver(mcu, bootloader === undefined ? [hex] : [hex, bootloader]);
    this.#pins = new PinRegisters(model);
    this.#shown = model.pins.map(() => 'input');
    for (const address of this.#pins.addresses) this.#ask('watch', address);
    this.#ask('pace', byteCycles(FIRMATA_BAUD));
    this.powerCycle();
  }

  get nowMs(): number {
    return this.#cycle / CYCLES_PER_MS;
  }

  get hostQueue(): number {
    return this.#hostQueue;
  }

  run(ms: number): void {
    this.#until += ms * CYCLES_PER_MS;
    this.#ask('run', Math.ceil(this.#until));
  }

  pin(pin: number): PinState {
    return this.#pins.state(pin);
  }

  hostSend(bytes: Iterable<number>): void {
    this.#ask('send', Buffer.from([...bytes]).toString('hex'));
  }

  reset(): void {
    this.startWith({ mcusr: RESET_FLAGS.external, keepsRam: true });
  }

  powerCycle({ keepsRam = false } = {}): void {
    this.startWith({ mcusr: RESET_FLAGS.powerOn, keepsRam });
  }

  startWith({ mcusr, r2, keepsRam }: StartState): void {
    const { ramStart, ramBytes } = this.#model;
    if (!keepsRam) {
      const memory = noise(ramStart + ramBytes);
      this.#ask('poke', 0, hex(memory.subarray(0, REGISTERS)));
      this.#ask('poke', ramStart, hex(memory.subarray(ramStart)));
    }
    if (r2 !== undefined) this.#ask('poke', 2, hex(Uint8Array.of(r2)));
    this.#ask('reset', mcusr);
  }

  hang({ interruptsOff }: { readonly interruptsOff: boolean }): void {
    this.#ask('hang', interruptsOff ? 1 : 0);
  }

  runAway(): void {
    this.#ask('jump', 0);
  }

  readEeprom(): Uint8Array {
    const answer = this.#driver.ask('eeprom', this.#model.eepromBytes).find(([word]) => word === 'bytes');
    return Buffer.from(answer?.[1] ?? '', 'hex');
  }

  writeEeprom(image: Uint8Array): void {
    this.#ask('burn', hex(image));
  }

  setAnalog(channel: number, ratio: number): void {
    this.#ask('analog', channel, Math.round(ratio * SUPPLY_MV));
  }

  close(): void {
    this.#driver.close();
  }

  #ask(...request: readonly (string | number)[]): void {
    for (const [word, ...numbers] of this.#driver.ask(...request)) {
      const [first = 0, second = 0, third = 0] = numbers.map(Number);
      // An instruction, and a reset, may change several registers at once.
      if (word !== 'changed' || first !== this.#cycle) this.#look();
      if (word === 'left') this.#hostQueue = first;
      else this.#cycle = first;
      if (word === 'changed') this.#pins.set(second, third);
      if (word === 'sent') this.onHostByte(second);
      if (word === 'watchdog') this.resets.watchdog += 1;
    }
  }

  /** Reports what changed since the last call. */
  #look(): void {
    for (const [pin, was] of this.#shown.entries()) {
      const state = this.#pins.state(pin);
      if (state === was) continue;
      this.#shown[pin] = state;
      this.onPin(pin, state, this.nowMs);
    }
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
