import { type Command, Option } from 'commander';
import { TelemetryBook } from '../../../packet/aprs/index.js';
import { Copies, frameProblem, type Heard, heardIn } from '../../../packet/aprs/receive/index.js';
import { parseLatLon } from '../../../packet/index.js';
import type { KissFrame } from '../../../packet/kiss/index.js';
import { IMPERIAL, METRIC, PLACES, type PlaceFormat, type Reader } from '../../../text/aprs/index.js';
import { describeFrame } from '../../port/receive-frames.js';
import type { Output } from '../../terminal/output.js';
import { type FilterFlags, filterFlags, filterOf } from './filter.js';

/** Flags of commands that show packets. */
export interface ReceiverFlags extends FilterFlags {
  readonly at?: string;
  readonly places?: PlaceFormat;
}

/** Adds the flags. */
export function receiverFlags(command: Command): Command {
  return filterFlags(
    command
      .option('--at <lat,lon>', 'where you are: shows distance and bearing')
      .option('--imperial', 'miles, feet and Fahrenheit')
      .addOption(new Option('--places <form>', 'how places are written').choices(PLACES).default('degrees')),
  );
}

/** Handlers of packets that match the filter. */
export interface PacketHandler {
  /** Every packet, also those that do not match. */
  any?(heard: Heard, time: Date): void;
  packet(heard: Heard, time: Date): void;
  /** The same packet by another path; `copies` of it so far. */
  copy(heard: Heard, time: Date, copies: number): void;
}

/** Turns frames into packets: drops what is not APRS or does not match the filter, and detects copies. */
export class PacketReceiver {
  readonly reader: Reader;
  readonly #wanted: (heard: Heard) => boolean;
  readonly #copies = new Copies();
  readonly #book = new TelemetryBook();
  readonly #reported = new Set<string>();

  /** @throws OnairError bad-value, bad-usage */
  constructor(
    private readonly out: Output,
    flags: ReceiverFlags,
    private readonly handler: PacketHandler,
  ) {
    const at = flags.at === undefined ? undefined : parseLatLon(flags.at);
    this.reader = {
      units: flags.imperial ? IMPERIAL : METRIC,
      at,
      ...(flags.places && { places: flags.places }),
    };
    this.#wanted = filterOf(flags, at);
  }

  /**
   * @param nowMs detects copies: from a monotonic clock if there is one
   * @returns whether it is a packet that matches, and new
   */
  take(frame: KissFrame, time: Date, nowMs = time.getTime()): boolean {
    const heard = heardIn(frame);
    if (!heard) {
      this.#notShown(frame);
      return false;
    }
    this.#book.add(heard.report);
    this.handler.any?.(heard, time);
    if (!this.#wanted(heard)) return false;
    const copies = this.#copies.count(heard.frame, nowMs);
    if (copies > 0) this.handler.copy(heard, time, copies);
    else {
      const scaled = this.#book.scaledIn(heard.frame.from, heard.report);
      this.handler.packet({ ...heard, ...(scaled && { scaled }) }, time);
    }
    return copies === 0;
  }

  /** Other frames than UI are ordinary; what is no frame of AX.25 may be a station's mistake, and is told once. */
  #notShown(frame: KissFrame): void {
    const problem = frameProblem(frame);
    if (problem === undefined || this.#reported.has(problem)) {
      this.out.detail(`no APRS: ${describeFrame(frame)}`);
      return;
    }
    this.#reported.add(problem);
    this.out.warn(`a packet can't be read: ${describeFrame(frame)}. onair kiss listen shows all of them`);
  }
}
