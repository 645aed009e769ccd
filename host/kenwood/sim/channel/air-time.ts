/** How a TNC keys its transmitter, in the units of the KISS parameters turned into ms. */
export interface Keying {
  readonly txDelayMs: number;
  readonly txTailMs: number;
  /** On the air: 1200 or 9600. */
  readonly bitsPerSecond: number;
}

/**
 * Milliseconds from key down to key up for one frame: TXDELAY, a flag, the frame with its FCS, a flag, TXtail. After
 * five ones in a row a zero is stuffed in between (AX.25 2.2, section 3.6), so that the time depends on the content.
 */
export function airTimeMs(frame: Uint8Array, { txDelayMs, txTailMs, bitsPerSecond }: Keying): number {
  const fcs = frameCheck(frame);
  let ones = 0;
  let bits = 16; // the two flags
  for (const byte of [...frame, fcs & 0xff, fcs >> 8]) {
    for (let bit = 0; bit < 8; bit++) {
      bits++;
      ones = (byte >> bit) & 1 ? ones + 1 : 0;
      if (ones === 5) {
        bits++;
        ones = 0;
      }
    }
  }
  return txDelayMs + (bits * 1000) / bitsPerSecond + txTailMs;
}

/** CRC-CCITT as HDLC has it (ISO 3309), the low byte first on the air. */
function frameCheck(frame: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of frame) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0x8408 : crc >> 1;
  }
  return crc ^ 0xffff;
}
