import {
  type AVRPortConfig,
  adcConfig,
  eepromConfig,
  portBConfig,
  portCConfig,
  portDConfig,
  timer0Config,
  timer1Config,
  timer2Config,
  twiConfig,
  usart0Config,
  watchdogConfig,
} from 'avr8js';
import type { Channel, TimerConfig } from './lean-timer.js';

/** A pin of the chip: which of its ports, which bit. */
export type PortBit = readonly [port: number, bit: number];

/** Differences between the chips, with the Arduino pin numbers of a board with it. */
export interface ChipModel {
  /** Words. */
  readonly flashWords: number;
  /** Registers and I/O come before it. */
  readonly ramStart: number;
  readonly ramBytes: number;
  readonly eepromBytes: number;
  readonly ports: readonly AVRPortConfig[];
  /** By Arduino's number of the pin. */
  readonly pins: readonly PortBit[];
  readonly timers: readonly TimerConfig[];
  /** Pins that a timer drives. */
  readonly pwm: Readonly<Record<number, readonly [timer: number, channel: Channel]>>;
  readonly sda: number;
  readonly scl: number;
  readonly adc: typeof adcConfig;
  readonly eeprom: typeof eepromConfig;
  readonly twi: typeof twiConfig;
  readonly usart: typeof usart0Config;
  readonly watchdog: typeof watchdogConfig;
}

const bits = (port: number, ...of: readonly number[]): PortBit[] => of.map((bit) => [port, bit]);
const UP = [0, 1, 2, 3, 4, 5, 6, 7];
const DOWN = [...UP].reverse();

/** Uno and Nano: 0 to 7 port D, 8 to 13 port B, A0 to A5 port C (ATmega328P data sheet, table 1-1). */
export const ATMEGA328P: ChipModel = {
  flashWords: 0x4000,
  ramStart: 0x100,
  ramBytes: 2048,
  eepromBytes: 1024,
  ports: [portDConfig, portBConfig, portCConfig],
  pins: [...bits(0, ...UP), ...bits(1, 0, 1, 2, 3, 4, 5), ...bits(2, 0, 1, 2, 3, 4, 5)],
  timers: [timer0Config, timer1Config, timer2Config],
  pwm: { 3: [2, 'B'], 5: [0, 'B'], 6: [0, 'A'], 9: [1, 'A'], 10: [1, 'B'], 11: [2, 'A'] },
  sda: 18,
  scl: 19,
  adc: adcConfig,
  eeprom: eepromConfig,
  twi: twiConfig,
  usart: usart0Config,
  watchdog: watchdogConfig,
};

/** Addresses of PIN; DDR and PORT follow (ATmega2560 data sheet, 33). There is no port I. */
const MEGA_PORTS = { A: 0x20, B: 0x23, C: 0x26, D: 0x29, E: 0x2c, F: 0x2f, G: 0x32 } as const;
const MEGA_HIGH_PORTS = { H: 0x100, J: 0x103, K: 0x106, L: 0x109 } as const;
const [A, B, C, D, E, F, G, H, J, K, L] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** Timers 3 to 5 are as timer 1, elsewhere: TCCRnA and its neighbors, TIMSKn, TIFRn, vector of the overflow. That of
 * channel A is three before it, of two words each. */
function sixteenBits(tccra: number, timsk: number, tifr: number, ovfInterrupt: number): TimerConfig {
  return {
    ...timer1Config,
    TCCRA: tccra,
    TCCRB: tccra + 1,
    TCCRC: tccra + 2,
    TCNT: tccra + 4,
    ICR: tccra + 6,
    OCRA: tccra + 8,
    OCRB: tccra + 10,
    OCRC: tccra + 12,
    TIMSK: timsk,
    TIFR: tifr,
    ovfInterrupt,
    compAInterrupt: ovfInterrupt - 6,
  };
}

