import { SHUT } from '../../cycle/index.js';
import type { AirUpBoard, CycledBoard } from '../air-up-board.js';
import type { PinMap } from './pin-schema.js';

/** For each outlet of a job, its place among the outlets of the pin map. */
export type Places = readonly number[];

/** A board for a job that does not use every outlet, or uses them in another order; the other outlets stay shut. */
export function inPlaces(board: AirUpBoard, { outlets: all }: PinMap, places: Places): CycledBoard {
  return {
    buzzer: board.buzzer,
    led: board.led,
    screen: board.screen,
    clear: () => board.clear(),
    read: () => {
      const reading = board.read();
      return { ...reading, outlets: places.map((place) => reading.outlets[place]) };
    },
    write: ({ pump, outlets }) =>
      board.write({
        pump,
        outlets: all.map((_, place) => outlets[places.indexOf(place)] ?? SHUT),
      }),
  };
}

/** Positions in a job of the outlets that are at some places. */
export function positionsOf(places: Places, some: readonly number[]): number[] {
  return places.flatMap((place, position) => (some.includes(place) ? [position] : []));
}

/** The pins of the outlets that a job uses. */
export function pinsIn(pins: PinMap, places: Places): PinMap {
  return { ...pins, outlets: places.flatMap((place) => pins.outlets[place] ?? []) };
}
