import { decodeFrame } from '../../../host/packet/ax25/index.js';
import { formatMonitor } from '../../../host/packet/index.js';
import { encodeKiss, KissDecoder } from '../../../host/packet/kiss/index.js';
import { openRadio } from '../../kenwood/sim/sim-radio.js';
import { until } from '../../link/waits.js';
import { frameOf } from '../../packet/frames.js';

/** Another station on a simulated channel: a radio in KISS, and what comes out of it. */
export class Station {
  /** What it has heard, as a monitor shows it. */
  readonly heard: string[] = [];
  readonly #link;

  constructor(
    readonly call: string,
    channel: string,
  ) {
    const { link } = openRadio('tm-d700', `mode=kiss&channel=${channel}`);
    this.#link = link;
    const decoder = new KissDecoder();
    link.on('data', (bytes: Buffer) => {
      for (const { data } of decoder.push(bytes)) {
        const decoded = decodeFrame(data);
        if (decoded.ok) this.heard.push(formatMonitor(decoded.frame));
      }
    });
  }

  /** Resolves when the radio has the packet; it transmits as soon as the channel is clear. */
  async says(info: string): Promise<void> {
    await this.#link.send(encodeKiss(frameOf(this.call, info)));
  }

  /** @returns what was heard that fits */
  async hears(what: RegExp): Promise<RegExpExecArray> {
    const found = (): RegExpExecArray | undefined =>
      this.heard.map((text) => what.exec(text)).find((match) => match !== null) ?? undefined;
    await until(`${this.call} hears ${what}`, () => found() !== undefined);
    return found() as RegExpExecArray;
  }

  close(): Promise<void> {
    return this.#link.close();
  }
}
