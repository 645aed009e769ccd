import { OnairError, printable } from '../base/index.js';
import type { Link, Parity } from '../link/index.js';
import type { Dialect, ModuleLine } from './dialect.js';
import { hc01 } from './dialects/hc01.js';
import { DIALECTS, dialectOf, otherFamily } from './dialects/index.js';
import type { Answer, Dialogue } from './dialogue.js';
import { notFound, unknownModule } from './findings.js';
import { LOOSE_LINES, SILENCE } from './framing.js';
import { type Attempt, longestMs, PATIENT_ANSWER_MS, plannedAttempts, type Where } from './places.js';

/** A module that was found. */
export interface FoundModule extends ModuleLine {
  readonly parity: Parity;
  /** False over raw TCP, which carries no line settings: the rate is then that of the other end, unknown here. */
  readonly lineKnown: boolean;
  /** Its commands; the framing is the one that the module answered to. */
  readonly dialect: Dialect;
  /** What the module calls itself, without noise: `linvorV1.8`. */
  readonly version: string;
  readonly elapsedMs: number;
  readonly warnings: readonly string[];
}

export interface ProbeProgress {
  readonly line: ModuleLine;
  /** Longest time that is still to go, this attempt included. */
  readonly longestMs: number;
}

export interface ProbeOptions extends Where {
  readonly onProgress?: (progress: ProbeProgress) => void;
}

const ANY_VERSION = new RegExp(DIALECTS.map(({ version }) => version.source).join('|'), 'i');

/** A piece of an answer; hardly ever in what is heard at a wrong rate. */
const WORD = /[A-Za-z]{2}/;

/** What a firmware says that does not tell its version but is alive: the silent families do in the master role. */
const ALIVE = /OK/;

/**
 * Finds the module on a link: rate, parity, dialect and version, likeliest place first. Sends nothing but
 * questions, so no setting can change. The link is left at the module's line settings.
 * @throws OnairError device-silent, device-unknown, device-confused, port-lost, interrupted; port-failed when
 *   the adapter can do none of the rates
 */
export async function probe(dialogue: Dialogue, options: ProbeOptions = {}): Promise<FoundModule> {
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
    options.onProgress?.({ line: attempt.line, longestMs: longestMs(attempts, index) });
    if (attempt.quietMs > 0) await dialogue.pause(attempt.quietMs);
    const refusal = refused.get(attempt.line.baudRate) ?? (await refusalOf(link, attempt));
    if (refusal) {
      refused.set(attempt.line.baudRate, refusal);
      continue;
    }
    asked++;
    const answer = await certainAnswer(dialogue, remarks.some(isGarbage) ? unhurried(attempt) : attempt);
    const heard = answer.accepted ? heardDialect(answer.text) : undefined;
    if (heard) {
      const dialect = await asSpoken(dialogue, heard, attempt);
      dialogue.framing = dialect.framing;
      return found(link, dialect, answer, clock.now() - startedAt);
    }
    if (otherFamily(answer.text)) throw unknownModule(link, answer);
    if (answer.text.trim() !== '' || answer.echoed || answer.unasked.length > 0) remarks.push(answer);
  }
  const [refusal] = refused.values();
  if (refusal && asked === 0) throw refusal;
  throw notFound(link, asked, remarks, [...refused.keys()]);
}

function isGarbage({ text }: Answer): boolean {
  return text.trim() !== '' && !WORD.test(text);
}

/** Where something answers garbage it is deaf after it: every question gets the whole second. */
function unhurried(attempt: Attempt): Attempt {
  return attempt.framing === SILENCE
    ? { ...attempt, answerMs: Math.max(attempt.answerMs, SILENCE.answerMs) }
    : attempt;
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

/**
 * Asks once where the answer is certain, twice where it is not: a half or garbled answer is worth a second question,
 * and so is one that may be the late answer to the place before. Silence is not: the next place is likelier.
 */
async function certainAnswer(dialogue: Dialogue, attempt: Attempt): Promise<Answer> {
  const { command, framing, answerMs } = attempt;
  const first = await dialogue.ask(command, command === 'AT' ? ALIVE : ANY_VERSION, { framing, answerMs });
  if (first.text.trim() === '' || otherFamily(first.text)) return first;
  const tellsVersion = ANY_VERSION.test(first.text);
  if (first.accepted && tellsVersion && !first.mayBeLate) return first;
  if (command === '' && !tellsVersion) return first; // it was garbage that was ended; the question comes next
  if (command !== 'AT' && !WORD.test(first.text)) return { ...first, accepted: false }; // a module at another rate, that answers garbage
  const second = await dialogue.ask('AT+VERSION', ANY_VERSION, { framing, answerMs });
  if (second.accepted) return second;
  const isAlive = command === 'AT' && first.accepted && !first.mayBeLate;
  if (isAlive && second.text.trim() === '') return first;
  return { ...(second.text === '' ? first : second), accepted: false };
}

function heardDialect(text: string): Dialect | undefined {
  return dialectOf(text) ?? (ALIVE.test(text) ? hc01 : undefined);
}

/**
 * The dialect with the framing that the module answered to, where that is not the usual one of the family. What seems
 * to answer lines may have answered the question before them, late: so it is asked without an end once more.
 */
async function asSpoken(dialogue: Dialogue, dialect: Dialect, { framing }: Attempt): Promise<Dialect> {
  const usual = dialect.framing;
  if (usual.commandEnd === framing.commandEnd) return dialect;
  if (usual.commandEnd !== '') return { ...dialect, framing: SILENCE };
  await dialogue.pause(usual.restMs);
  for (let attempt = 1; attempt <= 2; attempt++) {
    // Twice, for some are deaf for longer than they should be.
    const again = { framing: usual, answerMs: PATIENT_ANSWER_MS };
    if ((await dialogue.ask('AT+VERSION', dialect.version, again)).accepted) return dialect;
  }
  return { ...dialect, framing: LOOSE_LINES };
}

function found(link: Link, dialect: Dialect, answer: Answer, elapsedMs: number): FoundModule {
  const version = dialect.version.exec(answer.text)?.[0] ?? '';
  const warnings: string[] = [...(dialect.remarks ?? [])];
  if (version === '') {
    warnings.push(
      'the module answers but does not tell its version: it is taken for hc01.com firmware in the master role (--role slave)',
    );
  }
  if (!link.carriesLine) {
    warnings.push(
      `${link.portName} carries no line settings: the module answered, but its rate is known to the other end only`,
    );
  }
  if (answer.echoed) warnings.push('the command came back before the answer: a local echo is on');
  if (/[^\x20-\x7e]/.test(answer.text.replace(/\r\n/g, '')))
    warnings.push('the answer had noise around it: check ground and cable length');
  const { baudRate, parity } = link.line;
  return {
    baudRate,
    parity,
    lineKnown: link.carriesLine,
    dialect,
    version: printable(version),
    elapsedMs,
    warnings,
  };
}
