/** How a family ends its commands and answers, and how much time it needs. */
export interface Framing {
  /** Its name in JSON and in the file of seen places. */
  readonly title: 'silence' | 'cr-lf';
  /** Sent after every command. */
  readonly commandEnd: '' | '\r\n';
  /** What ends an answer: a quiet line, or already the end of a text line. */
  readonly answerEnd: 'quiet' | 'line';
  /** Longest wait for the answer to a command, wire time not counted. */
  readonly answerMs: number;
  /** The longest answer, with room for noise, in bytes: for the wire time at low rates. */
  readonly longestAnswer: number;
  /** Rest between an answer and the next command. */
  readonly restMs: number;
  /** Quiet before a command after one of the other framing: until a module has done with what it did not understand. */
  readonly settleMs: number;
  /** What comes sooner than this after a command can't be its answer. */
  readonly soonestMs: number;
  /** Time that a module is given to change its line settings. */
  readonly changeMs: number;
}

/** An answer is complete when the line was quiet this long (public tools use 50 to 200 ms: SOURCES.md#times). */
export const QUIET_MS = 60;

/** No answer is known to come later than this: sketches wait 2 s, one 3 s (SOURCES.md#times). */
export const LATEST_ANSWER_MS = 2500;

/**
 * A command is ended by silence. ndroid measured answers after 500-525 ms on 1.x; the maker asks for no more than one
 * command a second; cmumford met modules that hang when the next command comes within a second of the answer
 * (SOURCES.md#times).
 */
export const SILENCE: Framing = {
  title: 'silence',
  commandEnd: '',
  answerEnd: 'quiet',
  answerMs: 1000,
  longestAnswer: 24,
  restMs: 1000,
  settleMs: 700, // the 0.6 s of silence that end what it took for a command, and a little; errors are silent, so no rest
  soonestMs: 450,
  changeMs: 1000,
};

/** At the next place: what was said elsewhere is over after the 0.525 s that were measured at most, and a little. */
export const HURRIED: Framing = { ...SILENCE, settleMs: 545 };

/** Where each module is waited for: also one that takes more than a second of silence for the end of a command. */
export const PATIENT: Framing = { ...SILENCE, settleMs: 1310 };

/** proxmark sends the next command 0.1 s after an answer of hc01.com; who loses one gets the long rest from then on. */
export const PROMPT_SILENCE: Framing = { ...SILENCE, restMs: 100, changeMs: 60 };

/** Lines, where it is not known what ends an answer: it is over when the line is quiet. */
export const LOOSE_LINES: Framing = {
  title: 'cr-lf',
  commandEnd: '\r\n',
  answerEnd: 'quiet',
  answerMs: 500, // public tools find 300 to 500 ms ample
  longestAnswer: 72,
  restMs: 50,
  settleMs: 0,
  soonestMs: Number.POSITIVE_INFINITY, // they answer at once: a late answer can't be told from a prompt one
  changeMs: 100,
};

/** Lines whose answers end with a known one (ndroid measured 10-25 ms, at most 35 ms, and no rest). */
export const LINES: Framing = { ...LOOSE_LINES, answerEnd: 'line', restMs: 0, changeMs: 10 };
