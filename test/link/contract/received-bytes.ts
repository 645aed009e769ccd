/** Received bytes, joined on access. */
export class ReceivedBytes {
  #parts: Buffer[] = [];
  #joined = Buffer.alloc(0);

  readonly take = (bytes: Buffer): void => {
    this.#parts.push(bytes);
  };

  get bytes(): Buffer {
    if (this.#parts.length > 0) this.#joined = Buffer.concat([this.#joined, ...this.#parts]);
    this.#parts = [];
    return this.#joined;
  }

  get length(): number {
    return this.#joined.length + this.#parts.reduce((sum, part) => sum + part.length, 0);
  }

  get text(): string {
    return this.bytes.toString('latin1');
  }
}
