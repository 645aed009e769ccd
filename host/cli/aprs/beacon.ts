import type { Command } from 'commander';
import { OnairError } from '../../base/index.js';
import {
  checkInterval,
  checkPath,
  encodePosition,
  type OwnPacket,
  SmartBeacon,
} from '../../packet/aprs/index.js';
import { parseSymbol } from '../../packet/aprs/symbols/index.js';
import { type CallSign, oddPlace, parseLatLon } from '../../packet/index.js';
import { type ChangeFlags, examples, transmitCommand, wholeNumber } from '../flags/flags.js';
import { type LineFlags, lineFlags, lineOf } from '../flags/line-flags.js';
import { ownCall } from '../flags/own-call.js';
import { wholeSeconds } from '../flags/times.js';
import {
  packetOf,
  parameterBytes,
  readPath,
  type TransmitFlags,
  transmitFlags,
} from '../flags/transmit-flags.js';
import { type Connection, connected } from '../port/connect.js';
import { radioPort } from '../port/radio-port.js';
import { kissMeaning } from '../port/receive-frames.js';
import { readyToTransmit, transmit } from '../port/transmit.js';
import { agreeToTransmit } from '../terminal/agree.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { type Gps, type GpsFix, openGps } from './gps.js';

interface BeaconFlags extends ChangeFlags, LineFlags, TransmitFlags {
  readonly at?: string;
  readonly altitude?: number;
  readonly gps?: string;
  readonly gpsBaud: number;
  readonly symbol: string;
  readonly compressed?: boolean;
  readonly every?: number;
  readonly smart?: boolean;
  readonly count?: number;
}

const DAY_SECONDS = 86_400;

/** `onair aprs beacon`: sends your position. */
export function beaconVerb(io: Io): Command {
  return transmitFlags(
    lineFlags(transmitCommand('beacon', 'transmit where you are, once or again and again')),
  )
    .argument('[comment]', 'what others read beside your symbol')
    .option('--at <lat,lon>', 'where you are: 41.71,-72.73, a square (FN31pr), or "41°42.9\'N 72°43.6\'W"')
    .option('--altitude <m>', 'its height above the sea, with --at', wholeNumber(0, 30_000))
    .option('--gps <source>', 'gpsd://HOST, or a port that says NMEA')
    .option('--gps-baud <rate>', 'rate of the GPS port', wholeNumber(300, 1_382_400), 4800)
    .option('--symbol <symbol>', 'a name (onair aprs symbols), or table and code', '/>')
    .option('--compressed', 'the short form: 0.3 m in place of 18 m')
    .option(
      '--every <time>',
      'again and again, so far apart: 10m, 90s; a number alone is s',
      wholeSeconds(1, DAY_SECONDS),
    )
    .option('--smart', 'with --gps: often when fast, seldom when slow, and at turns')
    .option('--count <n>', 'stop after this many beacons', wholeNumber(1, 1_000_000))
    .addHelpText(
      'after',
      examples(
        'onair aprs beacon --port /dev/rfcomm0 --from YOURCALL-9 --gps gpsd://localhost --smart',
        'onair aprs beacon --from W1AW --at 41.7148,-72.7272 --symbol house --dry-run',
        'onair aprs beacon --port "sim:tm-d700?mode=kiss" --from W1AW --at 41.7,-72.7 --yes hi',
      ),
    )
    .action((comment: string | undefined, flags: BeaconFlags) => beacon(io, comment, flags));
}

async function beacon(io: Io, comment: string | undefined, flags: BeaconFlags): Promise<void> {
  const out = new Output(io, flags);
  const from = await ownCall(io, flags.from);
  checkPlan(flags);
  const write = (fix: GpsFix) => packetOf(from, encode(fix, comment, flags), flags);
  const fixed = flags.at === undefined ? undefined : fixedPlace(flags);
  const odd = fixed && oddPlace(fixed);
  if (odd) out.warn(odd);
  if (fixed) write(fixed); // before anything is opened: refuse now what does not fit
  const gps = flags.gps === undefined ? undefined : await openGps(io, flags.gps, flags.gpsBaud);
  try {
    if (flags.dryRun) return showDryRun(out, flags, write(fixed ?? (await first(gps, io.signal))));
    await agreeToTransmit(io, flags, question(from, flags));
    const line = (port: string) => lineOf(flags, port);
    await connected({ io, out, flags, line, meaning: kissMeaning, ...radioPort(out) }, async (connection) => {
      const send = async (fix: GpsFix, reason: string): Promise<void> => {
        const { monitor, bytes } = write(fix);
        await transmit(io, connection, bytes);
        const { latitude, longitude } = fix;
        const data = {
          reason,
          latitude,
          longitude,
          monitor,
          hex: Buffer.from(bytes).toString('hex'),
          sent: true,
        };
        const result = { schema: 'aprs.beacon@1', data, text: [monitor] };
        if (isOnce(flags)) out.result(result);
        else out.event(result);
      };
      await readyToTransmit(io, out, connection, flags);
      if (isOnce(flags)) await send(fixed ?? (await first(gps, connection.signal)), 'once');
      else await repeat(io, out, connection, flags, () => fixed ?? gps?.fix(), gps, send);
    });
  } finally {
    await gps?.close();
  }
}

