import type { LineSettings } from '../line.js';

type Framing = Pick<LineSettings, 'baudRate' | 'parity'>;

/**
 * What a UART set to `receiver` makes of bytes that a UART set to `sender` put on the wire, bit by bit: the
 * start edge is searched, every bit is sampled in its middle, and a byte with a wrong stop bit or parity is
 * dropped, as Linux does with IGNPAR. Equal settings give the same bytes; others give garbage or nothing.
 */
export function throughUart(bytes: Buffer, sender: Framing, receiver: Framing): Buffer {
  if (sender.baudRate === receiver.baudRate && sender.parity === receiver.parity) return bytes;
  const levels = toLevels(bytes, sender);
  const samplesPerBit = sender.baudRate / receiver.baudRate; // length of a receiver's bit in sender's bits
  const levelAt = (time: number): number => levels[Math.floor(time)] ?? 1; // an idle line is high
  const received: number[] = [];
  let time = 0;
  while (time < levels.length) {
    if (levelAt(time) === 1) {
      time = Math.floor(time) + 1; // the next place where the level can change
      continue;
    }
    const start = time;
    const sample = (bit: number): number => levelAt(start + (bit + 0.5) * samplesPerBit);
    if (sample(0) === 1) {
      time += 0.5 * samplesPerBit; // too short for a start bit
      continue;
    }
    let value = 0;
    for (let bit = 0; bit < 8; bit++) value |= sample(1 + bit) << bit;
    const parityBits = receiver.parity === 'none' ? 0 : 1;
    const parityFits = parityBits === 0 || sample(9) === parityOf(value, receiver.parity);
    const stop = 9 + parityBits;
    if (sample(stop) === 1 && parityFits) received.push(value);
    time = start + (stop + 0.5) * samplesPerBit;
  }
  return Buffer.from(received);
}

/** Line levels, one entry a bit of the sender: start 0, data from the lowest bit, parity if any, stop 1. */
function toLevels(bytes: Buffer, line: Framing): number[] {
  const levels: number[] = [];
  for (const byte of bytes) {
    levels.push(0);
    for (let bit = 0; bit < 8; bit++) levels.push((byte >> bit) & 1);
    if (line.parity !== 'none') levels.push(parityOf(byte, line.parity));
    levels.push(1);
  }
  return levels;
}

function parityOf(byte: number, parity: Framing['parity']): number {
  let ones = 0;
  for (let bit = 0; bit < 8; bit++) ones += (byte >> bit) & 1;
  return parity === 'even' ? ones % 2 : (ones + 1) % 2;
}
