/**
 * Frame end, before and after every frame. This and the next three: KISS paper (Karn, Chepponis 1987),
 * section 2.
 */
export const FEND = 0xc0;
/** Frame escape: the byte after it stands for another one. */
export const FESC = 0xdb;
/** Transposed frame end: FESC TFEND stands for FEND. */
export const TFEND = 0xdc;
/** Transposed frame escape: FESC TFESC stands for FESC. */
export const TFESC = 0xdd;

/**
 * Low half of the type byte by name (KISS paper, section 4). `return` is the one that fills the whole byte.
 */
export const KISS_COMMANDS = {
  data: 0,
  txdelay: 1,
  persistence: 2,
  slottime: 3,
  txtail: 4,
  fullduplex: 5,
  sethardware: 6,
  /** G8BPQ's extension: see ack-mode.ts. */
  ackmode: 0x0c,
  return: 0xff,
} as const;

/** Name of a KISS command. */
export type KissCommandName = keyof typeof KISS_COMMANDS;

/** What one KISS frame says: `data` is unescaped and carries no FCS. */
export interface KissFrame {
  /** TNC port 0-15, the high half of the type byte. 0 in a `return` frame, which has no port. */
  readonly port: number;
  /** 0-15, or 0xFF for `return`. */
  readonly command: number;
  readonly data: Uint8Array;
}

/** FEND FF FEND: leaves KISS. Sent as it is, in any mode of the TNC. */
export const RETURN_FRAME: Uint8Array = Uint8Array.of(FEND, KISS_COMMANDS.return, FEND);

const NAMES: ReadonlyMap<number, KissCommandName> = new Map(
  Object.entries(KISS_COMMANDS).map(([name, command]) => [command, name as KissCommandName]),
);

/** Name of a command number, `unknown` for extensions such as XKISS 0x0E (poll). */
export function commandName(command: number): KissCommandName | 'unknown' {
  return NAMES.get(command) ?? 'unknown';
}
