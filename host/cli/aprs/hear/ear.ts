import { type Command, Option } from 'commander';
import { TelemetryBook } from '../../../packet/aprs/index.js';
import { parseLatLon } from '../../../packet/index.js';
import type { KissFrame } from '../../../packet/kiss/index.js';
import { describeFrame } from '../../port/receive-frames.js';
import type { Output } from '../../terminal/output.js';
import { PLACES, type Places, type Reader } from '../describe.js';
import { type Heard, heardIn } from '../heard-packet.js';
import { IMPERIAL, METRIC } from '../units.js';
import { Copies } from './copies.js';
import { type FilterFlags, filterFlags, filterOf } from './filter.js';

/** Flags of commands that show packets. */
export interface EarFlags extends FilterFlags {
  readonly at?: string;
  readonly places?: Places;
}

/** Adds the flags. */
export function earFlags(command: Command): Command {
  return filterFlags(
    command
      .option('--at <lat,lon>', 'where you are: shows distance and bearing')
      .option('--imperial', 'miles, feet and Fahrenheit')
      .addOption(new Option('--places <form>', 'how places are written').choices(PLACES).default('degrees')),
  );
}

/** What is done with packets that were asked for. */
export interface Listener {
  /** Every packet, also those that nobody asked for. */
  any?(heard: Heard): void;
  packet(heard: Heard, time: Date): void;
  /** The same packet again by another way; `copies` of it so far. */
  copy(heard: Heard, time: Date, copies: number): void;
}

/** Frames to packets: what is no APRS or was not asked for is left out, and copies are told apart. */
export class Ear {
  readonly reader: Reader;
  readonly #wanted: (heard: Heard) => boolean;
  readonly #copies = new Copies();
  readonly #book = new TelemetryBook();

  /** @throws OnairError bad-value, bad-usage */
  constructor(
    private readonly out: Output,
    flags: EarFlags,
    private readonly listener: Listener,
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
   * @param nowMs tells copies apart: of a clock that does not jump, where there is one
   * @returns whether it is a packet that was asked for, and new
   */
  take(frame: KissFrame, time: Date, nowMs = time.getTime()): boolean {
    const heard = heardIn(frame);
    if (!heard) {
      this.out.detail(`no APRS: ${describeFrame(frame)}`);
      return false;
    }
    this.#book.hear(heard.report);
    this.listener.any?.(heard);
    if (!this.#wanted(heard)) return false;
    const copies = this.#copies.count(heard.frame, nowMs);
    if (copies > 0) this.listener.copy(heard, time, copies);
    else this.listener.packet({ ...heard, ...this.#scaled(heard) }, time);
    return copies === 0;
  }

  /** Telemetry by the names, units and equations that its station has sent before. */
  #scaled({ frame, report }: Heard): Pick<Heard, 'scaled'> {
    const telemetry = 'telemetry' in report ? report.telemetry : undefined;
    const scaled = telemetry && this.#book.scaled(frame.from, telemetry);
    return scaled ? { scaled } : {};
  }
}
