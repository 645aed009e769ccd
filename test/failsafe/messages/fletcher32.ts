/** Fletcher's checksum of 32 bits over words of 16, low byte first, as the sketch's README describes it. */
export function fletcher32(bytes: readonly number[] | Uint8Array): number {
  let [first, second] = [0xffff, 0xffff];
  const add = (a: number, b: number): number => (a + b > 0xffff ? a + b - 0xffff : a + b);
  for (let at = 0; at < bytes.length; at += 2) {
    const word = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    first = add(first, word);
    second = add(second, first);
    if (word === 0xffff) second = add(second, 1);
  }
  return second * 0x10000 + first;
}

/** Its four bytes, low one first. */
export const sealBytes = (bytes: readonly number[] | Uint8Array): number[] => {
  const sum = fletcher32(bytes);
  return [0, 8, 16, 24].map((bit) => Math.floor(sum / 2 ** bit) & 0xff);
};
