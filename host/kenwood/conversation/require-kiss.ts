import { type Clock, OnairError, printable, shellWord } from '../../base/index.js';
import type { Link } from '../../link/index.js';
import { Conversation, textOf } from './conversation.js';
import { PROBE } from './to-prompt.js';

/**
 * What only a command line (`?EH`) or radio control (`?`, `N`) says to it. A bare `cmd:` is what Dire Wolf's KISS
 * answers to any line of text (its kiss_frame.c), to please programs that wait for it.
 */
const NOT_KISS = /\?EH|(?:^|[\r\n])[?N]\r/i;

/**
 * A packet, whole or begun: FEND, the type of a data frame of any port, and a call sign in AX.25's form, each letter
 * shifted left by one. Its text says nothing about the TNC. That it came doesn't prove KISS: a command line may be
 * echoing what another program has sent.
 */
const PACKET =
  /\xc0[\x00\x10\x20\x30\x40\x50\x60\x70\x80\x90\xa0\xb0\xc0\xd0\xe0\xf0][\x40-\xb4]{6}[^\xc0]*/g;

/** An answer comes sooner, also over Bluetooth. */
const ANSWER_MS = 400;

/**
 * Checks that nothing answers like a command line or radio control, before a packet is handed over: KISS itself answers
 * nothing, so a packet that went to a command line would seem to be on the air. Silence is no proof of KISS, and none
 * is claimed. What was heard meanwhile goes back to the link.
 * @throws OnairError device-refused (it is not in KISS), port-lost, interrupted
 */
export async function requireKiss(link: Link, clock: Clock, signal?: AbortSignal): Promise<void> {
  const talk = new Conversation(link, clock, signal);
  const isElse = (): boolean => saysNotKiss(talk.heard);
  try {
    await talk.say(PROBE);
    if (await talk.until(isElse, ANSWER_MS)) throw notInKiss(link, talk.heard);
  } finally {
    talk.close();
    if (talk.heard.length > 0 && link.isOpen) link.unshift(talk.heard);
  }
}

/** Whether somebody else than a TNC in KISS has said some of this; the texts of packets don't count. */
export function saysNotKiss(heard: Buffer): boolean {
  const rest = heard
    .toString('latin1')
    .replace(PACKET, (packet) => (isShifted(packet.slice(2, 8)) ? '' : packet));
  return NOT_KISS.test(textOf(Buffer.from(rest, 'latin1')));
}

function isShifted(address: string): boolean {
  return [...address].every((letter) => letter.charCodeAt(0) % 2 === 0);
}

function notInKiss(link: Link, heard: Buffer): OnairError {
  return new OnairError('device-refused', {
    message: `${link.portName}: this is no TNC in KISS, it answers "${printable(heard)}"; nothing was transmitted`,
    hint: `first: onair tnc init --port ${shellWord(link.portName)}`,
    details: { port: link.portName, heard: printable(heard) },
  });
}
