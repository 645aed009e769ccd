import type { Dialogue } from '../dialogue/dialogue.js';
import { setAdapter } from './adapter-line.js';
import { binaryTalker } from './binary-talker.js';
import { isReadable } from './unknown-device.js';

/** A device that sends unasked does so at least this often, ms: many sensors and trackers report every 2 s. */
const TALKS_WITHIN_MS = 3100;

/** Silence after bytes which shows that no more follow unasked, ms: 2 s, and a margin. */
const SILENT_AFTER_MS = 2300;

/** Time after which the rest of an answer has arrived, also through a slow bridge, ms. */
const ANSWER_OVER_MS = 500;

/** Interval between two looks for received bytes while nothing is sent, ms. */
const SLICE_MS = 200;

/** Number of times that bytes arrive which no question explains, after which the search listens instead. */
const UNEXPLAINED = 2;

/**
 * Rates to listen at, likeliest first (NMEA is at 4800 by its standard). A device that sends an unknown binary format
 * is unreadable at all of them: then the search ends soon.
 */
const LISTENED_RATES: readonly number[] = [
  9600, 115_200, 57_600, 38_400, 19_200, 4800, 230_400, 2400, 460_800, 921_600, 1200, 1_382_400,
];

/** Silence at so many rates shows that it only answers. At one it may be a rate at which nothing can be received. */
const SILENT_RATES = 2;

/** Bytes received without a question: at the rate of the link, if they are readable. */
export interface UnaskedBytes {
  readonly text: string;
  readonly readable: boolean;
}

/** A steady pattern of bytes at a wrong rate has fewer different ones. */
const DIFFERENT_BYTES = 4;

/** At least 20 printable characters and no other: numbers without words, not bytes at a wrong rate. */
const NUMBERS = /^[\x20-\x7e\r\n\t]{20,}$/;

/** Whether these bytes are text of this rate: words, numbers, or lines of printable characters. */
function isText(text: string): boolean {
  if (new Set(text).size < DIFFERENT_BYTES) return false;
  return isReadable(text) || NUMBERS.test(text) || /^(?:[\x20-\x7e\t]{2,}\r?\n)+[\x20-\x7e\t]*$/.test(text);
}

/** Whether these bytes prove their rate: text, or frames of a known format. */
function isKnown(bytes: string): boolean {
  return isText(bytes) || binaryTalker(bytes) !== undefined;
}

/** Listens until something arrives, and then to its end. @throws OnairError port-lost, interrupted */
async function nextUnasked(dialogue: Dialogue, ms = TALKS_WITHIN_MS): Promise<string> {
  const until = dialogue.clock.now() + ms;
  while (dialogue.clock.now() < until) {
    const text = await dialogue.listen(SLICE_MS);
    if (text !== '') return text + (await dialogue.listen(SLICE_MS));
  }
  return '';
}

/**
 * What a device at this line sends unasked, after something readable was received from it. Twice, because one answer of
 * a slow module may come late. @throws OnairError port-lost, interrupted
 */
export async function readUnasked(dialogue: Dialogue): Promise<string | undefined> {
  await dialogue.listen(ANSWER_OVER_MS);
  const text = await nextUnasked(dialogue, SILENT_AFTER_MS - dialogue.quietMs);
  return isText(text) && (await nextUnasked(dialogue)) !== '' ? text : undefined;
}

/**
 * Notices a device that sends unasked, at any rate: bytes keep arriving that no question explains. It is told from a
 * slow module by silence of our own: then only such a device is still heard.
 */
export class TalkerWatch {
  readonly #readableAt: number[] = [];
  #unexplained = 0;
  #listened = false;

  /** Notes bytes at this rate that no question explains: received without one, or too early for an answer. */
  note(baudRate: number, text: string): void {
    this.#unexplained++;
    if (isKnown(text)) this.#readableAt.push(baudRate);
  }

  /** Whether it is time for {@link listen}. */
  get isDue(): boolean {
    return !this.#listened && this.#unexplained >= UNEXPLAINED;
  }

  /**
   * Listens at the likely rates; the link stays at the rate that is readable.
   * @returns what the device sends unasked; undefined if it is silent while nothing is asked
   * @throws OnairError port-lost, interrupted
   */
  async listen(dialogue: Dialogue): Promise<UnaskedBytes | undefined> {
    this.#listened = true;
    const { link } = dialogue;
    const rates = [...new Set([...this.#readableAt, ...LISTENED_RATES])];
    if ((await nextUnasked(dialogue, SILENT_AFTER_MS - dialogue.quietMs)) === '') return undefined;
    let unreadable: UnaskedBytes | undefined;
    for (const [index, baudRate] of (link.carriesLine ? rates : [link.line.baudRate]).entries()) {
      if (!unreadable && index >= SILENT_RATES) break;
      if (link.carriesLine && (await setAdapter(link, { baudRate, parity: 'none' }))) continue;
      const text = await nextUnasked(dialogue);
      if (isKnown(text)) return { text, readable: true };
      if (text !== '') unreadable = { text, readable: false };
    }
    return unreadable;
  }
}
