import { visible } from '../../../../base/index.js';
import type { AprsReport, Station } from '../../../../packet/aprs/index.js';
import { type Heard, spoken } from '../../../../packet/aprs/receive/index.js';
import { symbolName } from '../../../../packet/aprs/symbols/index.js';
import type { Point } from '../../../../packet/index.js';
import { ENGLISH_APRS } from '../../../../text/aprs/index.js';
import { language } from '../../shell/words.js';

/** A station or an object with its last place. */
export interface Plotted {
  /** A call sign, or the name of an object. */
  readonly name: string;
  readonly place: Point;
  /** What its symbol means: `car`. */
  readonly kind: string;
  /** Its last packet with a place, as a sentence. */
  readonly text: string;
  readonly heard: Date;
}

/** Whoever has told a place, the latest last; an object that is gone is taken away. */
export class PlottedStations {
  readonly #stations = new Map<string, Plotted>();

  constructor(private readonly most: number) {}

  /** @returns the stations, or undefined where the packet changes nothing */
  add(heard: Heard, text: string, time: Date): readonly Plotted[] | undefined {
    const { from, report } = spoken(heard);
    const name = nameIn(from, report);
    if (name === undefined) return undefined;
    this.#stations.delete(name); // to the end: the one heard longest ago is the first
    if (isThere(report)) {
      const { place, symbol } = report;
      const kind = (language.value.aprs ?? ENGLISH_APRS).words.symbol(symbolName(symbol));
      this.#stations.set(name, { name: visible(name), place, kind, text: visible(text), heard: time });
    }
    const [oldest] = this.#stations.keys();
    if (this.#stations.size > this.most && oldest !== undefined) this.#stations.delete(oldest);
    return [...this.#stations.values()];
  }
}

function nameIn(from: string, report: AprsReport): string | undefined {
  if (report.kind === 'position') return from;
  return report.kind === 'object' || report.kind === 'item' ? report.name : undefined;
}

function isThere(report: AprsReport): report is AprsReport & Station {
  return report.kind === 'position' || ('live' in report && report.live);
}
