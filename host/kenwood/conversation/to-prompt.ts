/**
 * Ends a KISS frame that another program has begun and not finished, without a byte of ours in it. FESC FEND: a frame
 * that ends in the middle of an escape lacks a byte, and our simulated TNCs drop it. The KISS paper has a TNC overlook
 * both and go on: then the second FEND ends the frame as its program left it. Nothing in KISS takes a frame back for
 * sure. To anybody else these are three bytes of a command that does not exist.
 */
export const END_OPEN_FRAME = '\xdb\xc0\xc0';

/**
 * Before anything else that is typed: Ctrl-X takes back a half-typed line, or makes it no command, and Ctrl-C leaves
 * converse mode before a CR could transmit. Ctrl-X stands first because a TNC in KISS may take what follows a FEND as a
 * frame: one that begins with 18 is of no known kind, with 03 it would set the slot time.
 */
export const TO_PROMPT = '\x18\x03';

/**
 * A question that everybody answers but a TNC in KISS: a command line with `?EH`, radio control with `?` or `N`.
 * Nothing of it transmits or changes anything. To a TNC in KISS its bytes after {@link END_OPEN_FRAME} are a frame,
 * because a FEND may begin one: 18 03 (no kind that exists) is ended here, so that the next program's first FEND has
 * nothing of ours to end, and a TNC that takes the same FEND for another beginning finds 5D 0D, of no kind either.
 */
export const PROBE = `${END_OPEN_FRAME}${TO_PROMPT}\xc0]\r`;
