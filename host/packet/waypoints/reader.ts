import { latin1Text } from '../../base/index.js';
import { readWaypoint, type WaypointResult } from './sentence.js';

/** One waypoint sentence off a port, as it stood there, and what it says. */
export interface HeardSentence {
  readonly text: string;
  readonly result: WaypointResult;
}

/** More than any radio or program sends in a line: Dire Wolf's longest is 256. */
const MAX_LINE = 512;

/** Of a line the last waypoint sentence in it: what precedes it is noise, or a sentence that was cut off. */
const SENTENCE = /^.*(\$(?:[A-Z]{2}WPL|PKWDWPL|PMGNWPL),.*)$/s;

/** Bytes of a port to waypoint sentences; other sentences, noise and half lines pass by. Never throws, never grows. */
export class WaypointReader {
  #line = '';
  #sentences = 0;
  #noise = 0;

  /** @param unchecked takes sentences without a checksum too */
  constructor(private readonly unchecked = false) {}

  /** Lines so far that are an NMEA sentence of any kind. */
  get sentences(): number {
    return this.#sentences;
  }

  /** Bytes so far in lines that are not a sentence: many of them mean a wrong rate. */
  get noiseBytes(): number {
    return this.#noise;
  }

  push(bytes: Uint8Array): HeardSentence[] {
    const heard: HeardSentence[] = [];
    for (const piece of latin1Text(bytes).split(/(?<=[\r\n])/)) {
      const line = this.#line + piece;
      this.#noise += Math.max(0, line.length - MAX_LINE);
      this.#line = line.slice(-MAX_LINE);
      if (!/[\r\n]$/.test(this.#line)) continue;
      const sentence = this.#take(this.#line.replace(/[\r\n]$/, ''));
      if (sentence) heard.push(sentence);
      this.#line = '';
    }
    return heard;
  }

  #take(line: string): HeardSentence | undefined {
    const text = SENTENCE.exec(line)?.[1];
    const result = text === undefined ? undefined : readWaypoint(text, { unchecked: this.unchecked });
    if (result || /^\$[A-Z]{4,7},/.test(line)) this.#sentences++;
    else this.#noise += line.length;
    return text === undefined || !result ? undefined : { text, result };
  }
}
