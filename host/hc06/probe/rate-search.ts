import { PARITIES, type Parity, wireTimeMs } from '../../link/index.js';
import type { ModuleLine } from '../dialects/dialect.js';
import { type Framing, HURRIED, LATEST_ANSWER_MS, LOOSE_LINES, PATIENT } from '../dialogue/framing.js';

/** Rates in order of likelihood (shipped at 9600, some at 115200, 38400, 57600: SOURCES.md#rates-and-codes). */
export const RATES_BY_LIKELIHOOD: readonly number[] = [
  9600, 115200, 38400, 57600, 19200, 230400, 4800, 2400, 1200, 460800, 921600, 1382400,
];

/** Number of likely rates: they are asked in both framings, and once more at the end. */
const LIKELY_RATES = 5;

/** Rates at which a module that answers lines is asked again with the longest wait: the likely ones, and a JDY-31's. */
const LATE_LINE_RATES: readonly number[] = [...RATES_BY_LIKELIHOOD.slice(0, LIKELY_RATES), 128_000];

/** Number of the likeliest rates: the search waits there for the latest known answer. */
const LIKELIEST_RATES = 2;

/** Of the CR LF families only the HC-05 code has a parity, at 4800 baud and above. */
const LEAST_LINE_RATE_WITH_PARITY = 4800;

/** Maximum wait when the probe verifies the framing of a module, ms. */
export const PATIENT_ANSWER_MS = 1600;

/** A line at which a module was found before. */
export interface RecentLine extends ModuleLine {
  readonly framing: Framing['title'];
}

/** One question at one line setting. */
export interface Attempt {
  readonly line: ModuleLine;
  readonly command: string;
  readonly framing: Framing;
  readonly answerMs: number;
}

/** Puts an RN-41 or RN-42 into its command mode. */
export const COMMAND_MODE = '$$$';

type Question = Omit<Attempt, 'line'>;

/** The questions that identify a device. None changes a setting. */
const ASK = {
  /** One answer of a silent family shows rate, parity, dialect and version: 525 ms at most as measured. */
  version: { command: 'AT+VERSION', framing: HURRIED, answerMs: 600 },
  /** Enough for the 0.6 s in one sketch too; slower modules are found with patience. */
  hurried: { command: 'AT+VERSION', framing: HURRIED, answerMs: 605 },
  /**
   * Again at the likeliest rate: it may be asleep, still starting, or disturbed. A master and an HM-10 answer AT only,
   * so the unlikely rates are asked this alone.
   */
  again: { command: 'AT', framing: HURRIED, answerMs: 640 },
  /**
   * For the 1 s of silence that documents ask for (SOURCES.md#times), and a margin. A later answer to the hurried
   * question arrived as garbage, at the next rates: then the search asks patiently. After 1.5 s some modules sleep.
   */
  restful: { command: 'AT', framing: PATIENT, answerMs: 1450 },
  /** The longest known answer time. */
  patient: { command: 'AT', framing: PATIENT, answerMs: LATEST_ANSWER_MS },
  /** Ends the line in the buffer of a CR LF module: the question (LowPowerLab/CurrentRanger), or garbage. */
  end: { command: '', framing: LOOSE_LINES, answerMs: 55 },
  /** The same if the buffer can hold only garbage. */
  clear: { command: '', framing: LOOSE_LINES, answerMs: 6 },
  /** The same, and it wakes a module that is asleep. An answer to it is taken for one to the next question. */
  wake: { command: 'AT+VERSION', framing: LOOSE_LINES, answerMs: 6 },
  /** A JDY-31 discards a command with a gap in it, so this asks again, in one burst. */
  line: { command: 'AT+VERSION', framing: LOOSE_LINES, answerMs: 75 },
  /** The same if silence must follow before the next question anyway: the wait costs nothing. */
  firstLine: { command: 'AT+VERSION', framing: LOOSE_LINES, answerMs: 500 },
  /**
   * For a parity set by accident: 35 ms at most as measured, plus the adapter. It also wakes a module that is asleep.
   */
  scanLine: { command: 'AT+VERSION', framing: LOOSE_LINES, answerMs: 60 },
  /** At the two likeliest rates, and if garbage followed soon after. */
  sureLine: { command: 'AT+VERSION', framing: LOOSE_LINES, answerMs: 480 },
  patientLine: { command: 'AT+VERSION', framing: LOOSE_LINES, answerMs: 140 },
  /** If this is the only rate, or something came late. */
  longestLine: { command: 'AT+VERSION', framing: LOOSE_LINES, answerMs: LATEST_ANSWER_MS },
  /** An RN-42 knows no AT. It answers this immediately, without a line end (SOURCES.md#families). */
  commandMode: { command: COMMAND_MODE, framing: HURRIED, answerMs: 150 },
  scanCommandMode: { command: COMMAND_MODE, framing: HURRIED, answerMs: 60 },
} as const satisfies Readonly<Record<string, Question>>;

/** The rates and parities that a search tries. */
export interface SearchScope {
  /** Try only these rates, in this order. */
  readonly rates?: readonly number[] | undefined;
  /** Try only these parities; without it, even and odd follow when every rate has stayed silent. */
  readonly parities?: readonly Parity[] | undefined;
  /** Lines at which modules were found before, newest first. */
  readonly recent?: readonly RecentLine[] | undefined;
  /** Ask only in this framing, if that of the module is known. */
  readonly framing?: Framing | undefined;
}

