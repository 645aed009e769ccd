import { FIRMATA, sysex } from '../../firmata/firmata-messages.js';

/** The terms of one pin's lease. Wire format: firmware/failsafe/README.md, "Leases on the wire". */
export interface LeaseTerms {
  /** Number of the pin in Firmata's messages. */
  readonly pin: number;
  readonly safeLevel: 0 | 1;
  /** Maximum time without a renewal, ms: 1 to 16383. */
  readonly silenceMs: number;
  /** Maximum time away from the safe level, ms: up to 2097151; 0: while the host renews. */
  readonly activeMs: number;
  readonly watch?: Watch;
}

/** An analog channel on whose readings a lease depends. */
export interface Watch {
  readonly channel: number;
  /** Range in counts of the converter, both ends included. */
  readonly lowest: number;
  readonly highest: number;
  /** Consecutive samples outside the range, one per millisecond, that trip: 1 to 127. */
  readonly samples: number;
}

/** Version of the messages that this code speaks. */
export const LEASE_VERSION = 1;

/** First byte of a sysex message about leases. */
export const LEASE_ID = {
  configure: 0x01,
  renew: 0x02,
  query: 0x03,
  clear: 0x04,
  state: 0x05,
  tripped: 0x06,
  refused: 0x07,
  resetCause: 0x08,
  about: 0x09,
  forget: 0x0a,
  keep: 0x0b,
} as const;

/** Why a lease has tripped, by the numbers of the wire. */
export const TRIPS = ['none', 'silence', 'active-too-long', 'restart', 'reading'] as const;
/** Why a lease ended by itself; `unknown` from a sketch that is newer than this program. */
export type TripReason = (typeof TRIPS)[number] | Unknown;

/** Why a board refuses a request, by the numbers of the wire. */
export const REFUSALS = [
  'none',
  'malformed',
  'no-output',
  'no-limit',
  'no-lease',
  'no-place',
  'tripped',
  'busy',
] as const;
/** Why a board does not accept the terms of a lease. */
export type LeaseRefusal = (typeof REFUSALS)[number] | Unknown;

/** A number on the wire that this version has no name for. */
type Unknown = 'unknown';

/** What a board does beyond the first release of version 1, by the bits of the wire. */
export const LEASE_CAPABILITIES = ['own-arrival', 'rest', 'two-slots'] as const;
/** Something that only newer sketches can do, as one bit of the answer about leases. */
export type LeaseCapability = (typeof LEASE_CAPABILITIES)[number];

/** What EEPROM holds, by the numbers of the wire. */
export const KEPT = ['nothing', 'terms', 'being-written'] as const;

/** Bits of MCUSR. */
const CAUSES = ['power-on', 'external', 'brown-out', 'watchdog'] as const;
/** Why the chip has started, as its register MCUSR says. */
export type ResetCause = (typeof CAUSES)[number];
/** Where the cause of a reset comes from. */
const CAUSE_SOURCES = ['chip', 'bootloader', 'none'] as const;

/** What a board reports about its leases. */
export type LeaseMessage =
  | {
      readonly kind: 'state';
      readonly terms: LeaseTerms;
      readonly isActive: boolean;
      readonly trip: TripReason;
    }
  | { readonly kind: 'end-of-states' }
  | { readonly kind: 'tripped'; readonly pin: number; readonly trip: TripReason }
  | { readonly kind: 'refused'; readonly pin: number; readonly why: LeaseRefusal }
  | {
      readonly kind: 'reset-cause';
      readonly causes: readonly ResetCause[];
      readonly reportedBy: (typeof CAUSE_SOURCES)[number] | Unknown;
    }
  | {
      readonly kind: 'about';
      readonly version: number;
      readonly places: number;
      readonly sum: number;
      readonly kept: (typeof KEPT)[number] | Unknown;
      readonly keptSum: number;
      /** Empty from a board with firmware older than this field. */
      readonly capabilities: readonly LeaseCapability[];
    };

const NO_CHANNEL = 0x7f;
/** Length of the terms of one lease in a message, 7-bit bytes. */
export const TERMS_BYTES = 13;
const NO_WATCH: Watch = { channel: NO_CHANNEL, lowest: 0, highest: 0, samples: 0 };

