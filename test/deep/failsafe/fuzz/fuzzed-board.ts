import { readFileSync } from 'node:fs';
import { BOARD, CHANNELS, HEX } from '../../../failsafe/board/board-under-test.js';
import { EmulatedBoard } from '../../../failsafe/board/emulated-board.js';
import type { PinState } from '../../../failsafe/chip/pins.js';
import { takeMessages } from '../../../failsafe/messages/wire-format.js';

const hex = readFileSync(HEX, 'utf8');

/** Duration of a byte, ms. */
export const BYTE_MS = 10 / 57.6;
/** Maximum time from a hang to the reset, ms. */
const WATCHDOG_MS = 128;
/** Of the ATmega328P's converter. */
const STEPS = 1024;

export interface Change {
  readonly pin: number;
  readonly state: PinState;
  readonly atMs: number;
}

/** Messages of a board, sorted. */
export interface Said {
  readonly answers: (readonly number[])[];
  readonly trips: (readonly number[])[];
  readonly reports: (readonly number[])[];
}

const isSysex = (message: readonly number[], id: number): boolean => message[0] === 0xf0 && message[1] === id;

/** An emulated board with its sensors, and the record of its pins and messages. */
export class FuzzedBoard {
  readonly uno: EmulatedBoard;
  /** Of each analog channel. */
  readonly readings: number[] = CHANNELS.map(() => 0);
  /** Changes of pins since they were taken last. */
  changes: Change[] = [];
  onChange: (change: Change) => void = () => {};
  /** Watchdog resets after the test made it hang. */
  hangs = 0;
  #heard: number[] = [];

  constructor() {
    this.uno = new EmulatedBoard(hex, {
      model: BOARD.model,
      analogRatio: (channel) => ((this.readings[channel] ?? 0) + 0.5) / STEPS,
    });
    this.uno.onHostByte = (byte) => this.#heard.push(byte);
    this.uno.onPin = (pin, state, atMs) => {
      this.changes.push({ pin, state, atMs });
      this.onChange({ pin, state, atMs });
    };
  }

  get nowMs(): number {
    return this.uno.nowMs;
  }

  /** Complete messages since the last call. @throws Error for bytes that are not Firmata */
  listen(): Said {
    const said: Said = { answers: [], trips: [], reports: [] };
    for (const message of takeMessages(this.#heard)) {
      const [first = 0] = message;
      if (isSysex(message, 6)) said.trips.push(message);
      else if (isSysex(message, 0x71))
        continue; // the same for people
      else if (first < 0xf0) said.reports.push(message);
      else said.answers.push(message);
    }
    return said;
  }

  reset(): void {
    this.uno.reset();
    this.#heard = [];
  }

  powerCycle(): void {
    this.uno.powerCycle();
    this.#heard = [];
  }

  /** Makes the program hang until the watchdog resets it. */
  hang(interruptsOff: boolean): void {
    const { watchdog } = this.uno.resets;
    this.uno.hang({ interruptsOff });
    this.hangs += 1;
    const end = this.nowMs + WATCHDOG_MS + 1;
    while (this.uno.resets.watchdog === watchdog && this.nowMs < end) this.uno.run(0.1);
    this.#heard = [];
  }
}
