import {
  type Change,
  emptyBook,
  KeptMessages,
  type MessageBook,
  readBook,
  writeBook,
} from '../../../../packet/aprs/messages/index.js';

/** Where a page keeps text: localStorage, or what a test has. */
export interface TextStore {
  read(key: string): string | undefined;
  /** @returns whether it is kept */
  write(key: string, text: string): boolean;
}

/**
 * The messages of real stations, or those of simulated radios, in the storage of this page. Another tab may have
 * written since: what the storage holds now is what is changed.
 */
export function storedMessages(
  store: TextStore,
  isSimulated: boolean,
  onProblem: () => void,
): { readonly kept: KeptMessages; readonly isReadable: boolean } {
  const key = `onair-messages${isSimulated ? '-simulated' : ''}`;
  const stored = (): MessageBook | undefined => {
    const text = store.read(key);
    return text === undefined ? undefined : readBook(text, key);
  };
  let [first, isReadable]: [MessageBook | undefined, boolean] = [undefined, true];
  try {
    first = stored();
  } catch {
    isReadable = false; // not ours, or of a later version: it is left as it is
  }
  const keep = (before: MessageBook, change: Change): MessageBook => {
    const after = change((isReadable ? stored() : undefined) ?? before);
    if (!isReadable || !store.write(key, writeBook(after))) onProblem();
    return after;
  };
  return { kept: new KeptMessages(first ?? emptyBook(new Date()), keep), isReadable };
}
