import type { EmulatedBoard } from '../board/emulated-board.js';
import type { Talk } from './devices.js';

/** Times of the 1-Wire standard, µs: data sheet of the DS18B20, "AC electrical characteristics". */
const LOW = { ofOne: [1, 15], ofZero: [60, 120], ofReset: [480, 960] } as const;
const SHORTEST_SLOT = 60;
const SHORTEST_RECOVERY = 1;
const SHORTEST_REST_OF_RESET = 480;
/** A device need not hold its bit for longer, from the beginning of the slot. */
const BIT_HOLDS = 15;
/** A presence pulse need not be longer. */
const PRESENCE = 60;

export interface LineOptions {
  /** From the end of a reset to the presence pulse, µs: 15 to 60. */
  readonly presenceAfter?: number;
}

const isWithin = (us: number, [least, most]: readonly [number, number]): boolean => us >= least && us <= most;

/**
 * A 1-Wire line with its resistor and devices at a pin of an emulated board. The devices give the master no more time
 * than the standard does, and record violations of the standard.
 */
export class OneWireLine {
  /** The master's violations of the standard. */
  readonly violations: string[] = [];
  /** Resets, and bits in either direction. */
  readonly seen = { resets: 0, slots: 0 };
  /** Times for which the master drove the line high, µs. */
  readonly powered: number[] = [];
  #talks: Talk[] = [];
  #fellAt = Number.NaN;
  #roseAt = Number.NaN;
  #highAt = Number.NaN;
  #next = 0;

  constructor(
    private readonly board: EmulatedBoard,
    private readonly pin: number,
    private readonly devices: readonly (() => Talk)[],
    private readonly options: LineOptions = {},
  ) {
    board.driveInput(pin, true);
    const { onPin } = board;
    board.onPin = (changed, state, atMs) => {
      onPin(changed, state, atMs);
      if (changed !== pin) return;
      const us = atMs * 1000;
      if (!Number.isNaN(this.#highAt)) this.powered.push(us - this.#highAt);
      this.#highAt = state === 'high' ? us : Number.NaN;
      if (state === 'low') this.#fall(us);
      else this.#rise(us);
    };
  }

  #note(what: string, us: number): void {
    this.violations.push(`${what}: ${us.toFixed(1)} us`);
  }

  #fall(us: number): void {
    if (us < this.#next) this.#note('the slot begins too early', us - this.#next);
    if (us - this.#roseAt < SHORTEST_RECOVERY) this.#note('recovery', us - this.#roseAt);
    this.#fellAt = us;
    if (this.#talks.some((talk) => talk.next === 0)) this.#pull(0, BIT_HOLDS);
  }

  #rise(us: number): void {
    if (Number.isNaN(this.#fellAt)) return;
    const low = us - this.#fellAt;
    this.#next = this.#fellAt + SHORTEST_SLOT + SHORTEST_RECOVERY;
    this.#fellAt = Number.NaN;
    this.#roseAt = us;
    if (low > LOW.ofZero[1]) this.#reset(low, us);
    else this.#slot(low);
  }

  #slot(low: number): void {
    this.seen.slots += 1;
    const isOne = isWithin(low, LOW.ofOne);
    if (!isOne && !isWithin(low, LOW.ofZero)) this.#note('low', low);
    for (const talk of this.#talks) {
      if (talk.next !== undefined && !isOne) this.#note('low in a slot in which a device sends', low);
      talk.slot(isOne ? 1 : 0);
    }
  }

  #reset(low: number, us: number): void {
    if (!isWithin(low, LOW.ofReset)) this.#note('low of a reset', low);
    this.seen.resets += 1;
    this.#next = us + SHORTEST_REST_OF_RESET;
    this.#talks = this.devices.map((begin) => begin());
    if (this.#talks.length > 0) this.#pull(this.options.presenceAfter ?? 30, PRESENCE);
  }

  /** Devices hold the line low. */
  #pull(afterUs: number, forUs: number): void {
    this.board.after(afterUs, () => this.board.driveInput(this.pin, false));
    this.board.after(afterUs + forUs, () => this.board.driveInput(this.pin, true));
  }
}
