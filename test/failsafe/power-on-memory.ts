/** Registers, I/O and RAM of an ATmega328P. */
const MEMORY_BYTES = 0x900;

/** What memory holds after power-on: anything, the same in every run. */
export function noise(): Uint8Array {
  let state = 0x2545f491;
  return Uint8Array.from({ length: MEMORY_BYTES }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  });
}
