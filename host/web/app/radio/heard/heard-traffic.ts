import { type Signal, signal } from '@preact/signals';
import { type Heard, heardIn, type LoggedFrame, logLine } from '../../../../packet/aprs/receive/index.js';
import type { KissFrame } from '../../../../packet/kiss/index.js';
import { describe, ENGLISH_APRS } from '../../../../text/aprs/index.js';
import { language } from '../../shell/words.js';
import { Folded, type HeardPacket } from './folded.js';
import { type Plotted, PlottedStations } from './plotted.js';

/** Packets shown; older ones are dropped, so that memory stays flat. */
const MOST_SHOWN = 200;
/** Stations on the map; the one heard longest ago is dropped. */
const MOST_STATIONS = 2000;
/** Lines that can be saved, of some 100 bytes each: five hours of a packet a second. The oldest are dropped. */
export const MOST_LOGGED = 20_000;

/** What is heard, live or out of a log: packets as sentences, stations with their places, lines of a log. */
export class HeardTraffic {
  readonly packets: Signal<readonly HeardPacket[]> = signal([]);
  readonly stations: Signal<readonly Plotted[]> = signal([]);
  /** Packets that can be saved. */
  readonly logged: Signal<number> = signal(0);
  readonly #folded = new Folded(MOST_SHOWN);
  readonly #plotted = new PlottedStations(MOST_STATIONS);
  readonly #lines: string[] = [];

  /** The packets of a log, as if they were heard at their times. */
  static played(frames: readonly LoggedFrame[]): HeardTraffic {
    const channel = new HeardTraffic();
    for (const { frame, time } of frames) channel.take(frame, time, time.getTime());
    return channel;
  }

  /** @param nowMs detects copies: of a monotonic clock where there is one */
  take(frame: KissFrame, time: Date, nowMs: number): Heard | undefined {
    const line = logLine(frame, time);
    if (line !== undefined) this.#log(line);
    const heard = heardIn(frame);
    if (!heard) return undefined;
    const { aprs = ENGLISH_APRS } = language.value;
    const text = describe(heard.report, { ...aprs, at: undefined });
    this.packets.value = this.#folded.add(heard.frame, text, nowMs);
    const stations = this.#plotted.add(heard, text, time);
    if (stations) this.stations.value = stations;
    return heard;
  }

  /** The same file as that of `onair aprs listen --log`. */
  logText(): string {
    return this.#lines.join('');
  }

  #log(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > MOST_LOGGED) this.#lines.shift();
    this.logged.value = this.#lines.length;
  }
}
