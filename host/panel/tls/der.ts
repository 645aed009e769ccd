/** The ASN.1 types of a certificate, in DER (X.690): each function makes one element of tag, length and content. */

function element(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

/** SEQUENCE of these elements. */
export const sequence = (...parts: readonly Buffer[]): Buffer => element(0x30, Buffer.concat(parts));
/** SET of these elements, of which a certificate has one at most. */
export const set = (...parts: readonly Buffer[]): Buffer => element(0x31, Buffer.concat(parts));
/** OCTET STRING. */
export const octetString = (content: Uint8Array): Buffer => element(0x04, content);
/** BIT STRING of whole bytes. */
export const bitString = (content: Uint8Array): Buffer =>
  element(0x03, Buffer.concat([Buffer.from([0]), content]));
/** UTF8String. */
export const utf8String = (text: string): Buffer => element(0x0c, Buffer.from(text, 'utf8'));
/** BOOLEAN true; false is the default everywhere, and left out. */
export const booleanTrue = (): Buffer => element(0x01, Buffer.from([0xff]));
/** `[n] EXPLICIT`: a tag around an element. */
export const explicitTag = (n: number, content: Uint8Array): Buffer => element(0xa0 | n, content);
/** `[n] IMPLICIT`: a tag in the place of the element's own. */
export const implicitTag = (n: number, content: Uint8Array): Buffer => element(0x80 | n, content);

/** INTEGER. @param bytes of a positive number, big-endian */
export function integer(bytes: Uint8Array): Buffer {
  const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0;
  return element(0x02, isNegative ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

/** UTCTime, which ends with 2049. */
export function utcTime(at: Date): Buffer {
  const digits = at.toISOString().replace(/\D/g, '').slice(2, 14);
  return element(0x17, Buffer.from(`${digits}Z`, 'latin1'));
}

/** OBJECT IDENTIFIER. @param dotted `2.5.29.17` */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([40 * first + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let high = value >>> 7; high > 0; high >>>= 7) bytes.unshift(0x80 | (high & 0x7f));
  return bytes;
}
