import type { Command } from 'commander';
import { command, examples } from '../../flags/flags.js';
import type { Io } from '../../terminal/io.js';
import { Output, type OutputFlags } from '../../terminal/output.js';
import { StationMap } from './map.js';
import { readPacketLog } from './packet-log.js';
import { PacketReceiver, type ReceiverFlags, receiverFlags } from './receiver.js';
import { showCopy, showPacket } from './show.js';

interface ReplayFlags extends OutputFlags, ReceiverFlags {
  readonly map?: string;
}

/** `onair aprs replay`: a log of packets as `aprs listen` would show it now. */
export function replayVerb(io: Io): Command {
  return receiverFlags(command('replay', 'show the packets of a log again. Opens no port'))
    .argument('<log>', 'file of aprs listen --log')
    .option('--map <file>', 'write a GeoJSON file of everybody’s last place')
    .addHelpText(
      'after',
      examples(
        'onair aprs replay /tmp/heard.log --at 41.71,-72.73 --near 20',
        'onair aprs replay /tmp/heard.log --call W1AW --json',
      ),
    )
    .action((log: string, flags: ReplayFlags) => replay(io, log, flags));
}

function replay(io: Io, path: string, flags: ReplayFlags): void {
  const out = new Output(io, flags);
  const map = flags.map === undefined ? undefined : new StationMap(flags.map, io.clock);
  const receiver: PacketReceiver = new PacketReceiver(out, flags, {
    packet: (heard, time) => {
      showPacket(out, heard, time, receiver.reader);
      map?.add(heard.frame.from, heard.report, time.toISOString());
    },
    copy: (heard, time, copies) => showCopy(out, heard, time, copies),
  });
  const { frames, broken } = readPacketLog(path);
  for (const { frame, time } of frames) receiver.take(frame, time);
  map?.flush();
  warnUnreadable(out, path, broken);
}

/** Lines of a log that were skipped. */
export function warnUnreadable(out: Output, path: string, broken: readonly number[]): void {
  if (broken.length === 0) return;
  const [line] = broken;
  out.warn(
    `${path}: ${broken.length} of its lines can't be read (the first is line ${line}); the others were`,
  );
}
