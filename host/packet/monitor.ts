import { joinBytes, latin1Text, OnairError } from '../base/index.js';
import { MAX_DIGIPEATERS } from './ax25/address.js';
import type { Ax25Frame, CommandResponse, PathHop, UiContent } from './ax25/ax25.js';
import { type CallSign, parseCallSign } from './callsign.js';

/**
 * The TNC-2 monitor line, as Dire Wolf prints it (src/ax25_pad.c, ax25_format_addrs and ax25_safe_print):
 * `N0CALL-7>APDW16,WIDE1-1*,WIDE2-1:info`.
 *
 * The asterisk is after the last digipeater that has repeated the frame, and only there: all before it
 * have done so too, and it is the station heard. No asterisk means the sender itself is heard.
 *
 * Bytes outside printable ASCII, a space at the very end and a `<` that begins what would read as an escape
 * are shown as `<0x0d>`: the line is safe for any terminal and {@link parseMonitor} gets the same bytes back.
 * (Dire Wolf lets UTF-8 through.) Frames other than UI are described in parentheses before their bytes.
 */
export function formatMonitor(frame: Ax25Frame): string {
  const heard = frame.path.findLastIndex((hop) => hop.repeated);
  const hops = frame.path.map(({ call }, index) => `,${call}${index === heard ? '*' : ''}`);
  const kind = frame.type === 'UI' ? '' : describe(frame);
  return `${frame.from}>${frame.to}${hops.join('')}:${kind}${escapeInfo(frame.info)}`;
}

const C_BITS_TEXT: Readonly<Record<CommandResponse, readonly [role: string, pollFinal: string]>> = {
  command: ['cmd', 'p'],
  response: ['res', 'f'],
  'both-set': ['cc=11', 'p/f'],
  'both-clear': ['cc=00', 'p/f'],
};

/** `(I cmd, n(s)=1, n(r)=2, p=0, pid=0xf0)`, in Dire Wolf's words (ax25_frame_type). */
function describe(frame: Ax25Frame): string {
  const [role, pollFinal] = C_BITS_TEXT[frame.commandResponse];
  const facts = [`${frame.type} ${role}`];
  if ('ns' in frame) facts.push(`n(s)=${frame.ns}`);
  if ('nr' in frame) facts.push(`n(r)=${frame.nr}`);
  facts.push(`${pollFinal}=${frame.pollFinal ? 1 : 0}`);
  if ('pid' in frame) facts.push(`pid=${hexByte(frame.pid)}`);
  return `(${facts.join(', ')})`;
}

function escapeInfo(info: Uint8Array): string {
  return latin1Text(info).replace(
    /[^\x20-\x7e]| $|<(?=0x[0-9a-fA-F]{2}>)/g,
    (byte) => `<${hexByte(byte.charCodeAt(0))}>`,
  );
}

function hexByte(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}

/**
 * A TNC-2 line back to what `encodeUi` takes: always read as a UI frame with PID F0, since the line
 * does not tell. Every hop up to the last asterisk counts as repeated. `<0x..>` gives that byte, other text
 * is UTF-8, a line end is dropped. Throws `bad-value` and says what is wrong with the line.
 */
export function parseMonitor(line: string): UiContent {
  const [, from, addresses, info] = /^([^>:]*)>([^:]*):(.*?)\r?\n?$/s.exec(line) ?? [];
  if (from === undefined || addresses === undefined || info === undefined) {
    throw refuse('is not a monitor line', 'write SOURCE>DESTINATION,PATH:information');
  }
  const [to = '', ...hops] = addresses.split(',');
  if (from.endsWith('*') || to.endsWith('*')) {
    throw refuse(
      'has an asterisk at the wrong place',
      'only a digipeater, after the destination, can carry one',
    );
  }
  if (hops.length > MAX_DIGIPEATERS) {
    throw refuse(`has ${hops.length} digipeaters`, `a frame holds at most ${MAX_DIGIPEATERS}`);
  }
  const heard = hops.findLastIndex((hop) => hop.endsWith('*'));
  return {
    from: parseCallSign(from),
    to: parseCallSign(to),
    path: hops.map((hop, index): PathHop => ({ call: parseHop(hop), repeated: index <= heard })),
    info: monitorBytes(info),
  };
}

function parseHop(hop: string): CallSign {
  // Raised to capitals a q construct would pass for a digipeater.
  if (/^qA[A-Za-z]\*?$/.test(hop)) {
    throw refuse(`has ${hop} in its path`, 'that line is from APRS-IS: cut the path before the q construct');
  }
  return parseCallSign(hop.replace(/\*$/, ''));
}

/** The bytes of an information field as a monitor line has it: `<0x..>` is that byte, other text is UTF-8. */
export function monitorBytes(text: string): Uint8Array {
  const pieces = text.split(/(<0x[0-9a-fA-F]{2}>)/);
  // split puts what the group matched at the odd places.
  const utf8 = new TextEncoder();
  return joinBytes(
    pieces.map((piece, index) =>
      index % 2 === 1 ? Uint8Array.of(Number.parseInt(piece.slice(3, 5), 16)) : utf8.encode(piece),
    ),
  );
}

function refuse(what: string, hint: string): OnairError {
  return new OnairError('bad-value', { message: `the line ${what}`, hint });
}
