import { OnairError } from '../error.js';
import { type LineSettings, type Parity, wireTimeMs } from '../link/line.js';
import type { Link } from '../link/link.js';
import { printable } from '../printable.js';
import { type Dialect, SILENT_TIMING } from './dialect.js';
import { DIALECTS, dialectOf, otherFamily } from './dialects/index.js';
import type { Answer, SilentDialogue } from './dialogue.js';
import { notFound, unknownModule } from './findings.js';

/** Rates in order of likelihood (facts: shipped at 9600, some at 115200, 38400 or 57600). */
export const RATES_BY_LIKELIHOOD: readonly number[] = [
  9600, 115200, 38400, 57600, 19200, 230400, 4800, 2400, 1200, 460800, 921600, 1382400,
];

/** How many of the likeliest rates are asked once more when all stayed silent: one answer may have been lost. */
const RATES_ASKED_TWICE = 5;

/** Then with patience: some documents speak of a second of silence that ends a command, where 0.5 s was measured. */
const PATIENT_ANSWER_MS = 1600;

/** The scan for a parity set by accident asks twice as many questions, so it waits less for each. */
const PARITY_SCAN_ANSWER_MS = 700;

/** Asked first: one answer tells rate, parity, dialect and version. */
const QUESTION = 'AT+VERSION';

/** A module that was found. */
export interface FoundModule {
  readonly baudRate: number;
  readonly parity: Parity;
  /** False over raw TCP, which carries no line settings: the rate is then that of the other end, unknown here. */
  readonly lineKnown: boolean;
  readonly dialect: Dialect;
  /** What the module calls itself, without noise: `linvorV1.8`. */
  readonly version: string;
  readonly elapsedMs: number;
  readonly warnings: readonly string[];
}

/** One place to look. */
interface Attempt {
  readonly line: Pick<LineSettings, 'baudRate' | 'parity'>;
  readonly answerMs: number;
  /** Quiet before it, so that what was said to the place before is over for a slow module too. */
  readonly quietMs: number;
}

export interface ProbeProgress {
  readonly line: Pick<LineSettings, 'baudRate' | 'parity'>;
  /** Longest time that is still to go, this attempt included. */
  readonly longestMs: number;
}

export interface ProbeOptions {
  /** Look at these rates only, in this order. */
  readonly rates?: readonly number[];
  /** Look at these parities only; without it even and odd come after every rate stayed silent. */
  readonly parities?: readonly Parity[];
  readonly onProgress?: (progress: ProbeProgress) => void;
}

/**
 * Finds the module on a link: rate, parity, dialect and version, likeliest place first. Sends nothing but
 * the version question, so no setting can change. The link is left at the module's line settings.
 * @throws OnairError device-silent, device-unknown, device-confused, port-lost, interrupted; port-failed when
 *   the adapter can do none of the rates
 */
export async function probe(dialogue: SilentDialogue, options: ProbeOptions = {}): Promise<FoundModule> {
  const { link, clock } = dialogue;
  const startedAt = clock.now();
  const attempts = plannedAttempts(
    link.carriesLine ? options : { rates: [link.line.baudRate], parities: [link.line.parity] },
  );
  const remarks: Answer[] = [];
  const refused = new Map<number, OnairError>();
  let asked = 0;
  for (const [index, attempt] of attempts.entries()) {
    dialogue.throwIfInterrupted();
    options.onProgress?.({ line: attempt.line, longestMs: longestMs(attempts.slice(index)) });
    if (attempt.quietMs > 0) await dialogue.pause(attempt.quietMs);
    const refusal = await refusalOf(link, attempt);
    if (refusal) {
      refused.set(attempt.line.baudRate, refusal);
      continue;
    }
    asked++;
    const answer = await askTwiceIfUnclear(dialogue, attempt);
    const dialect = answer.accepted ? dialectOf(answer.text) : undefined;
    if (dialect) return found(link, dialect, answer, clock.now() - startedAt);
    if (otherFamily(answer.text)) throw unknownModule(link, answer);
    if (answer.text !== '' || answer.echoed) remarks.push(answer);
  }
  const [refusal] = refused.values();
  if (refusal && asked === 0) throw refusal;
  throw notFound(link, asked, remarks, [...refused.keys()]);
}

/** Goes to a place; the error of an adapter that can't do its rate. A link that is gone is thrown. */
async function refusalOf(link: Link, { line }: Attempt): Promise<OnairError | undefined> {
  try {
    await link.reconfigure(line);
    return undefined;
  } catch (error) {
    if (error instanceof OnairError && link.isOpen) return error;
    throw error;
  }
}

/** A half or garbled answer is worth a second question; silence is not: the next rate is likelier. */
async function askTwiceIfUnclear(dialogue: SilentDialogue, { answerMs }: Attempt): Promise<Answer> {
  const anyVersion = new RegExp(DIALECTS.map(({ version }) => version.source).join('|'), 'i');
  const first = await dialogue.ask(QUESTION, anyVersion, answerMs);
  if (first.accepted || first.text === '' || otherFamily(first.text)) return first;
  const second = await dialogue.ask(QUESTION, anyVersion, answerMs);
  return second.accepted || second.text !== '' ? second : first;
}

/** Where to look, likeliest first: all rates without parity, the likeliest again, then a parity set by accident. */
function plannedAttempts({
  rates = RATES_BY_LIKELIHOOD,
  parities,
}: Pick<ProbeOptions, 'rates' | 'parities'>): Attempt[] {
  const at = (parity: Parity, answerMs: number, places = rates, quietMs = 0): Attempt[] =>
    places.map((baudRate, index) => ({
      line: { baudRate, parity },
      answerMs,
      quietMs: index === 0 ? quietMs : 0,
    }));
  const asked = (parities ?? ['none']).flatMap((parity) => [
    ...at(parity, SILENT_TIMING.answerMs),
    ...at(
      parity,
      PATIENT_ANSWER_MS,
      rates.slice(0, RATES_ASKED_TWICE),
      PATIENT_ANSWER_MS - SILENT_TIMING.answerMs,
    ),
  ]);
  const scanned = parities
    ? []
    : (['even', 'odd'] as const).flatMap((parity) => at(parity, PARITY_SCAN_ANSWER_MS));
  return [...asked, ...scanned];
}

function longestMs(attempts: readonly Attempt[]): number {
  return attempts.reduce(
    (sum, { line, answerMs, quietMs }) => sum + quietMs + answerMs + wireTimeMs(QUESTION.length + 24, line),
    0,
  );
}

function found(link: Link, dialect: Dialect, answer: Answer, elapsedMs: number): FoundModule {
  const version = dialect.version.exec(answer.text)?.[0] ?? printable(answer.text);
  const warnings: string[] = [];
  if (!link.carriesLine) {
    warnings.push(
      `${link.portName} carries no line settings: the module answered, but its rate is known to the other end only`,
    );
  }
  if (answer.echoed) warnings.push('the command came back before the answer: a local echo is on');
  if (/[^\x20-\x7e]/.test(answer.text))
    warnings.push('the answer had noise around it: check ground and cable length');
  const { baudRate, parity } = link.line;
  return { baudRate, parity, lineKnown: link.carriesLine, dialect, version, elapsedMs, warnings };
}
