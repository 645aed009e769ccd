import { EEPROMMemoryBackend } from 'avr8js';
import { FIRMATA_BAUD } from '../../../firmware/air-up/board/firmata/firmata-messages.js';
import { byteCycles, Chip, CLOCK_HZ } from '../chip/chip.js';
import { readIntelHex } from '../chip/intel-hex.js';
import { ATMEGA328P, type ChipModel } from '../chip/models.js';
import type { PinState } from '../chip/pins.js';
import { noise } from '../chip/power-on-memory.js';
import { TwoWireBus } from '../chip/two-wire-bus.js';
import { RESET_FLAGS } from '../chip/watchdog.js';
import type { Emulation, StartState } from './emulation.js';

const CYCLES_PER_MS = CLOCK_HZ / 1000;

export interface BoardOptions {
  /** Voltage at an analog channel as a share of 5 V, 0 to 1. */
  analogRatio(channel: number): number;
  /** Hex of a bootloader, which then starts first; without one the program starts immediately. */
  readonly bootloader?: string;
  /** Default: that of an Uno. */
  readonly model?: ChipModel;
  /** avr8js's own timers instead of the lean ones: a tenth of the speed, PWM as a wave. */
  readonly fullTimers?: boolean;
}

/** An Arduino whose chip runs compiled code. Its time passes only in {@link run}. */
export class EmulatedBoard implements Emulation {
  onHostByte: (byte: number) => void = () => {};
  /** Called at every change of a pin, from the first cycle after each reset. */
  onPin: (pin: number, state: PinState, atMs: number) => void = () => {};
  readonly eeprom: EEPROMMemoryBackend;
  readonly bus: TwoWireBus;
  /** Resets of the board, with their causes. */
  readonly resets = { powerOn: 0, external: 0, watchdog: 0 };
  /** Baud rate of the host. */
  hostBaudRate: number = FIRMATA_BAUD;
  readonly #model: ChipModel;
  readonly #flash: Uint16Array;
  readonly #startAt: number;
  readonly #fromHost: number[] = [];
  readonly #driven = new Map<number, boolean>();
  /** Voltages that were set, overriding those of the options. */
  readonly #ratios = new Map<number, number>();
  #hostIsSending = false;
  #until = 0;
  #bornAtMs = 0;
  #chip!: Chip;

