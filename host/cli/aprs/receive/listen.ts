import type { Command } from 'commander';
import type { Acknowledger } from '../../../packet/aprs/messages/index.js';
import { examples, type PortFlags, portCommand, wholeNumber } from '../../flags/flags.js';
import { type LineFlags, lineFlags, lineOf } from '../../flags/line-flags.js';
import { ownCall } from '../../flags/own-call.js';
import { someTime } from '../../flags/times.js';
import { parameterBytes, type TransmitFlags, transmitFlags } from '../../flags/transmit-flags.js';
import { connected } from '../../port/connect.js';
import { radioPort } from '../../port/radio-port.js';
import { kissMeaning, type ReceiveLimits, receiveFrames } from '../../port/receive-frames.js';
import { readyToTransmit } from '../../port/transmit.js';
import { agreeToTransmit } from '../../terminal/agree.js';
import type { Io } from '../../terminal/io.js';
import { Output } from '../../terminal/output.js';
import { askedInit, type InitFlags, initFlags } from '../../tnc/init-flags.js';
import { answersTo, isSimulatedPort, keptMessages } from '../messages/index.js';
import { StationMap } from './map.js';
import { PacketLog } from './packet-log.js';
import { PacketReceiver, type ReceiverFlags, receiverFlags } from './receiver.js';
import { showCopy, showPacket } from './show.js';

interface ListenFlags extends PortFlags, LineFlags, ReceiveLimits, TransmitFlags, ReceiverFlags, InitFlags {
  readonly map?: string;
  readonly log?: string;
  readonly answer?: boolean;
  readonly yes?: boolean;
}

/** `onair aprs listen`: shows received packets. */
export function listenVerb(io: Io): Command {
  return initFlags(
    transmitFlags(
      lineFlags(receiverFlags(portCommand('listen', 'show what stations say. Transmits only if asked to'))),
      '',
    ),
  )
    .option('--map <file>', 'keep a GeoJSON file of everybody’s last place')
    .option('--log <file>', 'add every packet to a file: aprs replay and aprs heard read it')
    .option('--count <n>', 'stop after this many packets', wholeNumber(1, 1_000_000))
    .option('--for <time>', 'stop after this time: 30s, 5m; a number alone is ms', someTime)
    .option('--answer', 'acknowledge messages to you: transmits under your call sign')
    .option('--yes', 'do not ask before --answer or --init')
    .addHelpText('after', ABOUT)
    .addHelpText(
      'after',
      examples(
        'onair aprs listen --port /dev/rfcomm0 --at 41.71,-72.73',
        'onair aprs listen --port "sim:tm-d700?mode=kiss&traffic=1" --count 2 --json',
        'onair aprs listen --port /dev/rfcomm0 --map /tmp/heard.geojson --count 3',
        'onair aprs listen --port /dev/rfcomm0 --at 41.71,-72.73 --near 20 --kind position,weather',
        'onair aprs listen --port /dev/rfcomm0 --init --log /tmp/heard.log',
      ),
    )
    .action((flags: ListenFlags) => listen(io, flags));
}

const ABOUT = `
A lost link is opened again. A radio that is not in KISS, or no more, is
reported with the command that fixes it; --init fixes it each time. Copies from
several digipeaters within 30 s count as one packet, and are shown under it.
--count counts packets. --map and --log keep copies and all packets; --near,
--call and --kind choose what is shown and on the map. With --answer messages to
you are kept: onair aprs inbox.`;

async function listen(io: Io, flags: ListenFlags): Promise<void> {
  const out = new Output(io, flags);
  const answers = await askedAnswers(io, out, flags);
  const init = await askedInit(io, flags);
  const map = flags.map === undefined ? undefined : new StationMap(flags.map, io.clock);
  const log = flags.log === undefined ? undefined : new PacketLog(flags.log);
  if (log?.wasTorn) {
    out.warn(`${flags.log} ended in half a line (the program or the computer had died): that packet is lost`);
  }
  const receiver: PacketReceiver = new PacketReceiver(out, flags, {
    any: (heard, time) => answers?.consider(heard, time),
    packet: (heard, time) => {
      showPacket(out, heard, time, receiver.reader);
      map?.add(heard.frame.from, heard.report, time.toISOString());
    },
    copy: (heard, time, copies) => showCopy(out, heard, time, copies),
  });
  const line = (port: string) => lineOf(flags, port);
  try {
    await connected({ io, out, flags, line, meaning: kissMeaning, ...radioPort(out) }, async (connection) => {
      out.note(`listening on ${connection.link.portName}; stop with Ctrl-C`);
      if (answers && !init) await readyToTransmit(io, out, connection, flags);
      const heard = await receiveFrames(connection, io, out, {
        limits: flags,
        init,
        onFrame: (frame) => {
          const time = new Date();
          log?.add(frame, time);
          return receiver.take(frame, time, io.clock.now());
        },
        onLink: (link) => answers?.use(link, parameterBytes(flags)),
      });
      out.detail(`${heard} packets`);
    });
  } finally {
    map?.flush();
    log?.close();
  }
}

/** Checks the request of `--answer`. @throws OnairError no-callsign, needs-yes, declined */
async function askedAnswers(io: Io, out: Output, flags: ListenFlags): Promise<Acknowledger | undefined> {
  if (!flags.answer) return undefined;
  const call = await ownCall(io, flags.from);
  await agreeToTransmit(io, flags, `Acknowledge messages to ${call} by transmitting?`);
  const kept = keptMessages(io, isSimulatedPort(io, flags), (text) => out.warn(text));
  return answersTo(call, io, out, flags, kept);
}
