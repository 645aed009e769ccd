import { OnairError } from '../error.js';

/** Frame end, before and after every frame. This and the next three: KISS paper (Karn, Chepponis 1987), section 2. */
export const FEND = 0xc0;
/** Frame escape: the byte after it stands for another one. */
export const FESC = 0xdb;
/** Transposed frame end: FESC TFEND stands for FEND. */
export const TFEND = 0xdc;
/** Transposed frame escape: FESC TFESC stands for FESC. */
export const TFESC = 0xdd;

/** Low half of the type byte by name (KISS paper, section 4). `return` is the one that fills the whole byte. */
export const KISS_COMMANDS = {
  data: 0,
  txdelay: 1,
  persistence: 2,
  slottime: 3,
  txtail: 4,
  fullduplex: 5,
  sethardware: 6,
  return: 0xff,
} as const;

export type KissCommandName = keyof typeof KISS_COMMANDS;

/** What one KISS frame says: `data` is unescaped and carries no FCS. */
export interface KissFrame {
  /** TNC port 0-15, the high half of the type byte. 0 in a `return` frame, which has no port. */
  readonly port: number;
  /** 0-15, or 0xFF for `return`. */
  readonly command: number;
  readonly data: Buffer;
}

/** FEND FF FEND: leaves KISS. Sent as it is, whatever mode the TNC may be in. */
export const RETURN_FRAME: Buffer = Buffer.from([FEND, KISS_COMMANDS.return, FEND]);

const NAMES: ReadonlyMap<number, KissCommandName> = new Map(
  Object.entries(KISS_COMMANDS).map(([name, command]) => [command, name as KissCommandName]),
);

/** Name of a command number, `unknown` for extensions such as XKISS 0x0C. */
export function commandName(command: number): KissCommandName | 'unknown' {
  return NAMES.get(command) ?? 'unknown';
}

export interface KissEncodeOptions {
  /**
   * Send every 0x43 ('C') as FESC 43. The serial controller of a Kenwood TM-D710 (by report the whole D7/D700
   * family) takes `TC 0<CR>` for itself even inside a frame, and its TNC drops the stray FESC (KN6KB and P. Woods,
   * lists.xastir.org 2009-December/016899; LinBPQ option D700). Off by default: Dire Wolf logs it as an error.
   */
  readonly escapeC?: boolean;
}

const LETTER_C = 0x43;

/** Frame to bytes. Throws `bad-value` for a port or command that the type byte cannot hold. */
export function encodeKiss(
  frame: { readonly port: number; readonly command: number; readonly data: Uint8Array },
  options: KissEncodeOptions = {},
): Buffer {
  const out = [FEND];
  // The type byte is escaped like data: port 12 with command 0 is a FEND.
  for (const byte of [typeByte(frame.port, frame.command), ...frame.data]) {
    if (byte === FEND) out.push(FESC, TFEND);
    else if (byte === FESC) out.push(FESC, TFESC);
    else if (byte === LETTER_C && options.escapeC === true) out.push(FESC, LETTER_C);
    else out.push(byte);
  }
  out.push(FEND);
  return Buffer.from(out);
}

function typeByte(port: number, command: number): number {
  if (command === KISS_COMMANDS.return && port === 0) return command;
  const byte = port * 16 + command;
  const holds = isNibble(port) && isNibble(command) && byte !== KISS_COMMANDS.return;
  if (holds) return byte;
  throw new OnairError('bad-value', {
    message: `KISS has no port ${port} with command ${command}`,
    hint: 'port 0-15 and command 0-15; 15 with 15 is the byte of return: port 0, command 255',
    details: { port, command },
  });
}

function isNibble(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 15;
}
