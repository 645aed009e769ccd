import { latin1Text, visible } from '../../../base/index.js';
import { type Ax25Frame, pathOf } from '../../../packet/ax25/index.js';

/** A packet off the air; copies by other ways are folded into it. */
export interface HeardPacket {
  readonly id: number;
  readonly from: string;
  /** One sentence. */
  readonly text: string;
  readonly path: string;
  readonly copies: number;
}

/** A digipeater repeats a packet at once or not at all; Dire Wolf and others take 30 s for the same packet, ms. */
const SAME_MS = 30_000;

interface Kept extends HeardPacket {
  readonly key: string;
  readonly atMs: number;
}

/** The newest packets, newest first; copies of one are counted. */
export class Folded {
  #packets: readonly Kept[] = [];
  #lastId = 0;

  constructor(private readonly most: number) {}

  add(frame: Ax25Frame, text: string, atMs: number): readonly HeardPacket[] {
    const { from, to, info } = frame;
    const key = `${from}>${to}:${latin1Text(info)}`;
    const known = this.#packets.find((packet) => packet.key === key && atMs - packet.atMs < SAME_MS);
    this.#packets = known
      ? this.#packets.map((packet) => (packet === known ? { ...known, copies: known.copies + 1 } : packet))
      : [
          {
            id: ++this.#lastId,
            key,
            atMs,
            from,
            text: visible(text),
            path: pathOf(frame).join(' '),
            copies: 0,
          },
          ...this.#packets,
        ].slice(0, this.most);
    return this.#packets;
  }
}
