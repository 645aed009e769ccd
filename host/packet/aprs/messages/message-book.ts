import { z } from 'zod';
import { OnairError, visibleJson } from '../../../base/index.js';

/** What has become of a message. `sent` is one without an answer. */
const MESSAGE_STATES = ['received', 'sent', 'acknowledged', 'rejected'] as const;

const message = z.object({
  time: z.iso.datetime(),
  from: z.string(),
  to: z.string(),
  text: z.string(),
  /** Number that its sender gave it. */
  id: z.string().optional(),
  state: z.enum(MESSAGE_STATES),
});

/** Numbers are three characters in base 36. */
const NUMBERS = 36 ** 3;

const shape = z.object({
  lastNumber: z.number().int().min(0).max(NUMBERS),
  messages: z.array(message),
});

/** A message that came, or that we wrote. */
export type KeptMessage = Readonly<z.infer<typeof message>>;

/** All messages that are kept, the latest last, and the last number that we gave. */
export interface MessageBook {
  readonly lastNumber: number;
  readonly messages: readonly KeptMessage[];
}

/** More are not kept: the oldest goes. */
export const MOST_KEPT = 1000;

/** A number that was sent again within this time is the same message: its sender has not heard our answer, ms. */
const SAME_NUMBER_MS = 24 * 3_600_000;

/** Copies by several digipeaters come within this time (see Copies), ms. */
const SAME_TEXT_MS = 30_000;

/** The same text to the same station within this time goes on under its number, where it has no answer yet, ms. */
const GOES_ON_MS = 30 * 60_000;

/** The first number comes from the clock, so that a lost file does not bring old numbers back within hours. */
export function emptyBook(now: Date): MessageBook {
  return { lastNumber: Math.floor(now.getTime() / 1000) % NUMBERS, messages: [] };
}

/** @throws OnairError bad-value for what onair has not written */
export function readBook(text: string, path: string): MessageBook {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw new OnairError('bad-value', {
      message: `${path} is not what onair wrote there`,
      hint: 'move it away: a new one is begun',
    });
  }
}

/** The text of a file of messages, safe to show in a terminal. */
export function writeBook(book: MessageBook): string {
  return `${visibleJson(book, 1)}\n`;
}

/** With a message that came; undefined where it is known already. */
export function withReceived(
  book: MessageBook,
  received: Omit<KeptMessage, 'state'>,
): MessageBook | undefined {
  const { from, to, text, id } = received;
  const limitMs = id === undefined ? SAME_TEXT_MS : SAME_NUMBER_MS;
  const isKnown = book.messages.some(
    (known) =>
      known.state === 'received' &&
      known.from === from &&
      known.to === to &&
      known.text === text &&
      known.id === id &&
      ageMs(known, received.time) < limitMs,
  );
  return isKnown ? undefined : withMessage(book, { ...received, state: 'received' });
}

/**
 * With a message of ours, and its number. Without a number of its own it gets the next one; a text that has no answer
 * yet goes on under the number that it had.
 */
export function withSent(
  book: MessageBook,
  message: Omit<KeptMessage, 'state'>,
): { readonly book: MessageBook; readonly id: string } {
  const { from, to, text, time } = message;
  const known = book.messages.findLast(
    (each) =>
      each.state === 'sent' &&
      each.from === from &&
      each.to === to &&
      each.text === text &&
      (message.id === undefined || each.id === message.id) &&
      ageMs(each, time) < GOES_ON_MS,
  );
  if (known?.id !== undefined) return { book, id: known.id };
  const lastNumber = (book.lastNumber + 1) % NUMBERS;
  const id = message.id ?? lastNumber.toString(36).toUpperCase().padStart(3, '0');
  const added = withMessage(book, { time, from, to, text, id, state: 'sent' });
  return { book: message.id === undefined ? { ...added, lastNumber } : added, id };
}

/** With the answer to a message of ours. */
export function withAnswer(
  book: MessageBook,
  { to, id }: Pick<KeptMessage, 'to' | 'id'>,
  state: 'acknowledged' | 'rejected',
): MessageBook {
  const index = book.messages.findLastIndex((each) => each.to === to && each.id === id);
  const known = book.messages[index];
  if (known?.state !== 'sent') return book;
  return { ...book, messages: book.messages.with(index, { ...known, state }) };
}

function withMessage(book: MessageBook, added: KeptMessage): MessageBook {
  return { ...book, messages: [...book.messages, added].slice(-MOST_KEPT) };
}

function ageMs({ time }: KeptMessage, now: string): number {
  return Math.abs(Date.parse(now) - Date.parse(time));
}
