import { readFileSync } from 'node:fs';
import { decodeAprs } from '../../host/packet/aprs/decode.js';
import type { AprsReport } from '../../host/packet/aprs/report.js';

/** One packet of packets.txt. */
export interface Specimen {
  readonly section: string;
  /** The monitor line, with `<0x..>` for bytes that are no text. */
  readonly line: string;
  readonly from: string;
  readonly to: string;
  readonly info: Buffer;
  /** What decode_aprs of Dire Wolf 1.6 printed. */
  readonly direWolf: readonly string[];
}

/** Every packet, in the order of the file. */
export function specimens(): Specimen[] {
  const found: (Specimen & { direWolf: string[] })[] = [];
  let section = '';
  for (const line of readFileSync('test/packet/packets.txt', 'utf8').split('\n')) {
    if (line.startsWith('# ')) section = line.slice(2);
    else if (line.startsWith('  ')) found.at(-1)?.direWolf.push(line.slice(2));
    else if (line !== '') found.push({ section, line, ...parts(line), direWolf: [] });
  }
  return found;
}

function parts(line: string): Pick<Specimen, 'from' | 'to' | 'info'> {
  const [, from = '', to = '', info = ''] = /^([^>]+)>([^,:]+)[^:]*:(.*)$/.exec(line) ?? [];
  const bytes = info.replace(/<0x([0-9a-f]{2})>/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return { from, to, info: Buffer.from(bytes, 'latin1') };
}

export function decoded(specimen: Specimen): AprsReport {
  return decodeAprs(specimen);
}
