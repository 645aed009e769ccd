import type { CPU, timer0Config } from 'avr8js';

/** A timer/counter of the chip: registers, bits and interrupts. */
export type TimerConfig = typeof timer0Config;

/** Channel of a timer that can drive a pin. */
export type Channel = 'A' | 'B' | 'C';

/** Bits of TCCRnA that connect the pin of a channel to the timer: COMnx1. */
export const GIVES_PIN = { A: 0x80, B: 0x20, C: 0x08 } as const;

/**
 * Top value and kind of counting: waveform generation modes 0, 1 and 3 (8 bit) and 0, 1, 5 (16 bit); ATmega328P data
 * sheet, 15.9 and 16.11.
 */
const MODES: Readonly<Record<number, { readonly top: number; readonly upAndDown: boolean }>> = {
  0: { top: 0xff, upAndDown: false }, // 0xffff for one with 16 bits
  1: { top: 0xff, upAndDown: true },
  3: { top: 0xff, upAndDown: false },
  5: { top: 0xff, upAndDown: false },
};

/**
 * The part of a timer that an Arduino program uses: the count, the interrupts of overflow and of channel A, and which
 * pins have PWM.
 *
 * avr8js's own timers need an event for every count, 750,000 per second for all three; this one needs one per
 * overflow, and only while its interrupt is enabled. Waveforms and the other channels' interrupts are left
 * out; a mode that would need them is refused.
 */
export class LeanTimer {
  #divider = 0;
  /** Cycle at which the counter was, or would have been, zero. */
  #zeroAt = 0;
  readonly #overflow: Parameters<CPU['setInterruptFlag']>[0];
  /** Of channel A, the only one that is emulated. */
  readonly #match: Parameters<CPU['setInterruptFlag']>[0];
  /** High byte of the count, from the moment at which the low one was read. */
  #countHigh = 0;

  /** @param onOutputs is called when pins are connected to PWM or disconnected */
  constructor(
    private readonly cpu: CPU,
    private readonly config: TimerConfig,
    onOutputs: () => void,
  ) {
    this.#overflow = {
      address: config.ovfInterrupt,
      flagRegister: config.TIFR,
      flagMask: config.TOV,
      enableRegister: config.TIMSK,
      enableMask: config.TOIE,
    };
    this.#match = {
      address: config.compAInterrupt,
      flagRegister: config.TIFR,
      flagMask: config.OCFA,
      enableRegister: config.TIMSK,
      enableMask: config.OCIEA,
    };
    const { data, readHooks, writeHooks } = cpu;
    writeHooks[config.TCCRA] = (value) => {
      data[config.TCCRA] = value;
      onOutputs();
      return true;
    };
    writeHooks[config.TCCRB] = (value) => {
      data[config.TCCRB] = value;
      this.#divider = config.dividers[(value & 7) as 0];
      this.#zeroAt = cpu.cycles;
      this.#schedule();
      return true;
    };
    writeHooks[config.TIMSK] = (value) => {
      if (value & ~(config.TOIE | config.OCIEA))
        throw new Error('only the interrupts of overflow and channel A are');
      data[config.TIMSK] = value;
      cpu.updateInterruptEnable(this.#overflow, value);
      cpu.updateInterruptEnable(this.#match, value);
      this.#schedule();
      return true;
    };
    writeHooks[config.TIFR] = (value) => {
      cpu.clearInterruptByFlag(this.#overflow, value);
      cpu.clearInterruptByFlag(this.#match, value);
      return true;
    };
    // The high byte of a register with 16 bits is written first.
    writeHooks[config.OCRA] = (value) => {
      data[config.OCRA] = value;
      this.#scheduleMatch();
      return true;
    };
    writeHooks[config.TCNT] = () => {
      throw new Error('setting a counter is not emulated');
    };
    readHooks[config.TCNT] = () => {
      const count = this.#count();
      this.#countHigh = count >> 8;
      return count & 0xff;
    };
    if (config.bits === 16) readHooks[config.TCNT + 1] = () => this.#countHigh;
  }

  /** Whether PWM drives the pin of a channel. */
  drives(channel: Channel): boolean {
    return ((this.cpu.data[this.config.TCCRA] ?? 0) & GIVES_PIN[channel]) !== 0;
  }

  /** Share of the time that PWM holds the pin of a channel high. */
  duty(channel: Channel): number {
    return (this.cpu.data[this.config[`OCR${channel}`]] ?? 0) / 255;
  }

  get #mode(): { readonly top: number; readonly upAndDown: boolean } {
    const { TCCRA, TCCRB, bits } = this.config;
    const [a = 0, b = 0] = [this.cpu.data[TCCRA], this.cpu.data[TCCRB]];
    const mode = MODES[(a & 3) | ((b & (bits === 16 ? 0x18 : 0x08)) >> 1)];
    if (!mode) throw new Error('this mode of a timer is not emulated');
    return mode === MODES[0] && bits === 16 ? { ...mode, top: 0xffff } : mode;
  }

  get #period(): number {
    const { top, upAndDown } = this.#mode;
    return this.#divider * (upAndDown ? 2 * top : top + 1);
  }

  #count(): number {
    if (this.#divider === 0) return 0;
    const { top, upAndDown } = this.#mode;
    const counted = Math.floor(((this.cpu.cycles - this.#zeroAt) % this.#period) / this.#divider);
    return upAndDown && counted > top ? 2 * top - counted : counted;
  }

  #schedule(): void {
    this.#scheduleMatch();
    this.cpu.clearClockEvent(this.#onOverflow);
    if (this.#divider === 0 || ((this.cpu.data[this.config.TIMSK] ?? 0) & this.config.TOIE) === 0) return;
    const period = this.#period;
    this.cpu.addClockEvent(this.#onOverflow, period - (Math.max(0, this.cpu.cycles - this.#zeroAt) % period));
  }

  #scheduleMatch(): void {
    this.cpu.clearClockEvent(this.#onMatch);
    this.#addMatch();
  }

  #addMatch(): void {
    const { cpu, config } = this;
    if (this.#divider === 0 || ((cpu.data[config.TIMSK] ?? 0) & config.OCIEA) === 0) return;
    const { top, upAndDown } = this.#mode;
    if (upAndDown) throw new Error('a compare interrupt is emulated while the counter runs up only');
    const wanted =
      (cpu.data[config.OCRA] ?? 0) | (config.bits === 16 ? (cpu.data[config.OCRA + 1] ?? 0) << 8 : 0);
    const ticks = (wanted - this.#count() + top + 1) % (top + 1) || top + 1;
    const intoTick = (cpu.cycles - this.#zeroAt) % this.#divider;
    cpu.addClockEvent(this.#onMatch, ticks * this.#divider - intoTick);
  }

  readonly #onMatch = (): void => {
    this.cpu.setInterruptFlag(this.#match);
    this.#addMatch(); // an event must not clear itself
  };

  readonly #onOverflow = (): void => {
    const period = this.#period;
    this.#zeroAt += Math.floor((this.cpu.cycles - this.#zeroAt) / period) * period;
    this.cpu.setInterruptFlag(this.#overflow);
    this.cpu.addClockEvent(this.#onOverflow, this.#zeroAt + period - this.cpu.cycles);
  };
}
