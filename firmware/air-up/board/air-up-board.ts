import type { Clock } from '../../../host/base/index.js';
import type { Link } from '../../../host/link/index.js';
import type { Command, Job, Measurements, Outputs } from '../cycle/index.js';
import type { PinMap } from './pins/pin-schema.js';
import type { RhythmPlayer } from './signals/signals.js';

/** A small text display. Declared here so that a board's types do not depend on Johnny-Five's. */
export interface TextDisplay {
  /** Sets the text; lines that are too long are cut. */
  show(lines: readonly string[]): void;
  /** The text that is shown now. */
  readonly text: readonly string[];
}

/** A board with Johnny-Five components on every pin of a pin map. */
export interface AirUpBoard {
  /** The latest measurements, with the times of the raw reports. */
  read(): Measurements;
  /**
   * Sets the outputs; all of them go LOW if it is not called again within LEASE_MS.
   * @throws OnairError port-lost; RangeError for an output that is not wired
   */
  write(outputs: Outputs): void;
  /** A person has checked, and allows tripped outputs to go HIGH again. */
  clear(): void;
  /** Sets everything LOW, sends all bytes, leaves nothing behind. The caller's link stays open. Never throws. */
  close(): Promise<void>;
  /** Called with every new set of analog reports. */
  onReports: () => void;
  /** Undefined if none is wired. */
  readonly buzzer: RhythmPlayer | undefined;
  readonly led: RhythmPlayer | undefined;
  readonly screen: TextDisplay | undefined;
}

/** The part of a board that a step of the cycle uses. */
export type CycledBoard = Pick<AirUpBoard, 'read' | 'write' | 'clear' | 'buzzer' | 'led' | 'screen'>;

/** What opening a board takes: its link and pins, what may run on it, and what hears of its commands. */
export interface BoardSetup {
  readonly link: Link;
  readonly pins: PinMap;
  readonly clock: Clock;
  /** When it aborts, everything goes LOW and stays LOW. */
  readonly signal: AbortSignal;
  /** Every job that may run on it; with none, no valve can be opened. */
  readonly jobs?: readonly Job[];
  /** A person stays at the valve: air may move on a board that does not shut the valve by itself. */
  readonly attended?: boolean;
  /** Receives the commands of the buttons, `link-lost` and `lease-tripped`. */
  readonly onCommand?: (command: Command) => void;
  /** Called with what a person should know although everything works. */
  readonly onNote?: (text: string) => void;
}
