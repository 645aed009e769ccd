import { visible } from '../../../../base/index.js';
import { Copies, packetKey } from '../../../../packet/aprs/receive/index.js';
import { type Ax25Frame, pathOf } from '../../../../packet/ax25/index.js';

/** A packet off the air; copies by other ways are folded into it. */
export interface HeardPacket {
  readonly id: number;
  readonly from: string;
  /** One sentence. */
  readonly text: string;
  readonly path: string;
  readonly copies: number;
}

interface Kept extends HeardPacket {
  readonly key: string;
}

/** The newest packets, newest first; copies of one are counted. */
export class Folded {
  readonly #copies = new Copies();
  #packets: readonly Kept[] = [];
  #lastId = 0;

  constructor(private readonly most: number) {}

  add(frame: Ax25Frame, text: string, atMs: number): readonly HeardPacket[] {
    const key = packetKey(frame);
    const copies = this.#copies.count(frame, atMs);
    if (copies === 0) {
      const path = pathOf(frame).join(' ');
      const packet = { id: ++this.#lastId, key, from: frame.from, text: visible(text), path, copies };
      this.#packets = [packet, ...this.#packets].slice(0, this.most);
    } else {
      const first = this.#packets.find((packet) => packet.key === key);
      this.#packets = this.#packets.map((packet) => (packet === first ? { ...packet, copies } : packet));
    }
    return this.#packets;
  }
}
