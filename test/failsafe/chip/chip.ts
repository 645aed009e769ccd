import {
  AVRADC,
  AVREEPROM,
  AVRTimer,
  AVRUSART,
  type AVRWatchdog,
  avrInstruction,
  CPU,
  type EEPROMBackend,
} from 'avr8js';
import { LeanTimer } from './lean-timer.js';
import type { ChipModel } from './models.js';
import { ChipPins, type PinState } from './pins.js';
import { ChipTwi } from './twi.js';
import type { TwoWireBus } from './two-wire-bus.js';
import { UartReceiver } from './uart-receiver.js';
import { flagsOf, makeWatchdog } from './watchdog.js';

export const CLOCK_HZ = 16_000_000;
/** Opcode SLEEP, and the register whose lowest bit allows it. */
const SLEEP = 0x9588;
const SMCR = 0x53;
/** Opcode SEI: one more instruction runs before an interrupt does (ATmega328P data sheet, 6.7.1). */
const SEI = 0x9478;
/** `rjmp .-2`: a program that hangs. */
const HANG = 0xcfff;

/** Maximum error of the baud rate at which a USART receives a byte, as a share. */
const RATE_TOLERANCE = 0.03;

/** Cycles that a byte takes on the wire: start, eight bits, stop. */
export const byteCycles = (baudRate: number): number => Math.round((10 * CLOCK_HZ) / baudRate);

/** The environment of the chip. */
export interface Surroundings {
  analogRatio(channel: number): number;
  transmitted(byte: number): void;
  pinChanged(pin: number, state: PinState): void;
  /** Devices on SDA and SCL. */
  readonly bus: TwoWireBus;
}

/** The state of the chip after a reset. */
export interface Birth {
  readonly model: ChipModel;
  readonly flash: Uint16Array;
  /** Word address of the reset vector. */
  readonly startAt: number;
  readonly cycles: number;
  /** MCUSR: the cause of the reset, and the flags of earlier resets that were not cleared. */
  readonly resetFlag: number;
  readonly oldFlags: number;
  /** Registers and RAM: a reset leaves them, power-on leaves anything. */
  readonly memory: Uint8Array;
  /** It survives everything. */
  readonly eeprom: EEPROMBackend;
  /** avr8js's complete timers instead of ours: slower. */
  readonly fullTimers: boolean;
}

/** A chip between two resets. It ends with `watchdogBit` or when it is discarded. */
export class Chip {
  readonly cpu: CPU;
  readonly pins: ChipPins;
  readonly #usart: AVRUSART;
  readonly #receiver: UartReceiver;
  watchdogBit = false;
  /** Maximum time between two restarts of the watchdog, cycles. */
  longestWait = 0;
  readonly #watchdog: AVRWatchdog;
  readonly #clock: { readonly nextClockEvent: { readonly cycles: number } | null };
  #asleep = false;

