import type { Parity } from '../../link/index.js';
import type { Firmware } from './firmware.js';

/** What a simulated module starts with, and its own timing. */
export interface ModuleSetup {
  readonly firmware: Firmware;
  readonly baudRate: number;
  readonly parity: Parity;
  readonly name: string;
  readonly pin: string;
  /** A phone is connected: everything is data, nothing a command. */
  readonly connected: boolean;
  /** Role master, in which some firmwares do not tell their version. */
  readonly master: boolean;
  /** Silence that ends a command, where silence does. */
  readonly commandEndMs: number;
  /** Deafness after an answer, where silence ends a command. */
  readonly recoverMs: number;
  /** From the end of a command to its answer, beside what the firmware needs. */
  readonly latencyMs: number;
  /** Deafness from the first byte on: a board that starts when the port is opened. */
  readonly deafMs: number;
  /** The fixed rate of its AT mode, where that is not its data rate. */
  readonly atRate: number | undefined;
}
