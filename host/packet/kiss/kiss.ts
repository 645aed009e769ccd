import { OnairError } from '../../base/index.js';
import { FEND, FESC, KISS_COMMANDS, TFEND, TFESC } from './codes.js';

export * from './ack-mode.js';
export * from './codes.js';
export * from './decoder.js';
export * from './parameters.js';

/** How bytes are escaped, beyond what KISS asks for. */
export interface KissEncodeOptions {
  /**
   * Send every 0x43 ('C') as FESC 43. The serial controller of a Kenwood TM-D710 (by report the whole D7/D700
   * family) takes `TC 0<CR>` for itself even inside a frame, and its TNC drops the stray FESC (KN6KB and P.
   * Woods, lists.xastir.org 2009-December/016899; LinBPQ option D700). Off by default: Dire Wolf logs it as
   * an error.
   */
  readonly escapeC?: boolean;
}

const LETTER_C = 0x43;

/** Frame to bytes. Throws `bad-value` for a port or command that the type byte cannot hold. */
export function encodeKiss(
  frame: { readonly port: number; readonly command: number; readonly data: Uint8Array },
  options: KissEncodeOptions = {},
): Uint8Array {
  const out = [FEND];
  // The type byte is escaped like data: port 12 with command 0 is a FEND.
  for (const byte of [typeByte(frame.port, frame.command), ...frame.data]) {
    if (byte === FEND) out.push(FESC, TFEND);
    else if (byte === FESC) out.push(FESC, TFESC);
    else if (byte === LETTER_C && options.escapeC === true) out.push(FESC, LETTER_C);
    else out.push(byte);
  }
  out.push(FEND);
  return new Uint8Array(out);
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
