import type { Rig } from './sim-radio.js';

/** Java's URLDecoder with UTF-8, then split at newlines: what KissProto.scala does with the field (facts 1.3). */
export function decodeLikeAprsdroid(field: string): string[] {
  const bytes: number[] = [];
  for (let at = 0; at < field.length; at++) {
    const char = field.charAt(at);
    if (char === '%') {
      const hex = field.slice(at + 1, at + 3);
      if (!/^[0-9a-f]{2}$/i.test(hex)) throw new Error('IllegalArgumentException');
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    } else if (char === '+') bytes.push(0x20);
    else bytes.push(...Buffer.from(char));
  }
  return Buffer.from(bytes).toString('utf8').split('\n');
}

/** The phone: every line with CR LF, then the delay, listening to nothing. */
export async function play({ link, sleep }: Rig, field: string, delayMs: number): Promise<void> {
  for (const line of decodeLikeAprsdroid(field)) {
    await link.send(Buffer.from(`${line}\r\n`, 'utf8'));
    await sleep(delayMs);
  }
}
