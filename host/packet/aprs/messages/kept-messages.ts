import type { MessageReport } from '../report.js';
import { type KeptMessage, type MessageBook, withAnswer, withReceived, withSent } from './message-book.js';

/** A message of ours; without `id` it gets a number. */
type Written = Pick<KeptMessage, 'from' | 'to' | 'text' | 'id'>;

/** A book after something has happened. */
export type Change = (book: MessageBook) => MessageBook;

/** Messages of this computer's stations. Where they are kept, a file or the storage of a page, is passed in. */
export class KeptMessages {
  #book: MessageBook;

  /** @param keep makes the change in what is kept, where another program may have written since, and returns that */
  constructor(
    book: MessageBook,
    private readonly keep: (before: MessageBook, change: Change) => MessageBook,
  ) {
    this.#book = book;
  }

  get list(): readonly KeptMessage[] {
    return this.#book.messages;
  }

  /** Keeps a message that came. @returns false where it is kept already */
  received(from: string, report: MessageReport & { kind: 'message' }, time: Date): boolean {
    let isNew = false;
    this.#change((book) => {
      const { to, text, id } = report;
      const added = withReceived(book, { time: time.toISOString(), from, to, text, ...(id && { id }) });
      isNew = added !== undefined;
      return added ?? book;
    });
    return isNew;
  }

  /** Keeps a message that is about to be sent. @returns its number */
  sent(message: Written, time: Date): string {
    let number = '';
    this.#change((book) => {
      const { book: after, id } = withSent(book, { ...message, time: time.toISOString() });
      number = id;
      return after;
    });
    return number;
  }

  /** The number that it would have now. */
  numberOf(message: Written, time: Date): string {
    return withSent(this.#book, { ...message, time: time.toISOString() }).id;
  }

  answered(to: string, id: string, state: 'acknowledged' | 'rejected'): void {
    this.#change((book) => withAnswer(book, { to, id }, state));
  }

  #change(change: Change): void {
    this.#book = this.keep(this.#book, change);
  }
}