/** Mega: pins as in pins_arduino.h of the variant mega; vectors as in table 14-1 of the data sheet. */
const MEGA: ChipModel = {
  flashWords: 0x20000,
  ramStart: 0x200,
  ramBytes: 8192,
  eepromBytes: 4096,
  ports: Object.values({ ...MEGA_PORTS, ...MEGA_HIGH_PORTS }).map((PIN) => ({
    PIN,
    DDR: PIN + 1,
    PORT: PIN + 2,
    externalInterrupts: [],
  })),
  pins: [
    ...[...bits(E, 0, 1, 4, 5), ...bits(G, 5), ...bits(E, 3), ...bits(H, 3, 4, 5, 6)],
    ...[...bits(B, 4, 5, 6, 7), ...bits(J, 1, 0), ...bits(H, 1, 0), ...bits(D, 3, 2, 1, 0)],
    ...[...bits(A, ...UP), ...bits(C, ...DOWN), ...bits(D, 7), ...bits(G, 2, 1, 0)],
    ...[...bits(L, ...DOWN), ...bits(B, 3, 2, 1, 0)],
    ...[...bits(F, ...UP), ...bits(K, ...UP)],
  ],
  timers: [
    { ...timer0Config, ovfInterrupt: 0x2e },
    sixteenBits(0x80, 0x6f, 0x36, 0x28),
    { ...timer2Config, ovfInterrupt: 0x1e },
    sixteenBits(0x90, 0x71, 0x38, 0x46),
    sixteenBits(0xa0, 0x72, 0x39, 0x5a),
    sixteenBits(0x120, 0x73, 0x3a, 0x64),
  ],
  pwm: {
    ...{ 2: [3, 'B'], 3: [3, 'C'], 4: [0, 'B'], 5: [3, 'A'], 6: [4, 'A'], 7: [4, 'B'], 8: [4, 'C'] },
    ...{ 9: [2, 'B'], 10: [2, 'A'], 11: [1, 'A'], 12: [1, 'B'], 13: [0, 'A'] },
    ...{ 44: [5, 'C'], 45: [5, 'B'], 46: [5, 'A'] },
  },
  sda: 20,
  scl: 21,
  adc: {
    ...adcConfig,
    adcInterrupt: 0x3a,
    numChannels: 16,
    muxInputMask: 0x3f,
    // Channels 8 to 15 by MUX5.
    muxChannels: Object.fromEntries(
      Array.from({ length: 16 }, (_, channel) => [
        channel < 8 ? channel : 0x20 | (channel - 8),
        { type: 0, channel },
      ]),
    ),
  },
  eeprom: { ...eepromConfig, eepromReadyInterrupt: 0x3c },
  twi: { ...twiConfig, twiInterrupt: 0x4e },
  usart: {
    ...usart0Config,
    rxCompleteInterrupt: 0x32,
    dataRegisterEmptyInterrupt: 0x34,
    txCompleteInterrupt: 0x36,
  },
  watchdog: { ...watchdogConfig, watchdogInterrupt: 0x18 },
};

/** avr8js's own timers drive pins themselves and need to know which. */
function wiredTimers({ timers, pwm, pins, ports }: ChipModel): TimerConfig[] {
  const wired = timers.map((config) => ({ ...config, compPortA: 0, compPortB: 0, compPortC: 0 }));
  for (const [pin, [timer, channel]] of Object.entries(pwm)) {
    const [port, bit] = pins[Number(pin)] as PortBit;
    Object.assign(wired[timer] as TimerConfig, {
      [`compPort${channel}`]: ports[port]?.PORT,
      [`compPin${channel}`]: bit,
    });
  }
  return wired;
}

export const ATMEGA2560: ChipModel = { ...MEGA, timers: wiredTimers(MEGA) };

/** The same chip with the host on USART1 (TXD 18, RXD 19): its registers lie 8 above those of USART0. */
export const ATMEGA2560_USART1: ChipModel = {
  ...ATMEGA2560,
  usart: {
    rxCompleteInterrupt: 0x48,
    dataRegisterEmptyInterrupt: 0x4a,
    txCompleteInterrupt: 0x4c,
    UCSRA: 0xc8,
    UCSRB: 0xc9,
    UCSRC: 0xca,
    UBRRL: 0xcc,
    UBRRH: 0xcd,
    UDR: 0xce,
  },
};
