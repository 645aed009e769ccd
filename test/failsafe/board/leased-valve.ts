import { digitalPin, type LeaseTerms, lease } from '../messages/wire-format.js';
import { BareBoard, type ReportingBoard } from './bare-board.js';

export const VALVE = 7;
export const TERMS: LeaseTerms = { pin: VALVE, safe: 0, silenceMs: 200, activeMs: 0 };

/** Tolerance of every trip, in simulated time, ms: never early, and at most this late. */
const EARLY_MS = 1.1;
export const LATE_MS = 5;
export const isInTime = (lateMs: number): boolean => lateMs >= -EARLY_MS && lateMs <= LATE_MS;

/** A board in avr8js whose valve is leased and open. */
export function openValve(terms: Partial<LeaseTerms> = {}): BareBoard {
  return withOpenValve(new BareBoard(), terms);
}

/** Leases and opens the valve of a board. */
export function withOpenValve<Board extends ReportingBoard>(
  board: Board,
  terms: Partial<LeaseTerms> = {},
): Board {
  const all = { ...TERMS, ...terms };
  board.execute(lease.configure(all), digitalPin(all.pin, all.safe === 0 ? 1 : 0));
  board.heard();
  return board;
}

/** The trips among the messages of a board. */
export const trips = (reported: readonly (readonly number[])[]): (readonly number[])[] =>
  reported.filter((message) => message[1] === 6);
