import { dirname, join } from 'node:path';
import { fileProblem, OnairError } from '../../../base/index.js';
import { makeFolder, readUserFileIfThere } from '../../../base/node/index.js';
import type { AprsReport } from '../../../packet/aprs/index.js';
import { WholeFile } from '../../files/whole-file.js';
import type { PortFlags } from '../../flags/flags.js';
import type { Io } from '../../terminal/io.js';
import {
  emptyBook,
  type KeptMessage,
  type MessageBook,
  MOST_KEPT,
  readBook,
  withAnswer,
  withReceived,
  withSent,
  writeBook,
} from './message-book.js';

/** Longest file that is read: a message has 67 characters, and JSON around it, bytes. */
const MAX_BYTES = MOST_KEPT * 2000;

/** A message of ours; without `id` it gets a number. */
type Written = Pick<KeptMessage, 'from' | 'to' | 'text' | 'id'>;

/** Messages of this computer's stations, in a file of the state folder that is whole at every moment. */
export class KeptMessages {
  #book: MessageBook;
  #isTold = false;

  /**
   * @param path undefined where there is no home folder: then nothing outlives the process
   * @throws OnairError bad-value for a file that is not ours
   */
  constructor(
    private readonly path: string | undefined,
    private readonly onTrouble: (text: string) => void,
  ) {
    const text =
      path === undefined
        ? undefined
        : readUserFileIfThere(path, { hint: 'make it readable, or move it away' });
    this.#book = text === undefined ? emptyBook(new Date()) : readBook(text, path ?? '');
  }

  get list(): readonly KeptMessage[] {
    return this.#book.messages;
  }

  /** Keeps a message that came. @returns false where it is kept already */
  received(from: string, report: AprsReport & { kind: 'message' }, time: Date): boolean {
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

  /** Another onair may have written the file since: what it holds now is what is changed. */
  #change(change: (book: MessageBook) => MessageBook): void {
    const { path } = this;
    const before = this.#book;
    try {
      if (path === undefined) this.#book = change(before);
      else {
        makeFolder(dirname(path));
        new WholeFile(path, { secret: true, maxBytes: MAX_BYTES }).update((text) => {
          this.#book = change(text === undefined ? before : readBook(text, path));
          return writeBook(this.#book);
        });
      }
    } catch (error) {
      this.#book = change(before);
      this.#tell(error);
    }
  }

  #tell(error: unknown): void {
    if (this.#isTold) return;
    this.#isTold = true;
    const why = error instanceof OnairError ? error.message : fileProblem(error);
    this.onTrouble(`messages are not kept: ${why}`);
  }
}

/**
 * The messages of real stations, or those of simulated radios, which have a file of their own.
 * @throws OnairError bad-value for a file that is not ours
 */
export function keptMessages(
  { env }: Pick<Io, 'env'>,
  isSimulated: boolean,
  onTrouble: (text: string) => void,
): KeptMessages {
  const home = env.XDG_STATE_HOME || (env.HOME && join(env.HOME, '.local', 'state'));
  const name = `aprs-messages${isSimulated ? '-simulated' : ''}.json`;
  return new KeptMessages(home ? join(home, 'onair', name) : undefined, onTrouble);
}

/** Whether the port is a simulated radio of this process. */
export function isSimulatedPort({ env }: Pick<Io, 'env'>, { port = env.ONAIR_PORT }: PortFlags): boolean {
  return port?.startsWith('sim:') === true;
}
