import { type Clock, OnairError, printable } from '../../base/index.js';
import type { Link } from '../../link/index.js';
import { FEND } from '../../packet/kiss/index.js';
import { Conversation } from './conversation.js';
import { END_OPEN_FRAME, TO_PROMPT } from './to-prompt.js';

/** A word that no radio knows; nothing of it transmits. */
const UNKNOWN_WORD = `${END_OPEN_FRAME}${TO_PROMPT}~\r`;

/**
 * What only a command line (`?EH`) or radio control (`?`, `N`) says to it. A bare `cmd:` is what Dire Wolf's KISS answers
 * to any line of text (its kiss_frame.c), to please programs that wait for it.
 */
const NOT_KISS = /\?EH|(?:^|[\r\n])[?N]\r/i;

/** An answer comes sooner, also over Bluetooth. */
const ANSWER_MS = 400;

/**
 * Makes sure that nobody else than a TNC in KISS has the port, before a packet is handed over: KISS itself answers nothing,
 * so a packet that went to a command line would seem to be on the air. What was heard meanwhile goes back to the link.
 * @throws OnairError device-refused (it is not in KISS), port-lost, interrupted
 */
export async function requireKiss(link: Link, clock: Clock, signal?: AbortSignal): Promise<void> {
  const talk = new Conversation(link, clock, signal);
  // A FEND is the first byte of a packet from the air: only a TNC in KISS says it.
  const isKiss = (): boolean => talk.heard.includes(FEND);
  const isElse = (): boolean => !isKiss() && NOT_KISS.test(talk.text);
  try {
    await talk.say(UNKNOWN_WORD);
    await talk.until(() => isKiss() || isElse(), ANSWER_MS);
    if (isElse()) throw notInKiss(link, talk.heard);
  } finally {
    talk.close();
    if (talk.heard.length > 0 && link.isOpen) link.unshift(talk.heard);
  }
}

function notInKiss(link: Link, heard: Buffer): OnairError {
  return new OnairError('device-refused', {
    message: `${link.portName}: this is no TNC in KISS, it answers "${printable(heard)}"; nothing was transmitted`,
    hint: `first: onair tnc init --port ${link.portName}`,
    details: { port: link.portName, heard: printable(heard) },
  });
}
