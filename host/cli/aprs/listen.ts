import type { Command } from 'commander';
import { messageOf, visible } from '../../base/index.js';
import { deviceOf, encodeAck } from '../../packet/aprs/index.js';
import { encodeUi } from '../../packet/ax25/index.js';
import { bearingDeg, type CallSign, distanceKm, parseCallSign, parseLatLon } from '../../packet/index.js';
import { examples, milliseconds, type PortFlags, portCommand, wholeNumber } from '../flags/flags.js';
import { type LineFlags, lineFlags, lineOf } from '../flags/line-flags.js';
import { ownCall } from '../flags/own-call.js';
import {
  frameBytes,
  parameterBytes,
  readPath,
  type TransmitFlags,
  transmitFlags,
} from '../flags/transmit-flags.js';
import { type Connection, connected } from '../port/connect.js';
import { radioPort } from '../port/radio-port.js';
import { describeFrame, type HearLimits, kissMeaning, receiveFrames } from '../port/receive-frames.js';
import { TOCALL } from '../port/tocall.js';
import { readyToTransmit } from '../port/transmit.js';
import { agree } from '../terminal/agree.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { describe, type Reader } from './describe.js';
import { type Heard, heardIn, pathOf } from './heard-packet.js';
import { StationMap } from './map.js';
import { IMPERIAL, METRIC } from './units.js';

interface ListenFlags extends PortFlags, LineFlags, HearLimits, TransmitFlags {
  readonly at?: string;
  readonly imperial?: boolean;
  readonly map?: string;
  readonly answer?: boolean;
  readonly yes?: boolean;
}

/** `onair aprs listen`: who is there, where, and what they say. */
export function listenVerb(io: Io): Command {
  return transmitFlags(
    lineFlags(portCommand('listen', 'show what stations say. Transmits nothing unless told')),
    '',
  )
    .option('--at <lat,lon>', 'where you are: shows distance and bearing')
    .option('--imperial', 'miles, feet and Fahrenheit')
    .option('--map <file>', 'keep a GeoJSON file of everybody’s last place')
    .option('--count <n>', 'stop after this many packets', wholeNumber(1, 1_000_000))
    .option('--for <ms>', 'stop after this time', milliseconds)
    .option('--answer', 'acknowledge messages to you: transmits under your call sign')
    .option('--yes', 'do not ask before --answer')
    .addHelpText(
      'after',
      examples(
        'onair aprs listen --port /dev/rfcomm0 --at 41.71,-72.73',
        'onair aprs listen --port "sim:tm-d700?mode=kiss&traffic=1" --count 2 --json',
        'onair aprs listen --port /dev/rfcomm0 --map /tmp/heard.geojson --count 3',
      ),
    )
    .action((flags: ListenFlags) => listen(io, flags));
}

async function listen(io: Io, flags: ListenFlags): Promise<void> {
  const out = new Output(io, flags);
  const reader: Reader = {
    units: flags.imperial ? IMPERIAL : METRIC,
    at: flags.at === undefined ? undefined : parseLatLon(flags.at),
  };
  const call = flags.answer ? await ownCall(io, flags.from) : undefined;
  if (call !== undefined) {
    await agree(io, flags, `Acknowledge messages to ${call} by transmitting?`, 'nothing was transmitted');
  }
  const map = flags.map === undefined ? undefined : new StationMap(flags.map, io.clock);
  const line = (port: string) => lineOf(flags, port);
  try {
    await connected({ io, out, flags, line, meaning: kissMeaning, ...radioPort(out) }, async (connection) => {
      out.note(`listening on ${connection.link.portName}; stop with Ctrl-C`);
      const answers = call === undefined ? undefined : new Answers(io, out, connection, flags, call);
      if (answers) await readyToTransmit(io, connection, parameterBytes(flags));
      const heard = await receiveFrames(connection, io, out, flags, (frame) => {
        const packet = heardIn(frame);
        if (!packet) {
          out.detail(`no APRS: ${describeFrame(frame)}`);
          return false;
        }
        show(out, packet, reader);
        map?.add(packet.frame.from, packet.report, new Date().toISOString());
        answers?.consider(packet);
        return true;
      });
      out.detail(`${heard} packets`);
    });
  } finally {
    map?.flush();
  }
}

function show(out: Output, { port, frame, report }: Heard, reader: Reader): void {
  const device = 'device' in report ? report.device : deviceOf(frame.to);
  const place = 'place' in report ? report.place : undefined;
  const seen =
    place && reader.at
      ? {
          distanceKm: rounded(distanceKm(reader.at, place)),
          bearingDeg: rounded(bearingDeg(reader.at, place)),
        }
      : {};
  const time = new Date();
  const path = pathOf(frame);
  out.event({
    schema: 'aprs.packet@1',
    data: {
      time: time.toISOString(),
      port,
      from: frame.from,
      to: frame.to,
      path,
      ...(device !== undefined && { device }),
      ...seen,
      report,
    },
    text: [
      `${time.toTimeString().slice(0, 8)} ${out.paint('bold', frame.from)} ${visible(describe(report, reader))}${via(path)}`,
    ],
  });
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function via(path: readonly string[]): string {
  return path.length === 0 ? '' : ` via ${path.join(',')}`;
}

/** Copies of one message come by several digipeaters within seconds; one answer is enough for them. */
const SAME_MS = 10_000;

/** Messages that are remembered. */
const MOST_REMEMBERED = 100;

/** Acknowledges messages that are for us. */
class Answers {
  readonly #answeredAtMs = new Map<string, number>();

  constructor(
    private readonly io: Io,
    private readonly out: Output,
    private readonly connection: Connection,
    private readonly flags: TransmitFlags,
    private readonly call: CallSign,
  ) {}

  consider({ frame, report }: Heard): void {
    if (report.kind !== 'message' || report.to !== this.call || report.id === undefined) return;
    if (frame.from === this.call) return;
    const key = `${frame.from} ${report.id}`;
    const now = this.io.clock.now();
    if (now - (this.#answeredAtMs.get(key) ?? Number.NEGATIVE_INFINITY) < SAME_MS) return;
    this.#answeredAtMs.delete(key);
    this.#answeredAtMs.set(key, now);
    const [oldest] = this.#answeredAtMs.keys();
    if (this.#answeredAtMs.size > MOST_REMEMBERED && oldest !== undefined) this.#answeredAtMs.delete(oldest);
    void this.#acknowledge(frame.from, report.id);
  }

  async #acknowledge(to: CallSign, id: string): Promise<void> {
    const ack = encodeUi({
      from: this.call,
      to: parseCallSign(TOCALL),
      path: readPath(this.flags.path).map((call) => ({ call, repeated: false })),
      info: Buffer.from(encodeAck(to, id)),
    });
    try {
      await this.connection.link.send(frameBytes(ack, this.flags));
      this.out.note(`acknowledged message ${id} of ${to}`);
    } catch (error) {
      this.out.warn(`message ${id} of ${to} was not acknowledged: ${messageOf(error)}`);
    }
  }
}
