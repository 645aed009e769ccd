/** Bytes of data in one record. */
const RECORD = 16;

/** Writes Intel HEX as avr-objcopy does: with extended segments beyond 64 K. */
export function toIntelHex(image: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < image.length; at += RECORD) {
    if (at > 0 && at % 0x10000 === 0) lines.push(record(2, 0, [at >> 12, 0]));
    lines.push(record(0, at % 0x10000, [...image.subarray(at, at + RECORD)]));
  }
  return `${[...lines, record(1, 0, [])].join('\r\n')}\r\n`;
}

/** One record with its sum. */
export function record(type: number, address: number, data: readonly number[]): string {
  const bytes = [data.length, address >> 8, address & 0xff, type, ...data];
  const sum = -bytes.reduce((total, byte) => total + byte, 0) & 0xff;
  return `:${Buffer.from([...bytes, sum])
    .toString('hex')
    .toUpperCase()}`;
}
