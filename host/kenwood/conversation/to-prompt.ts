/**
 * Before anything else that is typed: Ctrl-X takes back a half-typed line, or makes it no command, and Ctrl-C leaves converse
 * mode before a CR could transmit. Ctrl-X stands first because a TNC in KISS may take what follows a FEND as a frame: one
 * that begins with 18 is of no known kind, with 03 it would set the slot time.
 */
export const TO_PROMPT = '\x18\x03';
