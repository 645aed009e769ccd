import { PARITIES, type Parity, wireTimeMs } from '../link/index.js';
import type { ModuleLine } from './dialect.js';
import { type Framing, LOOSE_LINES, SILENCE } from './framing.js';

/** Rates in order of likelihood (shipped at 9600, some at 115200, 38400, 57600: SOURCES.md#rates-and-codes). */
export const RATES_BY_LIKELIHOOD: readonly number[] = [
  9600, 115200, 38400, 57600, 19200, 230400, 4800, 2400, 1200, 460800, 921600, 1382400,
];

/** Rates of families that end commands with CR LF only: code 9 of a JDY-31, a rate of the Bolutek manual. */
const RARE_RATES: readonly number[] = [128_000, 14_400];

/** Of the families that end commands with CR LF only firmware 2.x/3.x has a parity, and that from 4800 on. */
const LINE_RATES_WITH_PARITY = RATES_BY_LIKELIHOOD.filter((rate) => rate >= 4800);

/** How many of the rates are likely: they are asked in both framings, and once more with patience, before the rest. */
const LIKELY_RATES = 5;

/** Longest wait for a silent family: some documents name a second of silence where 0.5 s was measured. */
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
  /** Quiet before it, so that what was said to the place before is over for a slow module too. */
  readonly quietMs: number;
}

type Question = Omit<Attempt, 'line'>;

/** The ways to ask who is there. None changes a setting. */
const ASK = {
  /** One answer of a silent family shows rate, parity, dialect and version. */
  version: { command: 'AT+VERSION', framing: SILENCE, answerMs: 1000, quietMs: 0 },
  /** Enough for the 0.5 s that were measured and for the 0.6 s of one sketch; the slower ones are found with patience. */
  hurried: { command: 'AT+VERSION', framing: SILENCE, answerMs: 700, quietMs: 0 },
  /** A master reports no version, but it answers. */
  patient: { command: 'AT', framing: SILENCE, answerMs: PATIENT_ANSWER_MS, quietMs: 1200 },
  /** At unlikely rates as long as the documents say. */
  last: { command: 'AT', framing: SILENCE, answerMs: 1100, quietMs: 1200 },
  /** Ends what stands in the buffer of a CR LF module: it was the question (LowPowerLab/CurrentRanger), or garbage. */
  end: { command: '', framing: LOOSE_LINES, answerMs: 150, quietMs: 0 },
  /** The same where only garbage can stand there. */
  clear: { command: '', framing: LOOSE_LINES, answerMs: 40, quietMs: 0 },
  /** A JDY-31 drops a command with a gap in it, so it is asked again, in one burst. */
  line: { command: 'AT+VERSION', framing: LOOSE_LINES, answerMs: 450, quietMs: 0 },
  hurriedLine: { command: 'AT+VERSION', framing: LOOSE_LINES, answerMs: 260, quietMs: 0 },
  patientLine: { command: 'AT+VERSION', framing: LOOSE_LINES, answerMs: 1000, quietMs: 0 },
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
 * Where to look and how, likeliest first: what modules are shipped at, where one was seen last, the other rates without
 * parity, a parity set by accident, then again with patience.
 */
export function plannedAttempts({ rates, parities, seen = [], framing }: Where): Attempt[] {
  const given = rates !== undefined;
  const all = rates ?? RATES_BY_LIKELIHOOD;
  const lineRates = given ? all : [...all, ...RARE_RATES];
  const [first = 9600] = all;
  const likely = all.slice(0, LIKELY_RATES);
  const others = all.slice(LIKELY_RATES);
  const [firstParity = 'none'] = parities ?? [];
  const begin = at([first], firstParity, ASK.version, ASK.end, ASK.line);
  const known = given || parities ? [] : seen.flatMap(askSeen);
  const searched = parities ?? ['none'];
  const looked = searched.flatMap((parity, index) => {
    const rest = index === 0 ? 1 : 0; // the first place was asked already
    return [
      ...at(likely.slice(rest), parity, ASK.hurried),
      ...at(likely.slice(rest), parity, ASK.clear, ASK.hurriedLine),
      ...at(others, parity, ASK.hurried),
      ...at(lineRates.slice(LIKELY_RATES), parity, ASK.clear, ASK.hurriedLine),
    ];
  });
  const byAccident = parities ? [] : PARITIES.filter((parity) => parity !== 'none');
  const scanned = byAccident.flatMap((parity) => at(all, parity, ASK.hurried));
  const again = searched.flatMap((parity) => [
    ...at(likely, parity, ASK.patient),
    ...at(likely, parity, ASK.clear, ASK.patientLine),
  ]);
  const scannedLines = byAccident.flatMap((parity) =>
    at(given ? all : LINE_RATES_WITH_PARITY, parity, ASK.clear, ASK.hurriedLine),
  );
  const last = searched.flatMap((parity) => at(others, parity, ASK.last));
  return [...begin, ...known, ...looked, ...scanned, ...again, ...scannedLines, ...last].filter(
    (attempt) => !framing || attempt.framing.commandEnd === framing.commandEnd,
  );
}

function at(rates: readonly number[], parity: Parity, ...questions: readonly Question[]): Attempt[] {
  return rates.flatMap((baudRate, index) =>
    questions.map((question) => ({
      ...question,
      quietMs: index === 0 ? question.quietMs : 0, // after it each wait is long enough
      line: { baudRate, parity },
    })),
  );
}

function askSeen({ baudRate, parity, framing }: SeenLine): Attempt[] {
  return framing === 'silence'
    ? at([baudRate], parity, ASK.version)
    : at([baudRate], parity, ASK.clear, ASK.line);
}

/** Longest time that the attempts from this one on take. */
export function longestMs(attempts: readonly Attempt[], from: number): number {
  return attempts.reduce((sum, { line, command, framing, answerMs, quietMs }, index) => {
    if (index < from) return sum;
    const before = attempts[index - 1]?.framing;
    const settleMs = before && before !== framing ? framing.settleMs : 0;
    const bytes = command.length + framing.commandEnd.length + framing.longestAnswer;
    return sum + settleMs + quietMs + answerMs + wireTimeMs(bytes, line);
  }, 0);
}
