import type { Framing } from './framing.js';

/** The answer to a command. */
export interface Answer {
  /** Everything received without the echo of the command, one character per byte; lines end with CR LF. */
  readonly text: string;
  /** The same as it was received: some modules end lines with LF or CR only. */
  readonly asReceived: string;
  /** Whether it is the expected answer. False with a text is another answer, false without one is silence. */
  readonly accepted: boolean;
  /** The command was received first: a local echo or a shorted wire. */
  readonly echoed: boolean;
  /** Lines that some modules send unasked: a phone connects or disconnects. Not in `text`. */
  readonly unasked: readonly string[];
  /** Received before the command, after the answer to the previous one. */
  readonly before: string;
  /** Time from the first byte sent to the end of the wait, ms. */
  readonly elapsedMs: number;
  /** It came so early that it may be the late answer to a command at other line settings. */
  readonly mayBeLate: boolean;
}

/** The part of an answer that its text shows. */
export type Received = Pick<Answer, 'text' | 'asReceived' | 'accepted' | 'echoed' | 'unasked'>;

/** How a command is sent, and what ends the wait for its answer. */
export interface AskOptions {
  readonly framing?: Framing;
  /** Maximum wait without wire time, ms; by default what this module is known to need. */
  readonly answerMs?: number;
  /** An unexpected answer that ends the wait. */
  readonly refusal?: RegExp | undefined;
  /** Matches an accepted answer that is complete; with any other the wait continues for a moment. */
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

/** Lines that BT04-A and some HC-05 relatives send unasked. */
const UNASKED = /^\+(?:CONNECTING<<.*|CONNECTED.*|DISC(?::|ONNECT).*|READY|PAIRABLE)\r?\n/gm;

/** Separates the bytes received on a request into echo, unasked lines and the answer. */
export function readAnswer(raw: string, { command, framing, accepts }: Request): Received {
  const { text, echoed } = withoutEcho(raw, command, framing.commandEnd);
  const asReceived = text.replace(UNASKED, '');
  const hasCrOnly = !asReceived.includes('\n') && /[A-Za-z]{2}/.test(asReceived);
  const answer = asReceived.replace(hasCrOnly ? /\r/g : /\r?\n/g, '\r\n');
  const unasked = text.match(UNASKED)?.map((line) => line.trim()) ?? [];
  return { text: answer, asReceived, echoed, unasked, accepted: accepts.test(answer) };
}

/** Removes the echo of the command; the beginning of an echo is not an answer either. */
function withoutEcho(raw: string, command: string, end: string): Pick<Answer, 'text' | 'echoed'> {
  const whole = command + end;
  const echo = [whole, command].find((text) => command !== '' && raw.includes(text));
  if (echo !== undefined) return { text: raw.replace(echo, ''), echoed: true };
  if (raw !== '' && whole.startsWith(raw)) return { text: '', echoed: true };
  return { text: raw, echoed: false };
}
