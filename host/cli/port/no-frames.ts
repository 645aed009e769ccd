import { printable, shellWord } from '../../base/index.js';
import type { Link } from '../../link/index.js';
import type { Output } from '../terminal/output.js';

/** Number of bytes without a frame after which a note explains what they look like. */
const STRANGE_BYTES = 200;

/** Minimum share of readable characters in text. */
const TEXT_SHARE = 0.9;

/** Reports once what arrives instead of frames: text of a command line or a GPS port, or garbage of a wrong rate. */
export class NoFrames {
  #bytes = Buffer.alloc(0);
  #isOver = false;

  constructor(
    private readonly out: Output,
    private readonly link: Link,
  ) {}

  /** Bytes that completed no frame; the last `pendingBytes` may be the start of one. */
  take(bytes: Buffer, pendingBytes: number): void {
    if (this.#isOver) return;
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    if (this.#bytes.length - pendingBytes < STRANGE_BYTES) return;
    this.#isOver = true;
    this.out.warn(whatComes(this.#bytes, this.link));
  }

  /** A frame came. */
  end(): void {
    this.#isOver = true;
  }
}

function whatComes(bytes: Buffer, { portName, line }: Link): string {
  const port = shellWord(portName);
  const text = bytes.toString('latin1');
  if (/\$(GP|GN|PKW)/.test(text)) {
    return `sentences of a GPS come, no packets: is this the GPS port? onair waypoints listen --port ${port}`;
  }
  const readable = text.match(/[\r\n\x20-\x7e]/g)?.length ?? 0;
  return readable > TEXT_SHARE * bytes.length
    ? `only text comes ("${printable(bytes.subarray(0, 40))} …"): the TNC is not in KISS. onair tnc init --port ${port}`
    : `${bytes.length} bytes came and no packet: is ${line.baudRate} the rate of the radio's port? onair tnc status --port ${port}`;
}
