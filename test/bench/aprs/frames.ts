import type { AprsPacket } from '../../../host/packet/aprs/decode.js';
import { heardIn } from '../../../host/packet/aprs/receive/heard.js';
import { encodeUi } from '../../../host/packet/ax25/ax25.js';
import { parseCallSign } from '../../../host/packet/callsign.js';
import { encodeKiss, KISS_COMMANDS, KissDecoder } from '../../../host/packet/kiss/kiss.js';
import { specimens } from '../../packet/packets.js';

/** One packet in the two forms that decode_aprs takes, and with its bytes as characters. */
export interface BenchPacket {
  readonly line: string;
  readonly kiss: Uint8Array;
  readonly text: string;
}

/** The packets of packets.txt again and again, each time of another station. */
export function packets(count: number): BenchPacket[] {
  const all = specimens();
  return Array.from({ length: count }, (_, index) => {
    const { line, to, info } = all[index % all.length] ?? { line: '', to: '', info: Buffer.alloc(0) };
    const from = `W${index % 10}${(index % 17_576).toString(36).toUpperCase().padStart(3, 'A')}`;
    const data = encodeUi({ from: parseCallSign(from), to: parseCallSign(to), path: [], info });
    return {
      line: line.replace(/^[^>]*/, from),
      text: `${from}>${to}:${info.toString('latin1')}`,
      kiss: encodeKiss({ port: 0, command: KISS_COMMANDS.data, data }),
    };
  });
}

/** A monitor line without a path, one character a byte. */
export function packetOf(text: string): AprsPacket {
  const [to, info] = [text.indexOf('>') + 1, text.indexOf(':') + 1];
  return {
    from: text.slice(0, to - 1),
    to: text.slice(to, info - 1),
    info: Buffer.from(text.slice(info), 'latin1'),
  };
}

/** KISS bytes as hexadecimal pairs. */
export function hexOf(kiss: Uint8Array): string {
  return (Buffer.from(kiss).toString('hex').match(/../g) ?? []).join(' ');
}

/** As a serial port hands bytes over. */
const CHUNK = 1024;

/** Bytes to reports, as `onair aprs listen` does it. @throws Error where a frame is lost */
export function decodeStream(stream: Buffer): void {
  const decoder = new KissDecoder();
  let [frames, reports] = [0, 0];
  for (let at = 0; at < stream.length; at += CHUNK) {
    for (const frame of decoder.push(stream.subarray(at, at + CHUNK))) {
      frames++;
      if (heardIn(frame)) reports++;
    }
  }
  if (frames !== reports) throw new Error(`${frames} frames, ${reports} reports`);
}
