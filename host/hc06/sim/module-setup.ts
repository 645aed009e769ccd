import type { Parity } from '../../link/index.js';
import type { Firmware } from './firmware.js';

/** Initial settings and timing of a simulated module. */
export interface ModuleSetup {
  readonly firmware: Firmware;
  readonly baudRate: number;
  readonly parity: Parity;
  readonly name: string;
  readonly pin: string;
  /** A phone is connected: all bytes are data, not commands. */
  readonly connected: boolean;
  /** Role master, in which some firmwares do not report their version. */
  readonly master: boolean;
  /** Silence that ends a command, if the firmware uses silence. */
  readonly commandEndMs: number;
  /** Time after an answer in which it ignores input, if silence ends a command. */
  readonly recoverMs: number;
  /** Delay from the end of a command to its answer, in addition to the firmware's. */
  readonly latencyMs: number;
  /** Time after the first byte in which it ignores input: a board that resets when the port opens. */
  readonly deafMs: number;
  /** The fixed rate of its AT mode, if different from its data rate. */
  readonly atRate: number | undefined;
}