/** The 13 bytes of terms. */
export function encodeTerms(terms: LeaseTerms): readonly number[] {
  const { channel, lowest, highest, samples } = terms.watch ?? NO_WATCH;
  return [
    terms.pin,
    terms.safeLevel,
    ...seven(terms.silenceMs, 2),
    ...seven(terms.activeMs, 3),
    channel,
    ...seven(lowest, 2),
    ...seven(highest, 2),
    samples,
  ];
}

/** CRC-16 of all terms, in the order of their pins: what host and board compare. */
export function sumOf(terms: readonly LeaseTerms[]): number {
  const inOrder = [...terms].sort((a, b) => a.pin - b.pin);
  return inOrder.flatMap(encodeTerms).reduce(crc16, 0xffff);
}

/** Adds one byte, as avr-libc's `_crc16_update` does: polynomial A001, reflected. */
function crc16(sum: number, byte: number): number {
  let crc = sum ^ byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  return crc;
}

/** Messages of a host. */
export const leaseQuestions = {
  configure: (terms: LeaseTerms): Buffer => sysex(LEASE_ID.configure, encodeTerms(terms)),
  renew: (): Buffer => sysex(LEASE_ID.renew),
  query: (): Buffer => sysex(LEASE_ID.query),
  clear: (pin: number): Buffer => sysex(LEASE_ID.clear, [pin]),
  forget: (pin: number): Buffer => sysex(LEASE_ID.forget, [pin]),
  resetCause: (): Buffer => sysex(LEASE_ID.resetCause),
  about: (): Buffer => sysex(LEASE_ID.about),
  keep: (): Buffer => sysex(LEASE_ID.keep, [1]),
  erase: (): Buffer => sysex(LEASE_ID.keep, [0]),
} as const;

/** Decodes a whole Firmata message as a lease message; undefined if it is not one, or is malformed. */
export function readLeaseMessage(message: Uint8Array): LeaseMessage | undefined {
  if (message[0] !== FIRMATA.sysex) return undefined;
  const data = [...message.subarray(2, -1)];
  const [first = 0, second = 0] = data;
  switch (message[1]) {
    case LEASE_ID.state:
      if (data.length === 0) return { kind: 'end-of-states' };
      if (data.length !== TERMS_BYTES + 2) return undefined;
      return {
        kind: 'state',
        terms: decodeTerms(data),
        isActive: data[TERMS_BYTES] === 1,
        trip: named(TRIPS, data[TERMS_BYTES + 1]),
      };
    case LEASE_ID.tripped:
      return data.length === 2 ? { kind: 'tripped', pin: first, trip: named(TRIPS, second) } : undefined;
    case LEASE_ID.refused:
      return data.length === 2 ? { kind: 'refused', pin: first, why: named(REFUSALS, second) } : undefined;
    case LEASE_ID.resetCause:
      return data.length === 2
        ? {
            kind: 'reset-cause',
            causes: CAUSES.filter((_, bit) => first & (1 << bit)),
            reportedBy: named(CAUSE_SOURCES, second),
          }
        : undefined;
    case LEASE_ID.about:
      // Later versions may send more; the version itself always comes first.
      return data.length >= 9
        ? {
            kind: 'about',
            version: first,
            places: second,
            sum: number(data.slice(2, 5)),
            kept: named(KEPT, data[5]),
            keptSum: number(data.slice(6, 9)),
            capabilities: LEASE_CAPABILITIES.filter((_, bit) => number(data.slice(9, 11)) & (1 << bit)),
          }
        : undefined;
    default:
      return undefined;
  }
}

/** Decodes the terms at the beginning of these bytes. */
export function decodeTerms(data: readonly number[]): LeaseTerms {
  const [pin = 0, safeLevel = 0] = data;
  const channel = data[7] ?? NO_CHANNEL;
  return {
    pin,
    safeLevel: safeLevel === 1 ? 1 : 0,
    silenceMs: number(data.slice(2, 4)),
    activeMs: number(data.slice(4, 7)),
    ...(channel !== NO_CHANNEL && {
      watch: {
        channel,
        lowest: number(data.slice(8, 10)),
        highest: number(data.slice(10, 12)),
        samples: data[12] ?? 0,
      },
    }),
  };
}

function named<T extends string>(names: readonly T[], value: number | undefined): T | Unknown {
  return names[value ?? names.length] ?? 'unknown';
}

/** A number in seven-bit bytes, lowest first. */
export function seven(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => Math.floor(value / 2 ** (7 * i)) % 0x80);
}

function number(bytes: readonly number[]): number {
  return bytes.reduceRight((value, byte) => value * 0x80 + byte, 0);
}
