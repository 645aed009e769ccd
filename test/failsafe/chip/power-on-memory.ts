/** Contents of registers, I/O and RAM after power-on: random, the same in every run. */
export function noise(bytes: number): Uint8Array {
  let state = 0x2545f491;
  return Uint8Array.from({ length: bytes }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  });
}
