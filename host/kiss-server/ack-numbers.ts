import { ackModeData, type KissFrame, readAckMode } from '../packet/kiss/index.js';

/** Maximum number of frames that wait to be transmitted; more than any TNC holds. */
const OUTSTANDING = 1024;
const NUMBERS = 0x10000;

/** A frame of a client whose acknowledgement the TNC has not sent yet. */
interface PendingAck<Client> {
  readonly client: Client;
  /** The client's own number. */
  readonly number: number;
}

/**
 * Numbers of ACK mode. Each client counts for itself, so two may use the same number at the same time: the server gives
 * the TNC numbers of its own, and returns its answer to the client that asked, under the client's number.
 */
export class AckNumbers<Client> {
  readonly #pending = new Map<number, PendingAck<Client>>();
  #next = 0;

  /** The frame as the TNC gets it; only ACK mode frames change. */
  toTnc(client: Client, frame: KissFrame): KissFrame {
    const ack = readAckMode(frame);
    if (!ack) return frame;
    const own = this.#next;
    this.#next = (own + 1) % NUMBERS;
    this.#pending.set(own, { client, number: ack.number });
    for (const oldest of this.#pending.keys()) {
      if (this.#pending.size <= OUTSTANDING) break;
      this.#pending.delete(oldest); // its answer never came
    }
    return { ...frame, data: ackModeData(own, ack.frame) };
  }

  /** The client that a frame from the TNC is for, and its frame; undefined for anything but an ACK mode answer. */
  fromTnc(frame: KissFrame): { readonly client: Client; readonly frame: KissFrame } | undefined {
    const ack = readAckMode(frame);
    const asked = ack?.frame.length === 0 ? this.#pending.get(ack.number) : undefined;
    if (!ack || !asked) return undefined;
    this.#pending.delete(ack.number);
    return {
      client: asked.client,
      frame: { ...frame, data: ackModeData(asked.number, ack.frame) },
    };
  }

  /** Forgets all numbers, because the TNC has. */
  clear(): void {
    this.#pending.clear();
  }
}
