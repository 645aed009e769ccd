/** Flash of an ATmega328P in words. */
const FLASH_WORDS = 0x4000;

/**
 * Reads Intel HEX into a flash image; the rest is erased flash.
 * @throws Error for an invalid line: a test of a misread firmware would prove nothing
 */
export function readIntelHex(text: string, words = FLASH_WORDS): Uint16Array {
  const flash = new Uint16Array(words).fill(0xffff);
  const bytes = new Uint8Array(flash.buffer);
  let base = 0;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '') continue;
    const record = Buffer.from(line.slice(1), 'hex');
    const sum = record.reduce((total, byte) => total + byte, 0) & 0xff;
    const [count = 0, high = 0, low = 0, type = -1] = record;
    if (!line.startsWith(':') || record.length !== count + 5 || sum !== 0) {
      throw new Error(`line ${index + 1} of the hex file is broken: ${line}`);
    }
    if (type === 0) bytes.set(record.subarray(4, 4 + count), base + ((high << 8) | low));
    // Beyond 64 K addresses continue from a segment, or from the upper half of a linear address.
    if (type === 2) base = record.readUInt16BE(4) << 4;
    if (type === 4) base = record.readUInt16BE(4) * 0x10000;
  }
  return flash;
}
