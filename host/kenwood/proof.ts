import { OnairError } from '../error.js';
import { decodeFrame } from '../packet/ax25.js';
import { FEND, KISS_COMMANDS } from '../packet/kiss.js';
import { KissDecoder } from '../packet/kiss-decoder.js';
import { formatMonitor } from '../packet/monitor.js';
import { printable } from '../printable.js';
import { type Conversation, textOf } from './conversation.js';
import type { ProveKissStep } from './profile.js';

/**
 * Why we believe that the TNC is in KISS.
 *
 * `frame`: a packet from the air arrived as a KISS frame. Only a TNC in KISS does that.
 *
 * `silence`: the command line answered a CR before RESTART and does not after it, nor did it show its prompt when it
 * started. That is what KISS looks like when the channel is quiet. It can't tell KISS from a TNC that hangs, from one that
 * starts more slowly than the script allows, or from a cable that came loose in these seconds. The first packet heard
 * tells more.
 */
export type KissProof =
  | { readonly kind: 'frame'; readonly monitor: string }
  | { readonly kind: 'silence'; readonly bootMs: number; readonly silentMs: number };

/** What only a command line says. */
const PROMPT = /cmd:|\?EH/i;

/** A packet that has begun to arrive may take this long to end: 330 bytes at 9600 baud take a third of it. */
const FRAME_LIMIT_MS = 1000;

/**
 * Watches the TNC from its RESTART on; what was heard since then must be marked.
 * @throws OnairError not-verified (the command line is still there), port-lost, interrupted
 */
export async function proveKiss(talk: Conversation, step: ProveKissStep): Promise<KissProof> {
  const decided = (): boolean => heardFrame(talk.heard) !== undefined || PROMPT.test(talk.text);
  await talk.until(decided, step.bootMs);
  const beforePoke = talk.heard.length;
  if (!decided()) {
    await talk.say(step.poke);
    await talk.until(decided, step.silentMs);
    if (!decided() && talk.heard.includes(FEND)) await talk.until(decided, FRAME_LIMIT_MS);
  }
  const monitor = heardFrame(talk.heard);
  if (monitor !== undefined) return { kind: 'frame', monitor };
  if (PROMPT.test(talk.text) || /[!-~]/.test(textOutsideFrames(talk.heard, beforePoke))) {
    throw new OnairError('not-verified', {
      message: `the radio did not go into KISS: after RESTART it said "${printable(talk.heard)}"`,
      hint: 'switch the radio off and on, choose PACKET on its panel, and try again',
      details: { heard: printable(talk.heard) },
    });
  }
  return { kind: 'silence', bootMs: step.bootMs, silentMs: step.silentMs };
}

/** The first whole packet among the bytes, as a monitor line. */
function heardFrame(bytes: Buffer): string | undefined {
  for (const { port, command, data } of new KissDecoder().push(bytes)) {
    const decoded = port === 0 && command === KISS_COMMANDS.data ? decodeFrame(data) : undefined;
    if (decoded?.ok) return formatMonitor(decoded.frame);
  }
  return undefined;
}

/** What came after the poke and before any frame began: even half an answer is an answer. */
function textOutsideFrames(heard: Buffer, from: number): string {
  const fend = heard.indexOf(FEND);
  return textOf(heard.subarray(from, fend === -1 ? undefined : Math.max(from, fend)));
}
