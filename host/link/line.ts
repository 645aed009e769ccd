/** Parity of a UART frame. Data bits are always 8 and stop bits always 1 here: no device of ours uses more. */
export type Parity = 'none' | 'even' | 'odd';

export const PARITIES: readonly Parity[] = ['none', 'even', 'odd'];

/** How one end of a serial line is set. */
export interface LineSettings {
  /** Bits per second on the wire. */
  readonly baudRate: number;
  readonly parity: Parity;
  /** Hardware handshake: the host drives RTS and waits for CTS. */
  readonly rtscts: boolean;
}

/** 9600 8N1 without handshake: what both an HC-06 and a TM-D700 speak when they leave the factory. */
export const DEFAULT_LINE: LineSettings = { baudRate: 9600, parity: 'none', rtscts: false };

/** `9600 8N1`, the way people write it. */
export function formatLine(line: Pick<LineSettings, 'baudRate' | 'parity'>): string {
  return `${line.baudRate} 8${line.parity.charAt(0).toUpperCase()}1`;
}

/** Bits that one byte takes: start, eight data bits, parity if any, stop. */
export function bitsPerByte(parity: Parity): number {
  return parity === 'none' ? 10 : 11;
}

/** Milliseconds that `bytes` bytes take on the wire. */
export function wireTimeMs(bytes: number, line: Pick<LineSettings, 'baudRate' | 'parity'>): number {
  return (bytes * bitsPerByte(line.parity) * 1000) / line.baudRate;
}
