import type { LineSettings } from '../line.js';
import { findAdapter } from '../ports/adapters.js';

/**
 * What the browser's `SerialPort` has of what we use (https://wicg.github.io/serial/). Structural: it compiles without
 * a browser's types, and a test passes its own.
 */
export interface WebSerialPort {
  /** Null while the port is closed, and after the device is gone. */
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  /** Whether an adapter is plugged in, or a Bluetooth device has a link; Chromium since 130, Firefox since 151. */
  readonly connected?: boolean | undefined;
  open(options: WebSerialOptions): Promise<void>;
  /** Fails while a reader or writer holds a stream. */
  close(): Promise<void>;
  getInfo(): WebSerialInfo;
}

/** Settings with which a port is opened; Web Serial can't change them later. */
export interface WebSerialOptions {
  readonly baudRate: number;
  readonly dataBits: 8;
  readonly stopBits: 1;
  readonly parity: LineSettings['parity'];
  /** Size of the browser's buffers, bytes. */
  readonly bufferSize: number;
  readonly flowControl: 'none' | 'hardware';
}

/** What a browser tells of a port: the ids of a USB adapter, or the service of a Bluetooth device. */
export interface WebSerialInfo {
  readonly usbVendorId?: number;
  readonly usbProductId?: number;
  readonly bluetoothServiceClassId?: number | string;
}

/** The browser's default of 255 bytes overflows while a page is busy; a radio sends 120 bytes in 125 ms. */
const BUFFER_BYTES = 16_384;

/** Line settings as Web Serial's `open` takes them. */
export function optionsFor({ baudRate, parity, rtscts }: LineSettings): WebSerialOptions {
  return {
    baudRate,
    dataBits: 8,
    stopBits: 1,
    parity,
    bufferSize: BUFFER_BYTES,
    flowControl: rtscts ? 'hardware' : 'none',
  };
}

/** Whether a port is a Bluetooth connection. Its rate has no effect: the far module's stored rate counts. */
export function isBluetooth({ bluetoothServiceClassId }: WebSerialInfo): boolean {
  return bluetoothServiceClassId !== undefined;
}

/** A name for people: the chip of an adapter where it is known, and its USB id. */
export function nameOfPort(info: WebSerialInfo): string {
  if (isBluetooth(info)) return 'Bluetooth port';
  const { usbVendorId, usbProductId } = info;
  if (usbVendorId === undefined || usbProductId === undefined) return 'serial port';
  const [vendor, product] = [usbVendorId, usbProductId].map((id) => id.toString(16).padStart(4, '0'));
  return `${findAdapter(vendor, product)?.chip ?? 'USB adapter'} (${vendor}:${product})`;
}
