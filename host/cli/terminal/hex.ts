/** Bytes for people: `41 54 2b`. */
export function hex(bytes: Buffer | string): string {
  const buffer = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
  return buffer.toString('hex').replace(/../g, '$& ').trim();
}
