import type { Command } from 'commander';
import { stopReason } from '../../base/index.js';
import { keepOpen, type Link } from '../../link/index.js';
import { parseLatLon } from '../../packet/index.js';
import {
  GEOJSON,
  GPX,
  type HeardSentence,
  type HeardWaypoint,
  WaypointReader,
} from '../../packet/waypoints/index.js';
import { IMPERIAL, METRIC } from '../../text/aprs/index.js';
import { examples, type PortFlags, portCommand, wholeNumber } from '../flags/flags.js';
import { someTime } from '../flags/times.js';
import { connected } from '../port/connect.js';
import { opener } from '../port/hold-radio.js';
import { radioPort } from '../port/radio-port.js';
import { QUIET_MS, type ReceiveLimits } from '../port/receive-frames.js';
import { untilEnough } from '../port/until-enough.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { ASK_GPSD, GpsdGreeting } from './gpsd-greeting.js';
import { MapFile } from './map-file.js';
import { Report } from './report.js';
import { WaypointWriter } from './waypoint-writer.js';

interface ListenFlags extends PortFlags, ReceiveLimits {
  readonly baud: number;
  readonly gpx?: string;
  readonly geojson?: string;
  readonly at?: string;
  readonly imperial?: boolean;
  readonly unchecked?: boolean;
}

/** NMEA 0183, and the GPS port of a TM-D700 unless its menu says 9600. */
const GPS_BAUD = 4800;

/** `onair waypoints listen`: puts the stations that a radio heard, from its GPS port, on a map. */
export function listenVerb(io: Io): Command {
  return portCommand('listen', 'put the waypoints of a radio’s GPS port on a map. Sends it nothing')
    .option('--baud <rate>', 'rate of the port', wholeNumber(300, 1_382_400), GPS_BAUD)
    .option('--gpx <file>', 'keep every station’s last place in a GPX file')
    .option('--geojson <file>', 'the same as GeoJSON; a file that is there is added to')
    .option('--at <lat,lon>', 'where you are: shows distance and bearing')
    .option('--imperial', 'miles and feet')
    .option('--unchecked', 'take sentences without a checksum too')
    .option('--count <n>', 'stop after this many waypoints', wholeNumber(1, 1_000_000))
    .option('--for <time>', 'stop after this time: 30s, 5m; a number alone is ms', someTime)
    .addHelpText(
      'after',
      examples(
        'onair waypoints listen --port /dev/rfcomm0 --gpx /tmp/heard.gpx',
        'onair waypoints listen --port sim:tm-d700-gps --count 5 --at 41.71,-72.73',
        'onair waypoints listen --port sim:tm-d700-gps --geojson /tmp/heard.geojson --count 3',
      ),
    )
    .action((flags: ListenFlags) => new Listener(io, flags).run());
}

/** Number of bytes without any sentence after which the rate is considered wrong. */
const STRANGE_BYTES = 200;

/** Shown once for each connection on which no byte arrived. */
const WHY_QUIET =
  'nothing came for half a minute: is this the GPS port of the radio (not the one of its TNC), are waypoints on in its menu, and has it heard a station?';

class Listener {
  readonly #out: Output;
  readonly #report: Report;
  readonly #writers: readonly WaypointWriter[];

  constructor(
    private readonly io: Io,
    private readonly flags: ListenFlags,
  ) {
    this.#out = new Output(io, flags);
    this.#report = new Report(this.#out, {
      units: flags.imperial ? IMPERIAL : METRIC,
      at: flags.at === undefined ? undefined : parseLatLon(flags.at),
    });
    const files = [
      ...(flags.gpx === undefined ? [] : [new MapFile(flags.gpx, GPX)]),
      ...(flags.geojson === undefined ? [] : [new MapFile(flags.geojson, GEOJSON)]),
    ];
    for (const file of files) file.save([]);
    this.#writers = files.map((file) => new WaypointWriter(file, io.clock, (text) => this.#out.warn(text)));
  }

  async run(): Promise<void> {
    try {
      await this.#listen();
    } finally {
      for (const writer of this.#writers) writer.end();
    }
    this.#report.summary(this.#writers.map(({ path }) => path));
  }

  /** Continues through lost links, until enough was received or Ctrl-C: both end it normally. */
  async #listen(): Promise<void> {
    const { io, flags } = this;
    const out = this.#out;
    const line = () => ({ baudRate: flags.baud, parity: 'none', rtscts: false }) as const;
    await connected({ io, out, flags, line, ...radioPort(out, 'sim:tm-d700-gps') }, (connection) =>
      untilEnough(io, connection.signal, flags.for, ({ end, enough }) => {
        const open = opener(connection);
        return keepOpen({
          clock: io.clock,
          signal: end,
          open: async () => {
            const opened = await open();
            out.note(`listening on ${opened.portName}; stop with Ctrl-C`);
            return opened;
          },
          use: (opened, ready) => {
            ready();
            return this.#receive(opened, end, enough);
          },
          onLost: (error, retryMs) => this.#report.lost(error, retryMs),
        });
      }),
    );
  }

  /** @throws OnairError port-lost, or the reason of `end` */
  #receive(link: Link, end: AbortSignal, enough: () => void): Promise<never> {
    const reader = new WaypointReader(this.flags.unchecked);
    const greeting = new GpsdGreeting();
    let reported = false;
    const quiet = this.io.clock.after(QUIET_MS, () => this.#out.note(WHY_QUIET));
    return new Promise<never>((_resolve, reject) => {
      link.on('data', (bytes: Buffer) => {
        if (end.aborted) return;
        if (greeting.take(bytes)) this.#askGpsd(link);
        this.#take(reader.push(bytes), enough);
        if (reader.sentences > 0 || !greeting.isGpsd) quiet.cancel();
        if (reported || greeting.isGpsd || reader.sentences > 0 || reader.noiseBytes < STRANGE_BYTES) return;
        reported = true;
        this.#out.warn(
          `${reader.noiseBytes} bytes came and no sentence: is ${this.flags.baud} the rate of the port? A TM-D700 has 4800 or 9600 (--baud 9600)`,
        );
      });
      link.once('close', () => reject(link.lossError));
      end.addEventListener('abort', () => reject(stopReason(end)), { once: true });
      if (end.aborted) reject(stopReason(end));
    }).finally(() => quiet.cancel());
  }

  #askGpsd(link: Link): void {
    this.#out.note('this is gpsd: asked it for the sentences of its receivers');
    link.write(ASK_GPSD);
  }

  /** Files first: a waypoint is shown only after it is on the disk. */
  #take(sentences: readonly HeardSentence[], enough: () => void): void {
    const time = new Date().toISOString();
    const left = (this.flags.count ?? Number.POSITIVE_INFINITY) - this.#report.taken;
    const heard = sentences
      .flatMap(({ result }): HeardWaypoint[] => (result.ok ? [{ waypoint: result.waypoint, time }] : []))
      .slice(0, left);
    if (heard.length > 0) for (const writer of this.#writers) writer.write(heard);
    for (const one of heard) this.#report.heard(one);
    for (const { text, result } of sentences) if (!result.ok) this.#report.refused(text, result.error);
    if (heard.length === left) enough();
  }
}
