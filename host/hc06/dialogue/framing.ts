/** How a family ends its commands and answers, and its timing. */
export interface Framing {
  /** Its name in JSON and in the file of recent lines. */
  readonly title: 'silence' | 'cr-lf';
  /** Sent after every command. */
  readonly commandEnd: '' | '\r\n';
  /** What ends an answer: a quiet line, or the end of a text line. */
  readonly answerEnd: 'quiet' | 'line';
  /** Maximum wait for the answer to a command without wire time, ms. */
  readonly answerMs: number;
  /** Length of the longest answer plus some noise, bytes: for the wire time at low rates. */
  readonly longestAnswer: number;
  /** Rest between an answer and the next command, ms. */
  readonly restMs: number;
  /** Silence before a command after one in the other framing, ms: until a module has discarded that one. */
  readonly settleMs: number;
  /** Minimum time from a command to its answer, ms; anything earlier is not its answer. */
  readonly soonestMs: number;
  /** Time for a module to change its line settings, ms. */
  readonly changeMs: number;
}

/** Silence after which an answer is complete, ms (public tools use 50 to 200 ms: SOURCES.md#times). */
export const QUIET_MS = 60;

/** Latest answer known, ms: sketches wait 2 s, one 3 s (SOURCES.md#times). */
export const LATEST_ANSWER_MS = 2500;

/**
 * Silence ends a command. ndroid measured answers after 500-525 ms on 1.x; the maker allows one command a second;
 * cmumford reports modules that hang if the next command comes within a second of the answer
 * (SOURCES.md#times).
 */
export const SILENCE: Framing = {
  title: 'silence',
  commandEnd: '',
  answerEnd: 'quiet',
  answerMs: 1000,
  longestAnswer: 24,
  restMs: 1000,
  settleMs: 700, // the 0.6 s of silence that end a command, plus a margin; errors get no answer, so need no rest
  soonestMs: 450,
  changeMs: 1000,
};

/** For the next rate: the 0.525 s measured at most until a command at the last rate has ended, plus a margin. */
export const HURRIED: Framing = { ...SILENCE, settleMs: 545 };

/** Patient: also for modules that need more than a second of silence at the end of a command. */
export const PATIENT: Framing = { ...SILENCE, settleMs: 1310 };

/** proxmark sends the next command 0.1 s after an answer of hc01.com; after a lost command the rest is 1 s. */
export const PROMPT_SILENCE: Framing = { ...SILENCE, restMs: 100, changeMs: 60 };

/** Lines, if the end of an answer is not known: it ends when the line is quiet. */
export const LOOSE_LINES: Framing = {
  title: 'cr-lf',
  commandEnd: '\r\n',
  answerEnd: 'quiet',
  answerMs: 500, // public tools use 300 to 500 ms
  longestAnswer: 72,
  restMs: 50,
  settleMs: 0,
  soonestMs: Number.POSITIVE_INFINITY, // they answer immediately, so a late answer looks like a prompt one
  changeMs: 100,
};

/** Lines whose answers end with a known line (ndroid measured 10-25 ms, at most 35 ms, and no rest). */
export const LINES: Framing = { ...LOOSE_LINES, answerEnd: 'line', restMs: 0, changeMs: 10 };