  constructor(
    hex: string,
    private readonly options: BoardOptions,
  ) {
    this.#model = options.model ?? ATMEGA328P;
    const { flashWords, eepromBytes } = this.#model;
    this.eeprom = new EEPROMMemoryBackend(eepromBytes);
    this.bus = new TwoWireBus(this.#model);
    this.#startAt = 0;
    if (options.bootloader === undefined) {
      this.#flash = readIntelHex(hex, flashWords);
    } else {
      // Debian's build of optiboot is 20 bytes longer than its place at the end of the flash: here it fits.
      this.#flash = readIntelHex(hex, flashWords + 16);
      const loader = readIntelHex(options.bootloader, flashWords + 16);
      this.#startAt = loader.findIndex((word) => word !== 0xffff);
      loader.forEach((word, at) => {
        if (word !== 0xffff) this.#flash[at] = word;
      });
    }
    this.powerCycle();
  }

  get nowMs(): number {
    return this.#chip.cpu.cycles / CYCLES_PER_MS;
  }

  /** Time since the last reset. */
  get ageMs(): number {
    return this.nowMs - this.#bornAtMs;
  }

  /** The RAM of the chip, for tests that read or corrupt it. */
  get ram(): Uint8Array {
    return this.#chip.cpu.data.subarray(this.#model.ramStart);
  }

  /** Advances the board's time. */
  run(ms: number): void {
    this.#until += ms * CYCLES_PER_MS;
    while (this.#chip.cpu.cycles < this.#until) {
      this.#chip.run(Math.ceil(this.#until)); // a fraction of a cycle would make some timer overflow twice
      if (this.#chip.watchdogBit) this.#begin('watchdog', this.#chip.cpu.data);
    }
  }

  pin(pin: number): PinState {
    return this.#chip.pins.state(pin);
  }

  /** Share of the time that a pin is high. */
  duty(pin: number): number {
    return this.#chip.pins.duty(pin);
  }

  /** An external signal drives a pin or releases it. */
  driveInput(pin: number, level: boolean | undefined): void {
    if (level === undefined) this.#driven.delete(pin);
    else this.#driven.set(pin, level);
    this.#chip.pins.drive(pin, level);
  }

  /** Acts this many cycles later, unless the board is reset before. */
  after(us: number, act: () => void): void {
    this.#chip.cpu.addClockEvent(act, Math.round((us * CLOCK_HZ) / 1e6));
  }

  /** False in an interrupt, or if the program has disabled them. */
  get areInterruptsOn(): boolean {
    return this.#chip.cpu.interruptsEnabled;
  }

  setAnalog(channel: number, ratio: number): void {
    this.#ratios.set(channel, ratio);
  }

  readEeprom(): Uint8Array {
    return this.eeprom.memory.slice();
  }

  writeEeprom(image: Uint8Array): void {
    this.eeprom.memory.set(image);
  }

  /** Queues bytes, which arrive at the baud rate of the host. */
  hostSend(bytes: Iterable<number>): void {
    this.#fromHost.push(...bytes);
    if (!this.#hostIsSending) this.#sendNext();
  }

  /** Bytes of the host that have not arrived yet. */
  get hostQueue(): number {
    return this.#fromHost.length;
  }

  /** The reset button, or DTR when a host opens the port. RAM keeps its contents. */
  reset(): void {
    this.#begin('external', this.#chip.cpu.data);
  }

  /** @param keepsRam the power was off too shortly for RAM to lose its contents */
  powerCycle({ keepsRam = false } = {}): void {
    this.#begin(
      'powerOn',
      keepsRam ? this.#chip.cpu.data : noise(this.#model.ramStart + this.#model.ramBytes),
    );
  }

  /**
   * The program starts behind a bootloader that has left this. RAM is random unless it is kept, and so is r2 after
   * power-on unless the bootloader writes it.
   */
  startWith({ mcusr, r2, keepsRam }: StartState): void {
    const memory = keepsRam
      ? Uint8Array.from(this.#chip.cpu.data)
      : noise(this.#model.ramStart + this.#model.ramBytes);
    if (r2 !== undefined) memory[2] = r2;
    this.#begin(keepsRam ? 'external' : 'powerOn', memory, mcusr);
  }

  /** Time-out of the watchdog if it is enabled, ms. */
  get watchdogMs(): number | undefined {
    return this.#chip.watchdogMs;
  }

  /** Maximum time between two restarts of the watchdog since the last reset, ms. */
  get longestWaitMs(): number {
    return this.#chip.longestWait / CYCLES_PER_MS;
  }

  /** Makes the program hang. */
  hang(options: { interruptsOff: boolean }): void {
    this.#chip.hang(options);
  }

  /** The program jumps to its reset vector without a reset. */
  runAway(): void {
    this.#chip.runAway();
  }

  #begin(why: keyof EmulatedBoard['resets'], memory: Uint8Array, mcusr?: number): void {
    this.resets[why] += 1;
    const before = this.#chip as Chip | undefined;
    const was = before && this.#model.pins.map((_, pin) => before.pins.state(pin));
    const cycles = before?.cpu.cycles ?? 0;
    this.#chip = new Chip(
      {
        model: this.#model,
        flash: this.#flash,
        startAt: this.#startAt,
        cycles,
        resetFlag: mcusr ?? RESET_FLAGS[why],
        oldFlags: mcusr !== undefined || why === 'powerOn' ? 0 : (before?.resetFlags ?? 0),
        memory,
        eeprom: this.eeprom,
        fullTimers: this.options.fullTimers ?? false,
      },
      {
        analogRatio: (channel) => this.#ratios.get(channel) ?? this.options.analogRatio(channel),
        transmitted: (byte) => this.onHostByte(byte),
        pinChanged: (pin, state) => this.onPin(pin, state, this.nowMs),
        bus: this.bus,
      },
    );
    this.#bornAtMs = this.nowMs;
    was?.forEach((state, pin) => {
      if (state !== 'input') this.onPin(pin, 'input', this.nowMs);
    });
    for (const [pin, level] of this.#driven) this.#chip.pins.drive(pin, level);
    if (this.#fromHost.length > 0) this.#sendNext();
  }

  #sendNext(): void {
    this.#hostIsSending = true;
    const chip = this.#chip;
    chip.cpu.addClockEvent(() => {
      chip.receive(this.#fromHost.shift() as number, this.hostBaudRate);
      this.#hostIsSending = false;
      if (this.#fromHost.length > 0) this.#sendNext();
    }, byteCycles(this.hostBaudRate));
  }
}
