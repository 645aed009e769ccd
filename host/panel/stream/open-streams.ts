/** Maximum number of event streams, more than a group's phones and programs need. */
const MOST = 64;
/** Maximum number for one phone: a page reloaded on bad Wi-Fi leaves dead ones behind. */
const MOST_OF_PHONE = 8;
/** Maximum number for all programs, with the key or on this computer; the rest is for phones. */
const MOST_OF_PROGRAMS = 32;

/** Owner of the streams of all programs. */
export const PROGRAMS = 'programs';

interface Stream {
  readonly owner: unknown;
  readonly end: () => void;
}

/** The open event streams. None is refused: if there are too many, the oldest of the client with the most is closed. */
export class OpenStreams {
  /** Oldest first. */
  readonly #streams = new Set<Stream>();

  /** @param owner a phone, or {@link PROGRAMS} @param end closes the stream @returns to be called when closed */
  add(owner: unknown, end: () => void): () => void {
    const most = owner === PROGRAMS ? MOST_OF_PROGRAMS : MOST_OF_PHONE;
    if (this.#of(owner).length >= most) this.#drop(owner);
    else if (this.#streams.size >= MOST) this.#drop(this.#greediest());
    const stream: Stream = { owner, end };
    this.#streams.add(stream);
    return () => void this.#streams.delete(stream);
  }

  #drop(owner: unknown): void {
    const [oldest] = this.#of(owner);
    if (!oldest) return;
    this.#streams.delete(oldest);
    oldest.end();
  }

  #greediest(): unknown {
    const owners = [...this.#streams].map(({ owner }) => owner);
    return owners.reduce((most, owner) => (this.#of(owner).length > this.#of(most).length ? owner : most));
  }

  #of(wanted: unknown): readonly Stream[] {
    return [...this.#streams].filter(({ owner }) => owner === wanted);
  }
}
