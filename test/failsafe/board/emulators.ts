import { readFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { simavr } from '../../peers.js';
import { ATMEGA328P } from '../chip/models.js';
import { SimavrBoard } from '../simavr-driver/simavr-board.js';
import { ReportingBoard } from './bare-board.js';
import { BOARD, HEX } from './board-under-test.js';
import { GOOD } from './bus-problems.js';
import { EmulatedBoard } from './emulated-board.js';
import type { Emulation } from './emulation.js';
import { Registers } from './slaves.js';

export interface BoardOf {
  /** Path of a bootloader, which then starts first. */
  readonly bootloader?: string;
}

/** An emulator that runs the board under test. */
export interface Emulator<Board extends Emulation = Emulation> {
  readonly name: string;
  /** Whether its TWI fits a master that polls: simavr 1.6's does not. */
  readonly hasI2c: boolean;
  board(t: ExecutionContext, options?: BoardOf): ReportingBoard<Board>;
}

export const AVR8JS: Emulator = {
  name: 'avr8js',
  hasI2c: true,
  board(_, { bootloader } = {}) {
    const board = new EmulatedBoard(readFileSync(HEX, 'utf8'), {
      model: BOARD.model,
      analogRatio: () => 0,
      ...(bootloader === undefined ? {} : { bootloader: readFileSync(bootloader, 'latin1') }),
    });
    board.bus.slaves.set(GOOD, new Registers());
    return new ReportingBoard<Emulation>(board);
  },
};

export const SIMAVR: Emulator<SimavrBoard> = {
  name: 'simavr',
  hasI2c: false,
  board(t, options) {
    const mcu = BOARD.model === ATMEGA328P ? 'atmega328p' : 'atmega2560';
    const board = new SimavrBoard({ model: BOARD.model, mcu, hex: HEX, ...options });
    t.teardown(() => board.close());
    return new ReportingBoard(board);
  },
};

type Action = (t: ExecutionContext, emulator: Emulator) => void;

/** A test with simavr is skipped by name if simavr is missing. */
export const withSimavr = (title: string, act: (t: ExecutionContext) => void): void =>
  void (simavr ? test : test.skip)(`simavr: ${title} (needs libsimavr-dev, gcc)`, act);

/** A test that runs on both emulators. */
export function onBoth(title: string, act: Action): void {
  test(`avr8js: ${title}`, (t) => act(t, AVR8JS));
  withSimavr(title, (t) => act(t, SIMAVR));
}
