/**
 * Bytes and text without Node's Buffer, for code that also runs in a browser. Latin-1 here is one character per byte, 0
 * to 255. TextDecoder's `latin1` is really windows-1252, which differs in some of 0x80 to 0x9F (0x80 is a euro sign):
 * those are converted back.
 */
const WINDOWS_1252 = new TextDecoder('latin1');

/** The bytes that windows-1252 decodes as other characters, by character. */
const PUT_BACK: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 0x20 }, (_, at) => 0x80 + at).map((byte) => [
    WINDOWS_1252.decode(Uint8Array.of(byte)),
    String.fromCharCode(byte),
  ]),
);

/** One character for each byte. */
export function latin1Text(bytes: Uint8Array): string {
  return WINDOWS_1252.decode(bytes).replace(/[^\0-\xff]/g, (char) => PUT_BACK.get(char) ?? char);
}

/** One byte for each character: its low eight bits. */
export function latin1Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Concatenates pieces into new memory. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
