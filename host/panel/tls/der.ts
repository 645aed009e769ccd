/** What a certificate needs of DER (X.690): each function makes one element, its tag, length and content. */

function element(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

export const sequence = (...parts: readonly Buffer[]): Buffer => element(0x30, Buffer.concat(parts));
export const set = (...parts: readonly Buffer[]): Buffer => element(0x31, Buffer.concat(parts));
export const octets = (content: Uint8Array): Buffer => element(0x04, content);
/** Of whole bytes. */
export const bits = (content: Uint8Array): Buffer =>
  element(0x03, Buffer.concat([Buffer.from([0]), content]));
export const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text, 'utf8'));
export const yes = (): Buffer => element(0x01, Buffer.from([0xff]));
/** `[n]` of a module: around an element, or in its place. */
export const tagged = (n: number, content: Uint8Array): Buffer => element(0xa0 | n, content);
export const insteadOf = (n: number, content: Uint8Array): Buffer => element(0x80 | n, content);

/** @param bytes of a positive number, big-endian */
export function integer(bytes: Uint8Array): Buffer {
  const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0;
  return element(0x02, isNegative ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

/** UTCTime, which ends with 2049. */
export function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/\D/g, '').slice(2, 14);
  return element(0x17, Buffer.from(`${digits}Z`, 'latin1'));
}

/** @param dotted `2.5.29.17` */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([40 * first + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let high = value >>> 7; high > 0; high >>>= 7) bytes.unshift(0x80 | (high & 0x7f));
  return bytes;
}
