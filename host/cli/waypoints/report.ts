import { type OnairError, printable } from '../../base/index.js';
import type { HeardWaypoint, WaypointError } from '../../packet/waypoints/index.js';
import type { Reader } from '../../text/aprs/index.js';
import type { Output } from '../terminal/output.js';
import { describeWaypoint } from './describe.js';

/** Why a sentence was refused. */
const REFUSALS: Readonly<Record<WaypointError, string>> = {
  'no-checksum': 'no checksum',
  'bad-checksum': 'wrong checksum',
  'bad-waypoint': 'no name or no place',
};

/** Maximum number of different names that are counted. */
const MOST_NAMES = 10_000;

/** Shows what is heard as it comes, and counts for the summary. */
export class Report {
  readonly #names = new Set<string>();
  readonly #refused: Record<WaypointError, number> = {
    'no-checksum': 0,
    'bad-checksum': 0,
    'bad-waypoint': 0,
  };
  #taken = 0;

  constructor(
    private readonly out: Output,
    private readonly reader: Reader,
  ) {}

  /** Waypoints so far. */
  get taken(): number {
    return this.#taken;
  }

  heard({ waypoint, time }: HeardWaypoint): void {
    this.#taken++;
    if (this.#names.size < MOST_NAMES) this.#names.add(waypoint.name);
    const clock = new Date(time).toTimeString().slice(0, 8);
    const name = this.out.paint('bold', waypoint.name);
    this.out.event({
      schema: 'waypoints.heard@1',
      data: { time, ...waypoint },
      text: [`${clock} ${name} ${describeWaypoint(waypoint, this.reader)}`],
    });
  }

  refused(sentence: string, reason: WaypointError): void {
    this.#refused[reason]++;
    const text = printable(sentence);
    this.out.event({ schema: 'waypoints.refused@1', data: { reason, sentence: text }, text: [] });
    this.out.note(`not taken, ${REFUSALS[reason]}: ${text}`);
  }

  lost({ code, message, hint }: OnairError, retryMs: number): void {
    this.out.event({ schema: 'waypoints.lost@1', data: { code, message, hint, retryMs }, text: [] });
    this.out.note(`${message}. Next try in ${retryMs / 1000} s`);
  }

  /** @param files where it was kept */
  summary(files: readonly string[]): void {
    const [names, refused] = [this.#names.size, this.#refused];
    const why = Object.entries(refused)
      .filter(([, count]) => count > 0)
      .map(([error, count]) => `${count} with ${REFUSALS[error as WaypointError]}`);
    this.out.event({
      schema: 'waypoints.summary@1',
      data: { heard: this.#taken, names, refused, files, warnings: this.out.warnings },
      text: [
        `${counted(this.#taken, 'waypoint')} of ${names === MOST_NAMES ? 'at least ' : ''}${counted(names, 'name')}` +
          (why.length > 0 ? `; not taken: ${why.join(', ')}` : '') +
          (files.length > 0 ? `; kept in ${files.join(' and ')}` : ''),
      ],
    });
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
