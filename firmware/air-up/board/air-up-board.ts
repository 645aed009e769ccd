import type { Clock } from '../../../host/base/index.js';
import type { Link } from '../../../host/link/index.js';
import type { Command, Job, Measurements, Outputs } from '../cycle/index.js';
import type { PinMap } from './pins/pin-schema.js';
import type { RhythmPlayer } from './signals/signals.js';

/** A small text display. Declared here, so that the types of a board need none of Johnny-Five's. */
export interface TextDisplay {
  /** What should be there; lines that are too long are cut. */
  show(lines: readonly string[]): void;
  /** What is there now. */
  readonly text: readonly string[];
}

/** A board with Johnny-Five components on every pin of a pin map. */
export interface AirUpBoard {
  /** The newest of everything that is measured, with the times of the raw reports. */
  read(): Measurements;
  /**
   * Sets the outputs; all of them go LOW when it is not called again within LEASE_MS.
   * @throws OnairError port-lost; RangeError for an output that is not wired
   */
  write(outputs: Outputs): void;
  /** Somebody has looked, and says that tripped outputs may move again. */
  clear(): void;
  /** Everything LOW, all bytes out, nothing of it left behind. The link stays open, it is the caller's. Never throws. */
  close(): Promise<void>;
  /** Called with every new set of analog reports. */
  onReports: () => void;
  /** Undefined where none is wired. */
  readonly buzzer: RhythmPlayer | undefined;
  readonly led: RhythmPlayer | undefined;
  readonly screen: TextDisplay | undefined;
}

/** What a step of the cycle needs of a board. */
export type CycledBoard = Pick<AirUpBoard, 'read' | 'write' | 'clear' | 'buzzer' | 'led' | 'screen'>;

export interface BoardSetup {
  readonly link: Link;
  readonly pins: PinMap;
  readonly clock: Clock;
  /** Everything goes LOW when it aborts, and stays so. */
  readonly signal: AbortSignal;
  /** All that may be done on it; without any nothing can be opened. */
  readonly jobs?: readonly Job[];
  /** A person stays at the valve: air may move on a board that does not shut it by itself. */
  readonly attended?: boolean;
  /** Hears the buttons, `link-lost` and `lease-tripped`. */
  readonly onCommand?: (command: Command) => void;
  /** Something that a person should know although it works. */
  readonly onNote?: (text: string) => void;
}
