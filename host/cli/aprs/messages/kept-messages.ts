import { dirname, join } from 'node:path';
import { fileProblem, OnairError } from '../../../base/index.js';
import { makeFolder, readUserFileIfThere } from '../../../base/node/index.js';
import {
  type Change,
  emptyBook,
  KeptMessages,
  type MessageBook,
  MOST_KEPT,
  readBook,
  writeBook,
} from '../../../packet/aprs/messages/index.js';
import { stateFolder } from '../../files/user-folders.js';
import { WholeFile } from '../../files/whole-file.js';
import type { PortFlags } from '../../flags/flags.js';
import type { Io } from '../../terminal/io.js';

/** Longest file that is read: a message has 67 characters, and JSON around it, bytes. */
const MAX_BYTES = MOST_KEPT * 2000;

/** Messages in a file of the state folder that is whole at every moment. */
class MessageFile {
  #isReported = false;

  constructor(
    private readonly path: string,
    private readonly onProblem: (text: string) => void,
  ) {}

  /** @throws OnairError bad-value for a file that is not ours */
  read(): MessageBook | undefined {
    const text = readUserFileIfThere(this.path, { hint: 'make it readable, or move it away' });
    return text === undefined ? undefined : readBook(text, this.path);
  }

  /** Another onair may have written the file since: what it holds now is what is changed. */
  readonly change = (before: MessageBook, change: Change): MessageBook => {
    let after = before;
    try {
      makeFolder(dirname(this.path));
      new WholeFile(this.path, { secret: true, maxBytes: MAX_BYTES }).update((text) => {
        after = change(text === undefined ? before : readBook(text, this.path));
        return writeBook(after);
      });
      return after;
    } catch (error) {
      this.#report(error);
      return change(before);
    }
  };

  #report(error: unknown): void {
    if (this.#isReported) return;
    this.#isReported = true;
    const why = error instanceof OnairError ? error.message : fileProblem(error);
    this.onProblem(`messages are not kept: ${why}`);
  }
}

/**
 * The messages of real stations, or those of simulated radios, which have a file of their own. Without a home folder
 * nothing outlives the process.
 * @throws OnairError bad-value for a file that is not ours
 */
export function keptMessages(
  io: Pick<Io, 'env'>,
  isSimulated: boolean,
  onProblem: (text: string) => void,
): KeptMessages {
  const folder = stateFolder(io);
  const name = `aprs-messages${isSimulated ? '-simulated' : ''}.json`;
  if (folder === undefined)
    return new KeptMessages(emptyBook(new Date()), (before, change) => change(before));
  const file = new MessageFile(join(folder, name), onProblem);
  return new KeptMessages(file.read() ?? emptyBook(new Date()), file.change);
}

/** Whether the port is a simulated radio of this process. */
export function isSimulatedPort({ env }: Pick<Io, 'env'>, { port = env.ONAIR_PORT }: PortFlags): boolean {
  return port?.startsWith('sim:') === true;
}
