import type { Framing } from './framing.js';

/** What came back on a command. */
export interface Answer {
  /** Everything heard, without the echo of the command; one character a byte. */
  readonly text: string;
  /** Whether it is what was asked for. False with a text: something else answered; with none: silence. */
  readonly accepted: boolean;
  /** The command came back first: a local echo or a shorted wire. */
  readonly echoed: boolean;
  /** Lines that some modules say unasked: that a phone connects, or that it is gone. Not in `text`. */
  readonly unasked: readonly string[];
  /** What came before the command, after the answer to the last one. */
  readonly before: string;
  /** From the first byte sent to the end of the wait. */
  readonly elapsedMs: number;
  /** It came so soon after a command at other line settings that it may be the late answer to that one. */
  readonly mayBeLate: boolean;
}

/** The part of an answer that its text shows. */
export type Received = Pick<Answer, 'text' | 'accepted' | 'echoed' | 'unasked'>;

export interface AskOptions {
  readonly framing?: Framing;
  /** Longest wait, wire time not counted; left out, it is what this module is known to need. */
  readonly answerMs?: number;
  /** What ends the wait although it is not what was asked for. */
  readonly refusal?: RegExp | undefined;
  /** What an accepted answer looks like when nothing is missing at its end; any other is waited for a little longer. */
  readonly whole?: RegExp | undefined;
}

/** A command, and how its answer is recognized. */
export interface Request {
  readonly command: string;
  readonly accepts: RegExp;
  readonly framing: Framing;
  readonly refusal: RegExp | undefined;
  readonly whole: RegExp | undefined;
}

/** What BT04-A and some HC-05 relatives say without being asked. */
const UNASKED = /^\+(?:CONNECTING<<.*|CONNECTED.*|DISC(?::|ONNECT).*|READY|PAIRABLE)\r?\n/gm;

/** Takes what was received on a request apart: echo, lines sent unasked, and the answer. */
export function readAnswer(raw: string, { command, framing, accepts }: Request): Received {
  const { text, echoed } = withoutEcho(raw, command, framing.commandEnd);
  const answer = text.replace(UNASKED, '');
  const unasked = text.match(UNASKED)?.map((line) => line.trim()) ?? [];
  return { text: answer, echoed, unasked, accepted: accepts.test(answer) };
}

/** What was heard without the echo of the command; the beginning of an echo is no answer either. */
function withoutEcho(raw: string, command: string, end: string): Pick<Answer, 'text' | 'echoed'> {
  const whole = command + end;
  const echo = [whole, command].find((text) => command !== '' && raw.includes(text));
  if (echo !== undefined) return { text: raw.replace(echo, ''), echoed: true };
  if (raw !== '' && whole.startsWith(raw)) return { text: '', echoed: true };
  return { text: raw, echoed: false };
}
