import { latin1Bytes } from '../../base/index.js';
import { type CallSign, joinCallSign, splitCallSign } from '../callsign.js';

/** Seven bytes per address: six shifted characters and the SSID byte (AX.25 2.2, section 3.12.2). */
export const ADDRESS_BYTES = 7;

/**
 * Digipeaters in one frame. AX.25 2.2 (section 3.12.5) wants two; version 2.0 had eight, and APRS, Dire Wolf
 * and the radios keep to eight.
 */
export const MAX_DIGIPEATERS = 8;

/** One address as encoded in a frame. */
export interface AddressField {
  readonly call: CallSign;
  /** Bit 7 of the SSID byte: the C bit of destination and source, has-been-repeated of a digipeater. */
  readonly topBit: boolean;
}

/** Why an address field could not be read. */
export type AddressError =
  | 'address-not-ended'
  | 'address-misaligned'
  | 'too-many-digipeaters'
  | 'bad-callsign-character';

/** The addresses at the start of a frame and how many bytes they take, or why there are none. */
export type AddressResult =
  | { readonly ok: true; readonly addresses: readonly AddressField[]; readonly length: number }
  | { readonly ok: false; readonly error: AddressError };

const TOP_BIT = 0x80;
/** Reserved bits 5 and 6: sent as ones when unused, ignored on receipt (section 3.12.2). */
const RESERVED_BITS = 0x60;
/** The extension bit: 0 in every byte but the last of the whole address field (section 3.12). */
const LAST_BIT = 0x01;

/** Addresses in wire order (destination, source, digipeaters) to bytes; the last gets the extension bit. */
export function encodeAddresses(addresses: readonly AddressField[]): Uint8Array {
  const bytes = addresses.flatMap(({ call, topBit }, index) => {
    const { base, ssid } = splitCallSign(call);
    const name = Array.from(latin1Bytes(base.padEnd(6)), (character) => character << 1);
    const last = index === addresses.length - 1;
    return [...name, (topBit ? TOP_BIT : 0) | RESERVED_BITS | (ssid << 1) | (last ? LAST_BIT : 0)];
  });
  return Uint8Array.from(bytes);
}

/** The address field at the head of a frame, one address or more. `length` is how many bytes it takes. */
export function decodeAddresses(frame: Uint8Array): AddressResult {
  let length = 0;
  while (length < frame.length && ((frame[length] ?? 0) & LAST_BIT) === 0) length++;
  if (length === frame.length) return { ok: false, error: 'address-not-ended' };
  length++;
  if (length % ADDRESS_BYTES !== 0) return { ok: false, error: 'address-misaligned' };
  const count = length / ADDRESS_BYTES;
  if (count > 2 + MAX_DIGIPEATERS) return { ok: false, error: 'too-many-digipeaters' };
  const addresses: AddressField[] = [];
  for (let start = 0; start < length; start += ADDRESS_BYTES) {
    const address = decodeAddress(frame, start);
    if (!address) return { ok: false, error: 'bad-callsign-character' };
    addresses.push(address);
  }
  return { ok: true, addresses, length };
}

const SSID_BYTE = 6;
const BLANK = 0x20;

/** Byte by byte: each frame has two addresses or more, and a pattern would cost more than all the rest of it. */
function decodeAddress(frame: Uint8Array, start: number): AddressField | undefined {
  let base = '';
  for (let at = start; at < start + SSID_BYTE; at++) {
    const code = (frame[at] ?? 0) >> 1;
    if (isCallSignCharacter(code)) {
      // Padding is at the end only, and a name of padding alone is not an address.
      if (base.length !== at - start) return undefined;
      base += String.fromCharCode(code);
    } else if (code !== BLANK) return undefined;
  }
  const ssidByte = frame[start + SSID_BYTE];
  if (base === '' || ssidByte === undefined) return undefined;
  return { call: joinCallSign(base, (ssidByte >> 1) & 0x0f), topBit: (ssidByte & TOP_BIT) !== 0 };
}

/** A-Z and 0-9. */
function isCallSignCharacter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}
