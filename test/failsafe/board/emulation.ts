import type { PinState } from '../chip/pins.js';

/** The state that a bootloader leaves for the program. */
export interface StartState {
  /** Reset flags that it has not cleared. */
  readonly mcusr: number;
  /** Register r2; undefined if it does not write it. */
  readonly r2?: number | undefined;
  /** The supply was not off: registers and RAM are unchanged. */
  readonly keepsRam: boolean;
}

/** An emulated board, on either emulator. Its time passes only in {@link run}. */
export interface Emulation {
  onHostByte: (byte: number) => void;
  /** Called at every change of a pin, from the first cycle after each reset. */
  onPin: (pin: number, state: PinState, atMs: number) => void;
  readonly resets: { readonly watchdog: number };
  readonly nowMs: number;
  run(ms: number): void;
  pin(pin: number): PinState;
  /** Voltage at an analog channel as a share of 5 V, 0 to 1. */
  setAnalog(channel: number, ratio: number): void;
  /** Queues bytes, which arrive at the baud rate of the host. */
  hostSend(bytes: Iterable<number>): void;
  /** Bytes of the host that have not arrived yet. */
  readonly hostQueue: number;
  /** The reset button, or DTR when a host opens the port. RAM keeps its contents. */
  reset(): void;
  powerCycle(options?: { readonly keepsRam?: boolean }): void;
  /**
   * The program starts behind a bootloader that has left this. RAM is random unless it is kept, and so is r2 after
   * power-on unless the bootloader writes it.
   */
  startWith(state: StartState): void;
  /** Makes the program hang. */
  hang(options: { readonly interruptsOff: boolean }): void;
  /** The program jumps to its reset vector without a reset. */
  runAway(): void;
  /** Contents of the EEPROM, and new ones. */
  readEeprom(): Uint8Array;
  writeEeprom(image: Uint8Array): void;
}
