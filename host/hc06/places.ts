import { PARITIES, type Parity, wireTimeMs } from '../link/index.js';
import type { ModuleLine } from './dialect.js';
import { type Framing, HURRIED, LATEST_ANSWER_MS, LOOSE_LINES, PATIENT } from './framing.js';

/** Rates in order of likelihood (shipped at 9600, some at 115200, 38400, 57600: SOURCES.md#rates-and-codes). */
export const RATES_BY_LIKELIHOOD: readonly number[] = [
  9600, 115200, 38400, 57600, 19200, 230400, 4800, 2400, 1200, 460800, 921600, 1382400,
];

/** How many of the rates are likely: they are asked in both framings, and once more with patience. */
const LIKELY_RATES = 5;

/** Of the families that end commands with CR LF only the code of the HC-05 has a parity, and that from 4800 on. */
const LEAST_LINE_RATE_WITH_PARITY = 4800;

/** Longest wait where it is asked again how a module wants its commands. */
export const PATIENT_ANSWER_MS = 1600;

/** Where a module was seen before. */
export interface SeenLine extends ModuleLine {
  readonly framing: Framing['title'];
}

/** One question at one place. */
export interface Attempt {
  readonly line: ModuleLine;
  readonly command: string;
  readonly framing: Framing;
  readonly answerMs: number;
}

type Question = Omit<Attempt, 'line'>;

/** The ways to ask who is there. None changes a setting. */
const ASK = {
  /** One answer of a silent family shows rate, parity, dialect and version: 525 ms at most where it was measured. */
  version: { command: 'AT+VERSION', framing: HURRIED, answerMs: 600 },
  /** Enough for the 0.6 s of one sketch too; the slower ones are found with patience. */
  hurried: { command: 'AT+VERSION', framing: HURRIED, answerMs: 605 },
  /** Once more at the likeliest place: it was asleep, still starting, or disturbed. Also a master answers AT. */
  again: { command: 'AT', framing: HURRIED, answerMs: 640 },
  /** The longest time that an answer is known to take. */
  patient: { command: 'AT', framing: PATIENT, answerMs: LATEST_ANSWER_MS },
  /** Ends what stands in the buffer of a CR LF module: it was the question (LowPowerLab/CurrentRanger), or garbage. */
  end: { command: '', framing: LOOSE_LINES, answerMs: 55 },
  /** The same where only garbage can stand there. */
  clear: { command: '', framing: LOOSE_LINES, answerMs: 6 },
  /** A JDY-31 drops a command with a gap in it, so it is asked again, in one burst. */
  line: { command: 'AT+VERSION', framing: LOOSE_LINES, answerMs: 75 },
  /** The same where silence is needed after it anyway, before the next question: the wait costs nothing. */
  firstLine: { command: 'AT+VERSION', framing: LOOSE_LINES, answerMs: 500 },
  /** Where a parity was set by accident: 35 ms at most where it was measured, and the adapter. */
  scanLine: { command: 'AT+VERSION', framing: LOOSE_LINES, answerMs: 60 },
  /** At the two likeliest rates, and where garbage was heard soon after. */
  sureLine: { command: 'AT+VERSION', framing: LOOSE_LINES, answerMs: 480 },
  patientLine: { command: 'AT+VERSION', framing: LOOSE_LINES, answerMs: 200 },
  /** Where only this rate is asked. */
  longestLine: { command: 'AT+VERSION', framing: LOOSE_LINES, answerMs: LATEST_ANSWER_MS },
} as const satisfies Readonly<Record<string, Question>>;

export interface Where {
  /** Look at these rates only, in this order. */
  readonly rates?: readonly number[] | undefined;
  /** Look at these parities only; without it even and odd come after every rate stayed silent. */
  readonly parities?: readonly Parity[] | undefined;
  /** Where modules were seen before, the last one first. */
  readonly seen?: readonly SeenLine[] | undefined;
  /** Ask in this framing only: that of a module that was heard before. */
  readonly framing?: Framing | undefined;
}

/**
 * Where to look and how, likeliest first: the two likeliest rates in both framings, where one was seen last, the likely
 * rates of modules that answer lines at once, the first place a second time, the rest, a parity set by accident, then
 * the likely rates again with patience.
 */
