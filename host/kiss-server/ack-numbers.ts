import { ackModeData, type KissFrame, readAckMode } from '../packet/kiss/index.js';

/** Frames that may be on their way to the air at a time; more than any TNC holds. */
const OUTSTANDING = 1024;
const NUMBERS = 0x10000;

interface Asked<Client> {
  readonly client: Client;
  /** The client's own number. */
  readonly number: number;
}

/**
 * Numbers of ACK mode. Each client has its own count, so two may use the same number at the same time: the TNC gets
 * numbers of the server's own, and its answer goes to the one client that asked, under the client's number.
 */
export class AckNumbers<Client> {
  readonly #asked = new Map<number, Asked<Client>>();
  #next = 0;

  /** The frame as the TNC gets it; any other than an ACK mode frame stays as it is. */
  toTnc(client: Client, frame: KissFrame): KissFrame {
    const ack = readAckMode(frame);
    if (!ack) return frame;
    const own = this.#next;
    this.#next = (own + 1) % NUMBERS;
    this.#asked.set(own, { client, number: ack.number });
    for (const oldest of this.#asked.keys()) {
      if (this.#asked.size <= OUTSTANDING) break;
      this.#asked.delete(oldest); // its answer never came
    }
    return { ...frame, data: ackModeData(own, ack.frame) };
  }

  /** The client that a frame from the TNC is for, and what it gets; undefined for all but the answers of ACK mode. */
  fromTnc(frame: KissFrame): { readonly client: Client; readonly frame: KissFrame } | undefined {
    const ack = readAckMode(frame);
    const asked = ack?.frame.length === 0 ? this.#asked.get(ack.number) : undefined;
    if (!ack || !asked) return undefined;
    this.#asked.delete(ack.number);
    return {
      client: asked.client,
      frame: { ...frame, data: ackModeData(asked.number, ack.frame) },
    };
  }

  /** The TNC has forgotten them. */
  clear(): void {
    this.#asked.clear();
  }
}
