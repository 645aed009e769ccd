import { OnairError, printable } from '../base/index.js';
import { decodeFrame } from '../packet/ax25/index.js';
import { formatMonitor } from '../packet/index.js';
import { FEND, KISS_COMMANDS, KissDecoder } from '../packet/kiss/index.js';
import { type Conversation, textOf } from './conversation/conversation.js';
import type { ProveKissStep } from './profiles/profile.js';

/**
 * Why we believe that the TNC is in KISS.
 *
 * `frame`: a packet from the air arrived as a KISS frame. Only a TNC in KISS does that.
 *
 * `round-trip`: the same commands switched it into KISS a moment ago, and back to the prompt. Then
 * they were given again, the TNC had the time to start that it took before, showed no prompt, and does not answer a
 * CR as its command line does. What is left: a TNC that hangs at the second start and did not at the first, or a
 * cable that came loose in these seconds. The first packet heard ends the doubt.
 *
 * `silence`: no round trip in the script; only that there is no prompt now. A TNC that hangs looks the same.
 */
export type KissProof =
  | { readonly kind: 'frame'; readonly monitor: string }
  | { readonly kind: 'round-trip' | 'silence'; readonly bootMs: number; readonly silentMs: number };

/** What only a command line says. */
const PROMPT = /cmd:|\?EH/i;

/** A packet that has begun to arrive may take this long to end: 330 bytes at 9600 baud take a third of it. */
const FRAME_LIMIT_MS = 1000;

/** A TNC does not start in exactly the same time twice. */
const BOOT_SLACK = 1.05;
const BOOT_SLACK_MS = 100;

/**
 * Watches the TNC from its RESTART on; what was heard since then must be marked.
 * @param measuredBootMs how long it took to start before, if that was seen
 * @throws OnairError not-verified (the command line is still there), port-lost, interrupted
 */
export async function proveKiss(
  talk: Conversation,
  step: ProveKissStep,
  measuredBootMs: number | undefined,
): Promise<KissProof> {
  const bootMs =
    measuredBootMs === undefined ? step.bootMs : Math.round(measuredBootMs * BOOT_SLACK + BOOT_SLACK_MS);
  const decided = (): boolean => heardFrame(talk.heard) !== undefined || PROMPT.test(talk.text);
  await talk.until(decided, bootMs);
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
  return { kind: measuredBootMs === undefined ? 'silence' : 'round-trip', bootMs, silentMs: step.silentMs };
}

/** The first whole packet among the bytes, as a monitor line. */
export function heardFrame(bytes: Uint8Array): string | undefined {
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
