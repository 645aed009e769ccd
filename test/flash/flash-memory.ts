/** A chip's flash as a bootloader sees it: erased it reads FF. */
export class FlashMemory {
  readonly bytes: Uint8Array;
  /** Worn-out cells, which always read this value. */
  readonly stuck = new Map<number, number>();

  constructor(size: number) {
    this.bytes = new Uint8Array(size).fill(0xff);
  }

  write(address: number, data: Uint8Array): void {
    this.bytes.set(data, address);
    for (const [cell, value] of this.stuck) this.bytes[cell] = value;
  }

  read(address: number, count: number): Uint8Array {
    return this.bytes.slice(address, address + count);
  }

  get isErased(): boolean {
    return this.bytes.every((byte) => byte === 0xff);
  }
}
