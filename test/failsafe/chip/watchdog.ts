import { AVRClock, AVRWatchdog, type CPU, watchdogConfig } from 'avr8js';
import type { ChipModel } from './models.js';

const { MCUSR, WDTCSR } = watchdogConfig;
const WDRF = 0x08;
const WDE = 0x08;
const WDCE = 0x10;
const CLOCK_HZ = 16_000_000;

/** Bits of MCUSR: why the chip was reset. */
export const RESET_FLAGS = { powerOn: 1, external: 2, brownOut: 4, watchdog: WDRF } as const;

export const flagsOf = (cpu: CPU): number => cpu.data[MCUSR] ?? 0;

/**
 * avr8js's watchdog, plus what the data sheet of the ATmega328P adds (10.8.2, 10.9.2): after a watchdog
 * reset it keeps running with its shortest time-out, and neither the program nor another reset stops it while WDRF is
 * set.
 */
export function makeWatchdog(
  cpu: CPU,
  {
    model,
    resetFlag,
    oldFlags,
  }: { readonly model: ChipModel; readonly resetFlag: number; readonly oldFlags: number },
): AVRWatchdog {
  const watchdog = new AVRWatchdog(cpu, model.watchdog, new AVRClock(cpu, CLOCK_HZ));
  const change = cpu.writeHooks[WDTCSR];
  cpu.writeHooks[WDTCSR] = (value, old, address, mask) => {
    const held = flagsOf(cpu) & WDRF && !(value & WDCE) ? value | WDE : value;
    return change?.(held, old, address, mask) ?? false;
  };
  cpu.data[MCUSR] = resetFlag | oldFlags;
  if (flagsOf(cpu) & WDRF) {
    cpu.writeData(WDTCSR, WDCE | WDE);
    cpu.writeData(WDTCSR, WDE);
  }
  return watchdog;
}
