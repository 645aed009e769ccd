import type { Command } from 'commander';
import { MOBILE_PATH, type OwnPacket, ownPacket } from '../../packet/aprs/index.js';
import { type CallSign, parseCallSign } from '../../packet/index.js';
import { encodeKiss, KISS_COMMANDS, type KissParameters, parameterFrames } from '../../packet/kiss/index.js';
import { wholeNumber } from './flags.js';

/** Flags for the channel access of a KISS TNC. */
export interface ParameterFlags {
  readonly txdelay?: number;
  readonly persistence?: number;
  readonly slottime?: number;
  readonly txtail?: number;
  readonly fullDuplex?: boolean;
}

/** Flags of commands that transmit through a KISS TNC. */
export interface TransmitFlags extends ParameterFlags {
  readonly from?: string;
  readonly path: string;
  readonly kissPort: number;
  readonly setHardware?: string;
  readonly escapeC?: boolean;
}

const LONGEST_MS = 2550;

/** Adds the flags of a transmitting command; `path` is its default path. */
export function transmitFlags(command: Command, path = MOBILE_PATH.join(',')): Command {
  return parameterFlags(
    command
      .option(
        '--from <call>',
        'your own call sign (also: ONAIR_CALL, or call: in ~/.config/onair/config.yaml)',
      )
      .option('--path <calls>', 'digipeaters, separated by commas', path)
      .option('--kiss-port <n>', 'port of the TNC, 0 to 15', wholeNumber(0, 15), 0),
  )
    .option('--set-hardware <text>', 'set the TNC: text, or bytes as 0x05')
    .option('--escape-c', 'send every C as DB 43: for radios that take TC 0 out of a frame');
}

/** Adds the flags of the KISS parameters. */
export function parameterFlags(command: Command): Command {
  const ms = wholeNumber(0, LONGEST_MS);
  return command
    .option('--txdelay <ms>', 'set the TNC: from key-up to data, steps of 10', ms)
    .option('--persistence <0-255>', 'set the TNC: sends with (n+1)/256', wholeNumber(0, 255))
    .option('--slottime <ms>', 'set the TNC: between two tries, steps of 10', ms)
    .option('--txtail <ms>', 'set the TNC: from data to key-down, steps of 10', ms)
    .option('--full-duplex', 'set the TNC: send without listening first');
}

/** The digipeaters of `--path`. @throws OnairError bad-value */
export function readPath(text: string): CallSign[] {
  return text
    .split(',')
    .filter((call) => call.trim() !== '')
    .map(parseCallSign);
}

/** The parameters that the flags set. */
export function parametersOf(flags: ParameterFlags): KissParameters {
  const { txdelay, persistence, slottime, txtail, fullDuplex } = flags;
  return {
    ...(txdelay !== undefined && { txDelayMs: txdelay }),
    ...(persistence !== undefined && { persistence }),
    ...(slottime !== undefined && { slotTimeMs: slottime }),
    ...(txtail !== undefined && { txTailMs: txtail }),
    ...(fullDuplex !== undefined && { fullDuplex }),
  };
}

/** The same and the hardware setting, as KISS bytes; empty if none is given. @throws OnairError bad-value */
export function parameterBytes(flags: TransmitFlags): Buffer {
  const { setHardware, kissPort } = flags;
  const parameters: KissParameters = {
    ...parametersOf(flags),
    ...(setHardware !== undefined && { hardware: hardwareBytes(setHardware) }),
  };
  return Buffer.concat(parameterFrames(parameters, kissPort).map((frame) => encodeKiss(frame)));
}

function hardwareBytes(text: string): Buffer {
  const [, hex] = /^0x((?:[0-9a-f]{2})+)$/i.exec(text) ?? [];
  return hex === undefined ? Buffer.from(text, 'latin1') : Buffer.from(hex, 'hex');
}

/** An information text as a frame with our call sign, as the flags say. @throws OnairError bad-value */
export function packetOf(from: CallSign, info: string, flags: TransmitFlags): OwnPacket {
  return ownPacket(from, info, readPath(flags.path), flags);
}

/** An AX.25 frame as KISS bytes for the TNC. */
export function frameBytes(
  frame: Uint8Array,
  flags: Pick<TransmitFlags, 'kissPort' | 'escapeC'>,
): Uint8Array {
  return encodeKiss(
    { port: flags.kissPort, command: KISS_COMMANDS.data, data: frame },
    { escapeC: flags.escapeC === true },
  );
}
