/** Parity of a UART frame. Data bits are always 8 and stop bits always 1: our devices use nothing else. */
export type Parity = 'none' | 'even' | 'odd';

/** Every parity, the common one first. */
export const PARITIES: readonly Parity[] = ['none', 'even', 'odd'];

/** Settings of one end of a serial line. */
export interface LineSettings {
  /** Bits per second on the wire. */
  readonly baudRate: number;
  readonly parity: Parity;
  /** Hardware handshake: the host drives RTS and waits for CTS. */
  readonly rtscts: boolean;
}

/** 9600 8N1 without handshake: the factory settings of an HC-06 and a TM-D700. */
export const DEFAULT_LINE: LineSettings = { baudRate: 9600, parity: 'none', rtscts: false };

/** The usual notation, `9600 8N1`. */
export function formatLine(line: Pick<LineSettings, 'baudRate' | 'parity'>): string {
  return `${line.baudRate} 8${line.parity.charAt(0).toUpperCase()}1`;
}

/** Bits per byte: start, eight data bits, parity if any, stop. */
export function bitsPerByte(parity: Parity): number {
  return parity === 'none' ? 10 : 11;
}

/** Time of `bytes` bytes on the wire, ms. */
export function wireTimeMs(bytes: number, line: Pick<LineSettings, 'baudRate' | 'parity'>): number {
  return (bytes * bitsPerByte(line.parity) * 1000) / line.baudRate;
}
