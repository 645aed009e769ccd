import type { Heard } from './model/parser.js';

/** Coverage of a run: a fuzz test that reaches nothing proves nothing. */
export interface Tally {
  bytes: number;
  boardMs: number;
  episodes: number;
  /** How often model and board were compared, and how often the model was uncertain. */
  comparisons: number;
  uncertain: number;
  restarts: number;
  /** After a flood: time until the board has sent everything, then until the answer to a version query, ms. */
  longestBacklogMs: number;
  slowestAnswerMs: number;
  /** How often each complete message arrived, by its command or the id of its sysex. */
  readonly messages: Map<string, number>;
  /** How often a lease ended, by reason. */
  readonly trips: Map<number, number>;
}

export const newTally = (): Tally => ({
  bytes: 0,
  boardMs: 0,
  episodes: 0,
  comparisons: 0,
  uncertain: 0,
  restarts: 0,
  longestBacklogMs: 0,
  slowestAnswerMs: 0,
  messages: new Map(),
  trips: new Map(),
});

export function count<K>(counts: Map<K, number>, what: K): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');

/** `F4`, or `F0 01` for a sysex. */
export const nameOf = ({ command, data }: Heard): string =>
  command === 0xf0 ? `F0 ${hex(data[0] ?? 0)}` : hex(command);