  constructor(birth: Birth, outside: Surroundings) {
    const { model } = birth;
    const { ramStart, timers: configs } = model;
    // avr8js assumes 256 bytes of registers before the RAM.
    const cpu = new CPU(Uint16Array.from(birth.flash), model.ramBytes + ramStart - 0x100);
    this.cpu = cpu;
    // Private in avr8js; checking it at every instruction is twice as fast as calling tick().
    this.#clock = cpu as unknown as { nextClockEvent: { cycles: number } | null };
    cpu.data.set(birth.memory.subarray(0, 32));
    cpu.data.set(birth.memory.subarray(ramStart), ramStart);
    cpu.cycles = birth.cycles;
    cpu.pc = birth.startAt;

    const lean = birth.fullTimers
      ? []
      : configs.map((config) => new LeanTimer(cpu, config, () => this.pins?.look()));
    this.pins = new ChipPins(cpu, model, lean, (pin, state) => {
      outside.bus.portPin(pin, state);
      outside.pinChanged(pin, state);
    });
    if (birth.fullTimers) for (const config of configs) new AVRTimer(cpu, config);
    this.#usart = new AVRUSART(cpu, model.usart, CLOCK_HZ);
    this.#receiver = new UartReceiver(cpu, model.usart);
    // A byte is received when its stop bit has passed; avr8js reports it when it is written.
    this.#usart.onByteTransmit = (byte) => {
      cpu.addClockEvent(() => outside.transmitted(byte), byteCycles(this.#usart.baudRate));
    };
    const adc = new AVRADC(cpu, model.adc);
    adc.onADCRead = (input) => {
      const ratio = 'channel' in input ? outside.analogRatio(input.channel) : 0;
      const reading = Math.min(1023, Math.max(0, Math.floor(ratio * 1024)));
      cpu.addClockEvent(() => adc.completeADCRead(reading), adc.sampleCycles);
    };
    new AVREEPROM(cpu, birth.eeprom, model.eeprom);
    new ChipTwi(cpu, model.twi, this.pins, outside.bus, CLOCK_HZ);
    this.#watchdog = makeWatchdog(cpu, birth);
    this.#noteWaits();
    // avr8js would restart with unchanged registers.
    cpu.reset = () => {
      this.watchdogBit = true;
    };
  }

  #noteWaits(): void {
    const { cpu } = this;
    const kick = cpu.onWatchdogReset;
    let kickedAt = cpu.cycles;
    cpu.onWatchdogReset = () => {
      this.longestWait = Math.max(this.longestWait, cpu.cycles - kickedAt);
      kickedAt = cpu.cycles;
      kick();
    };
  }

  /** A byte from the host, sent at this rate. */
  receive(byte: number, baudRate: number): void {
    const offBy = Math.abs(this.#usart.baudRate / baudRate - 1);
    if (this.#usart.rxEnable && offBy <= RATE_TOLERANCE) this.#receiver.take(byte);
  }

  /** Undefined while the watchdog is off. */
  get watchdogMs(): number | undefined {
    return this.#watchdog.enabled ? this.#watchdog.prescaler / 128 : undefined;
  }

  /** Runs to this cycle, or to a watchdog reset. */
  run(until: number): void {
    const { cpu } = this;
    const clock = this.#clock;
    const { progMem, data } = cpu;
    while (cpu.cycles < until && !this.watchdogBit) {
      if (this.#asleep) {
        this.#sleep(until);
        continue;
      }
      if (progMem[cpu.pc] === SLEEP && (data[SMCR] as number) & 1) {
        if (data[SMCR] !== 1) throw new Error('only the idle sleep is emulated');
        avrInstruction(cpu);
        this.#asleep = true; // only here a pending interrupt wakes it
        continue;
      }
      const { pc } = cpu;
      avrInstruction(cpu);
      const event = clock.nextClockEvent;
      if (
        ((event !== null && event.cycles <= cpu.cycles) ||
          (cpu.nextInterrupt >= 0 && (data[0x5f] as number) & 0x80)) &&
        progMem[pc] !== SEI
      ) {
        cpu.tick();
      }
    }
  }

  /** Jumps from event to event until an interrupt wakes it. */
  #sleep(until: number): void {
    const { cpu } = this;
    const { pc } = cpu;
    const event = this.#clock.nextClockEvent;
    const awake = cpu.nextInterrupt >= 0 && cpu.interruptsEnabled;
    if (!awake) cpu.cycles = Math.max(cpu.cycles, Math.min(event?.cycles ?? until, until));
    cpu.tick();
    this.#asleep = cpu.pc === pc; // an interrupt went to its vector
  }

  get resetFlags(): number {
    return flagsOf(this.cpu);
  }

  /** The program loops forever from here on. */
  hang(options: { interruptsOff: boolean }): void {
    const { cpu } = this;
    cpu.progMem[cpu.pc] = HANG;
    this.#asleep = false;
    if (options.interruptsOff) cpu.data[0x5f] = cpu.SREG & 0x7f;
  }

  /** The program jumps to its reset vector with unchanged registers. */
  runAway(): void {
    this.cpu.pc = 0;
    this.#asleep = false;
  }
}
