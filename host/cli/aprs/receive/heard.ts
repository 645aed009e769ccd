import type { Command } from 'commander';
import { type StationHeard, Stations } from '../../../packet/aprs/receive/index.js';
import { compassPoint } from '../../../packet/index.js';
import { type Reader, where as whereIs } from '../../../text/aprs/index.js';
import { examples, type PortFlags, portCommand, wholeNumber } from '../../flags/flags.js';
import { type LineFlags, lineFlags, lineOf } from '../../flags/line-flags.js';
import { someTime } from '../../flags/times.js';
import { connected } from '../../port/connect.js';
import { radioPort } from '../../port/radio-port.js';
import { kissMeaning, type ReceiveLimits, receiveFrames } from '../../port/receive-frames.js';
import type { Io } from '../../terminal/io.js';
import { table } from '../../terminal/layout.js';
import { Output } from '../../terminal/output.js';
import { askedInit, type InitFlags, initFlags } from '../../tnc/init-flags.js';
import { readPacketLog } from './packet-log.js';
import { PacketReceiver, type ReceiverFlags, receiverFlags } from './receiver.js';
import { warnUnreadable } from './replay.js';

interface HeardFlags extends PortFlags, LineFlags, ReceiveLimits, ReceiverFlags, InitFlags {}

/** `onair aprs heard`: which stations were heard, when, where, how often and by which path. */
export function heardVerb(io: Io): Command {
  return initFlags(
    lineFlags(
      receiverFlags(portCommand('heard', 'list the stations of a log, or of the radio until Ctrl-C')),
    ),
  )
    .argument('[log]', 'file of aprs listen --log; left out: the radio')
    .option('--count <n>', 'stop after this many packets', wholeNumber(1, 1_000_000))
    .option('--for <time>', 'stop after this time: 30s, 5m; a number alone is ms', someTime)
    .option('--yes', 'do not ask before --init')
    .addHelpText(
      'after',
      examples(
        'onair aprs heard /tmp/heard.log --at 41.71,-72.73',
        'onair aprs heard --port /dev/rfcomm0 --for 10m --json',
      ),
    )
    .action((log: string | undefined, flags: HeardFlags) => heard(io, log, flags));
}

async function heard(io: Io, path: string | undefined, flags: HeardFlags): Promise<void> {
  const out = new Output(io, flags);
  const stations = new Stations();
  const receiver = new PacketReceiver(out, flags, {
    packet: (packet, time) => stations.add(packet, time, false),
    copy: (packet, time) => stations.add(packet, time, true),
  });
  if (path === undefined) await fromRadio(io, out, flags, receiver);
  else {
    const { frames, broken } = readPacketLog(path);
    for (const { frame, time } of frames) receiver.take(frame, time);
    warnUnreadable(out, path, broken);
  }
  const list = stations.list(receiver.reader.at);
  out.result({
    schema: 'aprs.heard@1',
    data: { stations: list.map(forPrograms) },
    text:
      list.length === 0
        ? ['no station was heard']
        : table([HEAD, ...list.map((one) => row(one, receiver.reader))]),
  });
}

async function fromRadio(io: Io, out: Output, flags: HeardFlags, receiver: PacketReceiver): Promise<void> {
  const init = await askedInit(io, flags);
  const line = (port: string) => lineOf(flags, port);
  await connected({ io, out, flags, line, meaning: kissMeaning, ...radioPort(out) }, async (connection) => {
    out.note(`listening on ${connection.link.portName}; Ctrl-C ends and shows the list`);
    await receiveFrames(connection, io, out, {
      limits: flags,
      init,
      onFrame: (frame) => receiver.take(frame, new Date(), io.clock.now()),
    });
  });
}

function forPrograms({ first, last, ...station }: StationHeard): Record<string, unknown> {
  return { ...station, first: first.toISOString(), last: last.toISOString() };
}

const HEAD = ['station', 'packets', 'first', 'last', 'where', 'through'];

function row(station: StationHeard, reader: Reader): string[] {
  const { units } = reader;
  const { call, packets, first, last, place, distanceKm, bearingDeg, via } = station;
  const where =
    distanceKm !== undefined && bearingDeg !== undefined
      ? `${units.distance(distanceKm)} ${compassPoint(bearingDeg)}`
      : place
        ? whereIs({ ...place, ambiguity: 0 }, reader)
        : '';
  const ways = Object.entries(via).map(([way, count]) => (count === 1 ? way : `${way} ×${count}`));
  return [call, String(packets), dayAndTime(first), dayAndTime(last), where, ways.join(' ')];
}

/** In the computer's time zone, as in `aprs listen`. */
function dayAndTime(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${time.toTimeString().slice(0, 8)}`;
}
