import type { Dice } from './dice.js';
import { MESSAGES } from './messages.js';

const KINDS = Object.keys(MESSAGES);

/** Messages that change pins and leases are more frequent: otherwise most would be queries. */
const OFTEN = [
  'pin mode',
  'digital pin',
  'digital port',
  'analog',
  'configure',
  'configure a watch',
  'renew',
  'clear',
  'leases',
] as const;

function message(dice: Dice): readonly number[] {
  const kind = dice.chance(0.6) ? dice.pick(OFTEN) : (KINDS[dice.int(0, KINDS.length - 1)] ?? 'renew');
  return MESSAGES[kind]?.(dice) ?? [];
}

/** What a bad cable, a bad program or a lost byte does to messages. */
const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  (bytes, at, dice) => bytes.splice(at, 1, (bytes[at] ?? 0) ^ (1 << dice.int(0, 7))),
  (bytes, at) => bytes.splice(at, 1),
  (bytes, at) => bytes.splice(at, 0, bytes[at] ?? 0),
  (bytes, at, dice) => bytes.splice(at, 0, dice.int(0, 255)),
  (bytes, at) => bytes.splice(at, bytes.length), // cut off
  (bytes, at) => bytes.splice(0, at), // joined too late
  (bytes, at) => bytes.splice(at, 2, bytes[at + 1] ?? 0, bytes[at] ?? 0), // swapped
  (bytes, at) => bytes.splice(at, 0, ...bytes), // one inside of itself
];
type Mutation = (bytes: number[], at: number, dice: Dice) => void;

function mutated(dice: Dice): readonly number[] {
  const bytes = [...message(dice)];
  const mutate = dice.pick(MUTATIONS);
  mutate(bytes, dice.int(0, Math.max(0, bytes.length - 1)), dice);
  return bytes;
}

/** Bytes that begin or end messages, and meaningful numbers, are far more frequent than by chance. */
const likely = (dice: Dice): number =>
  dice.pick([
    dice.int(0, 255),
    dice.int(0, 20),
    dice.int(0xf0, 0xff),
    dice.pick([0x90, 0x91, 0x92, 0xc0, 0xd0, 0xe0]) | dice.int(0, 2),
    dice.pick([0xf0, 0xf0, 0xf4, 0xf5, 0xf7, 0xf7]),
  ]);

/** Where the bytes of an episode come from. */
export const SOURCES = {
  'random bytes': (dice: Dice): readonly number[] => dice.ints(16, 0, 255),
  'likely bytes': (dice: Dice): readonly number[] => Array.from({ length: 16 }, () => likely(dice)),
  messages: message,
  'mutated messages': (dice: Dice): readonly number[] => (dice.chance(0.3) ? mutated(dice) : message(dice)),
  mixture: (dice: Dice): readonly number[] =>
    dice.chance(0.3) ? Array.from({ length: dice.int(1, 8) }, () => likely(dice)) : mutated(dice),
} as const;
export type Source = keyof typeof SOURCES;
export const SOURCE_NAMES = [
  'random bytes',
  'likely bytes',
  'messages',
  'mutated messages',
  'mixture',
] as const;

/** An endless stream in pieces that are independent of the ends of messages. */
export class Stream {
  #waiting: number[] = [];

  constructor(
    private readonly dice: Dice,
    private readonly source: Source,
    /** Maps each byte; undefined: it is left out. */
    private readonly filter: (byte: number) => number | undefined = (byte) => byte,
  ) {}

  take(count: number): number[] {
    while (this.#waiting.length < count) {
      for (const byte of SOURCES[this.source](this.dice)) {
        const passed = this.filter(byte);
        if (passed !== undefined) this.#waiting.push(passed);
      }
    }
    return this.#waiting.splice(0, count);
  }
}
