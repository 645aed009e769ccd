import type { TwoWireBus } from '../chip/two-wire-bus.js';
import { Registers, stretching } from './slaves.js';

/** A working device on a bus that may be faulty. */
export const GOOD = 0x50;
export const SLOW = 0x51;

/** Faults of the bus, and how each ends; requests go to `at`. */
export interface BusProblem {
  readonly at?: number;
  begin(bus: TwoWireBus): void;
  end(bus: TwoWireBus): void;
}

export const BUS_PROBLEMS: Readonly<Record<string, BusProblem>> = {
  'SDA is held': { begin: (bus) => bus.hold(bus.lines.sda), end: (bus) => bus.letGo(bus.lines.sda) },
  'SCL is held': { begin: (bus) => bus.hold(bus.lines.scl), end: (bus) => bus.letGo(bus.lines.scl) },
  'both lines are held': {
    begin: (bus) => {
      for (const line of Object.values(bus.lines)) bus.hold(line);
    },
    end: (bus) => {
      for (const line of Object.values(bus.lines)) bus.letGo(line);
    },
  },
  'the interface comes to no end': {
    begin: (bus) => {
      bus.isDead = true;
    },
    end: (bus) => {
      bus.isDead = false;
    },
  },
  'a slave never lets the clock go': {
    at: SLOW,
    begin: (bus) => bus.slaves.set(SLOW, stretching(new Registers(), Infinity)),
    end: (bus) => {
      bus.slaves.set(SLOW, new Registers());
      bus.letGo(bus.lines.scl);
    },
  },
  'a slave holds the clock for 30 ms': {
    at: SLOW,
    begin: (bus) => bus.slaves.set(SLOW, stretching(new Registers(), 30)),
    end: (bus) => bus.slaves.set(SLOW, new Registers()),
  },
  'a slave holds the clock for 9 ms in every byte': {
    at: SLOW,
    begin: (bus) => bus.slaves.set(SLOW, stretching(new Registers(), 9)),
    end: (bus) => bus.slaves.set(SLOW, new Registers()),
  },
};