function isOnce({ every, smart }: BeaconFlags): boolean {
  return every === undefined && !smart;
}

/** @throws OnairError bad-usage for conflicting flags, bad-value for an interval that is too short */
function checkPlan(flags: BeaconFlags): void {
  const { at, gps, every, smart } = flags;
  if ((at === undefined) === (gps === undefined)) {
    throw new OnairError('bad-usage', {
      message: at === undefined ? 'where are you?' : '--at and --gps: which one?',
      hint: 'give a place (--at 41.7148,-72.7272), or where it comes from (--gps gpsd://localhost)',
    });
  }
  if (smart && (gps === undefined || every !== undefined)) {
    throw new OnairError('bad-usage', {
      message: gps === undefined ? '--smart wants a place that moves' : '--smart and --every: which one?',
      hint: '--gps gpsd://localhost --smart, or --every 600',
    });
  }
  if (every !== undefined) checkInterval(every, gps === undefined ? 'fixed' : 'moving');
  checkPath(readPath(flags.path));
}

function question(from: CallSign, { every, smart }: BeaconFlags): string {
  const often = smart
    ? 'SmartBeaconing, until you stop it'
    : every === undefined
      ? 'once'
      : `every ${every} s, until you stop it`;
  return `Transmit your position as ${from}, ${often}?`;
}

function fixedPlace({ at = '', altitude }: BeaconFlags): GpsFix {
  return { ...parseLatLon(at), ...(altitude !== undefined && { altitudeM: altitude }) };
}

function encode(fix: GpsFix, comment: string | undefined, flags: BeaconFlags): string {
  const { table, code } = parseSymbol(flags.symbol);
  return encodePosition({
    ...fix,
    symbolTable: table,
    symbolCode: code,
    compressed: flags.compressed === true,
    ...(comment !== undefined && { comment }),
  });
}

function first(gps: Gps | undefined, signal: AbortSignal): Promise<GpsFix> {
  if (gps) return gps.firstFix(signal);
  throw new Error('a beacon without a place'); // checkPlan has refused it
}

function showDryRun(out: Output, flags: BeaconFlags, { monitor, bytes }: OwnPacket): void {
  const hex = Buffer.concat([parameterBytes(flags), bytes]).toString('hex');
  out.result({
    schema: 'aprs.beacon@1',
    data: { dryRun: true, sent: false, monitor, hex },
    text: [monitor, hex, 'dry run: nothing was transmitted'],
  });
}

const LOOK_EVERY_MS = 1000;

/** Sends on schedule until the count is reached or Ctrl-C, which ends it normally. */
async function repeat(
  io: Io,
  out: Output,
  { link, signal }: Connection,
  flags: BeaconFlags,
  place: () => GpsFix | undefined,
  gps: Gps | undefined,
  send: (fix: GpsFix, reason: string) => Promise<void>,
): Promise<void> {
  const lost = new AbortController();
  link.once('close', () => lost.abort(link.lossError));
  const smart = new SmartBeacon();
  let [sent, dueAtMs, hadFix] = [0, Number.NEGATIVE_INFINITY, true];
  out.note('beaconing; stop with Ctrl-C');
  while (sent !== flags.count) {
    gps?.check();
    const now = io.clock.now();
    const fix = place();
    if (!fix && hadFix) out.note('no position from the GPS: nothing is transmitted until there is one');
    hadFix = fix !== undefined;
    const reason =
      fix && (flags.every === undefined ? smart.due(fix, now) : now >= dueAtMs ? 'time' : undefined);
    if (fix && reason) {
      await send(fix, reason);
      smart.sent(fix, now);
      dueAtMs = now + (flags.every ?? 0) * 1000;
      sent++;
      continue;
    }
    try {
      await io.clock.sleep(LOOK_EVERY_MS, AbortSignal.any([signal, lost.signal]));
    } catch (error) {
      if (io.signal.aborted) return;
      throw error;
    }
  }
}
