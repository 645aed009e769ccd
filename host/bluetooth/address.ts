import { OnairError } from '../base/index.js';

/** Base UUID with 0x1101, the Serial Port Profile (Bluetooth Assigned Numbers). */
export const SPP_UUID = '00001101-0000-1000-8000-00805f9b34fb';

const FORMS = [
  /^([0-9a-f]{2})[:-]?([0-9a-f]{2})[:-]?([0-9a-f]{2})[:-]?([0-9a-f]{2})[:-]?([0-9a-f]{2})[:-]?([0-9a-f]{2})$/i,
];

/** The HC-05 notation of an address: NAP:UAP:LAP without leading zeros, for example `98d3:31:f5b2c7`. */
const PARTS = /^([0-9a-f]{1,4}):([0-9a-f]{1,2}):([0-9a-f]{1,6})$/i;

/** A Bluetooth address as BlueZ writes it, `98:D3:31:F5:B2:C7`; undefined if the text is not an address. */
export function toAddress(text: string): string | undefined {
  const parts = PARTS.exec(text.trim());
  const plain = parts
    ? `${parts[1]?.padStart(4, '0')}${parts[2]?.padStart(2, '0')}${parts[3]?.padStart(6, '0')}`
    : text.trim();
  const form = FORMS.map((each) => each.exec(plain)).find((found) => found !== null);
  return form?.slice(1).join(':').toUpperCase();
}

/** The requested device: by its address, else by the name that it shows. */
export interface DeviceQuery {
  readonly address?: string;
  readonly name?: string;
}

/** Reads ADDRESS or NAME. @throws OnairError bad-value */
export function readDeviceQuery(text: string): DeviceQuery {
  const address = toAddress(text);
  if (address !== undefined) return { address };
  if (text.trim() === '') {
    throw new OnairError('bad-value', {
      message: 'the device has no address and no name',
      hint: 'see what is there: onair bluetooth scan',
    });
  }
  return { name: text };
}

/** Legacy PINs: 1 to 16 bytes of UTF-8 (Bluetooth Core, Vol 2 Part C 4.2; doc/agent-api.txt of BlueZ). @throws OnairError bad-value */
export function readPin(pin: string): string {
  const length = new TextEncoder().encode(pin).length;
  if (length >= 1 && length <= 16 && /^[\x21-\x7e]+$/.test(pin)) return pin;
  throw new OnairError('bad-value', {
    message: `"${pin}" is no PIN`,
    hint: 'a PIN has 1 to 16 digits or letters; HC-06 modules take 4 digits, and come with 1234',
  });
}

/**
 * A PIN that is certainly wrong: each digit plus one. Never a factory PIN: that one may still be accepted while the old
 * PIN is valid.
 */
export function wrongPin(pin: string): string {
  const moved = (by: number): string =>
    [...pin].map((sign) => (/\d/.test(sign) ? String((Number(sign) + by) % 10) : '0')).join('');
  const [first = ''] = [1, 2, 3].map(moved).filter((each) => !['1234', '0000', pin].includes(each));
  return first === '' ? `${pin.slice(0, 15)}0` : first;
}