/**
 * The attempts, likeliest first: the two likeliest rates in both framings and the recent lines, the likely rates of
 * modules that answer lines immediately, the first rate again, the other rates, a parity set by accident, then the
 * likely rates again with patience.
 */
export function plannedAttempts({ rates, parities, recent = [], framing }: SearchScope): Attempt[] {
  const given = rates !== undefined;
  const all = rates ?? RATES_BY_LIKELIHOOD;
  const [first = 9600, ...rest] = all;
  const [second] = rest;
  const likely = all.slice(0, LIKELY_RATES);
  const others = all.slice(LIKELY_RATES);
  const likeliest = all.slice(0, LIKELIEST_RATES);
  const lessLikely = likely.slice(LIKELIEST_RATES);
  const [parity = 'none', ...moreParities] = parities ?? [];
  const byAccident = parities ? moreParities : PARITIES.filter((each) => each !== 'none');
  const known = given || parities ? [] : recent.flatMap(atRecentLine);
  // The second rate first, because it has just been asked.
  const lineRates = [
    ...likely.slice(1, 2),
    ...(given ? [] : [128_000]),
    ...lessLikely,
    ...others,
    ...(given ? [] : [14_400]),
  ];
  return [
    ...at([first], parity, ASK.version, ASK.end, ASK.firstLine),
    ...known,
    ...at(second === undefined ? [] : [second], parity, ASK.hurried, ASK.end),
    ...at(lineRates, parity, ASK.wake, ASK.line),
    ...at([first], parity, ASK.clear, ASK.firstLine, ASK.again),
    ...at(lessLikely, parity, ASK.hurried),
    ...at(others, parity, ASK.again),
    ...(given ? [] : at([first], parity, ASK.again)),
    ...byAccident.flatMap((each) => at(all, each, ASK.hurried)),
    ...byAccident.flatMap((each) =>
      at(
        all.filter((rate) => rate >= LEAST_LINE_RATE_WITH_PARITY),
        each,
        ASK.scanLine,
      ),
    ),
    ...(given // the silent families last: what disturbs at first may be over then
      ? at(all, parity, ASK.scanLine, ASK.longestLine, ASK.patient, ASK.commandMode)
      : [
          ...at(lessLikely.slice(-1), parity, ASK.restful),
          ...at(likeliest.toReversed(), parity, ASK.patient), // before the likeliest the line is quiet for longest
          ...at(lessLikely.slice(0, -1), parity, ASK.restful),
          ...at(lessLikely.slice(0, 1), parity, ASK.again), // awake by now: before the first, the line was quiet for long
          ...at([first, ...lessLikely, ...others], parity, ASK.scanCommandMode),
          ...at(likeliest.slice(1), parity, ASK.commandMode), // the rate that an RN-42 is shipped at
          ...at(likeliest, parity, ASK.sureLine),
          ...at(lessLikely, parity, ASK.patientLine),
        ]),
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
 * The same for a link that carries no line settings: the rate at its other end may be low, and there is only one line
 * to try, so there is time.
 */
export function forUnknownLine(attempts: readonly Attempt[]): Attempt[] {
  return attempts.map((attempt) => ({
    ...attempt,
    answerMs: Math.max(attempt.answerMs, attempt.framing.commandEnd === '' ? 1000 : 400),
  }));
}

/** Lines at which to ask again after garbage: they were asked so recently that an answer may still come. */
export interface AgainAt {
  readonly silent: readonly ModuleLine[];
  readonly lines: readonly ModuleLine[];
  /** Those that were asked longer ago. */
  readonly lateLines: readonly ModuleLine[];
}

/** Asks again at these lines, for the longest known answer time. */
export function patientAttempts({ silent, lines, lateLines }: AgainAt): Attempt[] {
  return [
    ...lines.flatMap(({ baudRate, parity }) => at([baudRate], parity, ASK.clear, ASK.sureLine)),
    ...silent.flatMap(({ baudRate, parity }) => at([baudRate], parity, ASK.patient)),
    ...lateLines
      .filter(({ baudRate }) => LATE_LINE_RATES.includes(baudRate))
      .flatMap(({ baudRate, parity }) => at([baudRate], parity, ASK.clear, ASK.longestLine)),
  ];
}

function atRecentLine({ baudRate, parity, framing }: RecentLine): Attempt[] {
  return framing === 'silence'
    ? at([baudRate], parity, ASK.version)
    : at([baudRate], parity, ASK.clear, ASK.line);
}

/** Maximum time for the attempts from this one on, ms. */
export function longestMs(attempts: readonly Attempt[], from: number): number {
  return attempts.reduce((sum, { line, command, framing, answerMs }, index) => {
    if (index < from) return sum;
    const before = attempts[index - 1]?.framing;
    const settleMs = before && before !== framing ? framing.settleMs : 0;
    const bytes = command.length + framing.commandEnd.length + framing.longestAnswer;
    return sum + settleMs + answerMs + wireTimeMs(bytes, line);
  }, 0);
}