export function plannedAttempts({ rates, parities, seen = [], framing }: Where): Attempt[] {
  const given = rates !== undefined;
  const all = rates ?? RATES_BY_LIKELIHOOD;
  const [first = 9600, ...rest] = all;
  const [second] = rest;
  const likely = all.slice(0, LIKELY_RATES);
  const others = all.slice(LIKELY_RATES);
  const [parity = 'none', ...moreParities] = parities ?? [];
  const byAccident = parities ? moreParities : PARITIES.filter((each) => each !== 'none');
  const known = given || parities ? [] : seen.flatMap(askSeen);
  // The second place first, as it has just been asked.
  const lineRates = [...likely.slice(1, 2), ...(given ? [] : [128_000]), ...likely.slice(2)];
  return [
    ...at([first], parity, ASK.version, ASK.end, ASK.firstLine),
    ...known,
    ...at(second === undefined ? [] : [second], parity, ASK.hurried, ASK.end),
    ...at(lineRates, parity, ASK.clear, ASK.line),
    ...at([first], parity, ASK.clear, ASK.firstLine, ASK.again),
    ...at(likely.slice(2), parity, ASK.hurried),
    ...at(others, parity, ASK.hurried),
    ...at(given ? others : [...others, 14_400], parity, ASK.clear, ASK.line),
    ...(given ? [] : at([first], parity, ASK.again)),
    ...byAccident.flatMap((each) => at(all, each, ASK.hurried)),
    ...byAccident.flatMap((each) =>
      at(
        all.filter((rate) => rate >= LEAST_LINE_RATE_WITH_PARITY),
        each,
        ASK.scanLine,
      ),
    ),
    ...at(given ? all : likely, parity, ASK.patient),
    ...at(given ? all : likely.slice(0, 2), parity, ASK.clear, given ? ASK.longestLine : ASK.sureLine),
    ...at(given ? [] : likely.slice(2), parity, ASK.clear, ASK.patientLine),
    ...(parities ? moreParities : []).flatMap((each) => [
      ...at(likely, each, ASK.patient),
      ...at(likely, each, ASK.clear, ASK.patientLine),
    ]),
  ].filter((attempt) => !framing || attempt.framing.commandEnd === framing.commandEnd);
}

function at(rates: readonly number[], parity: Parity, ...questions: readonly Question[]): Attempt[] {
  return rates.flatMap((baudRate) =>
    questions.map((question) => ({ ...question, line: { baudRate, parity } })),
  );
}

/**
 * The same for a link that carries no line settings: the rate at its other end may be a low one, and there is one place
 * only, so there is time.
 */
export function unseenLine(attempts: readonly Attempt[]): Attempt[] {
  return attempts.map((attempt) => ({
    ...attempt,
    answerMs: Math.max(attempt.answerMs, attempt.framing.commandEnd === '' ? 1000 : 400),
  }));
}

/** Places that were asked so lately that an answer may still come. */
export interface Lately {
  readonly silent: readonly ModuleLine[];
  readonly lines: readonly ModuleLine[];
}

/** The places that were asked, again, for the longest time that an answer is known to take. */
export function patiently({ silent, lines }: Lately): Attempt[] {
  return [
    ...lines.flatMap(({ baudRate, parity }) => at([baudRate], parity, ASK.clear, ASK.sureLine)),
    ...silent.flatMap(({ baudRate, parity }) => at([baudRate], parity, ASK.patient)),
  ];
}

function askSeen({ baudRate, parity, framing }: SeenLine): Attempt[] {
  return framing === 'silence'
    ? at([baudRate], parity, ASK.version)
    : at([baudRate], parity, ASK.clear, ASK.line);
}

/** Longest time that the attempts from this one on take. */
export function longestMs(attempts: readonly Attempt[], from: number): number {
  return attempts.reduce((sum, { line, command, framing, answerMs }, index) => {
    if (index < from) return sum;
    const before = attempts[index - 1]?.framing;
    const settleMs = before && before !== framing ? framing.settleMs : 0;
    const bytes = command.length + framing.commandEnd.length + framing.longestAnswer;
    return sum + settleMs + answerMs + wireTimeMs(bytes, line);
  }, 0);
}
