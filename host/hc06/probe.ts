import { OnairError, printable } from '../base/index.js';
import type { Link, Parity } from '../link/index.js';
import type { Dialect, ModuleLine } from './dialect.js';
import { dialectOf } from './dialects/index.js';
import type { Answer, Dialogue } from './dialogue.js';
import { notFound } from './findings.js';
import { HURRIED, LATEST_ANSWER_MS, LOOSE_LINES, PATIENT, QUIET_MS, SILENCE } from './framing.js';
import { isGarbage, type Look, lookAt } from './look.js';
import {
  type Attempt,
  type Lately,
  longestMs,
  PATIENT_ANSWER_MS,
  patiently,
  plannedAttempts,
  unseenLine,
  type Where,
} from './places.js';

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
  /** The user says which family it is: a version that is not known, or none, is then no hindrance. */
  readonly dialect?: Dialect | undefined;
}

/**
 * Finds the module on a link: rate, parity, dialect and version, likeliest place first. Sends nothing but
 * questions, so no setting can change. The link is left at the module's line settings.
 * @throws OnairError device-silent, device-unknown, device-confused, port-lost, interrupted; port-failed when
 *   the adapter can do none of the rates
 */
export async function probe(dialogue: Dialogue, options: ProbeOptions = {}): Promise<FoundModule> {
  const { link, clock } = dialogue;
  const startedAt = clock.now();
  const where = { ...options, framing: options.framing ?? options.dialect?.framing };
  const { baudRate, parity } = link.line;
  const attempts = link.carriesLine
    ? plannedAttempts(where)
    : unseenLine(plannedAttempts({ rates: [baudRate], parities: [parity], framing: where.framing }));
  const remarks: Answer[] = [];
  const refused = new Map<number, OnairError>();
  const asked: ModuleLine[] = [];
  const lately: Asked[] = [];
  let askedAgain = false;
  for (let index = 0; index < attempts.length; index++) {
    const attempt = attempts[index];
    if (!attempt) break;
    dialogue.throwIfInterrupted();
    options.onProgress?.({ line: attempt.line, longestMs: longestMs(attempts, index) });
    const refusal = refused.get(attempt.line.baudRate) ?? (await refusalOf(link, attempt));
    if (refusal) {
      refused.set(attempt.line.baudRate, refusal);
      continue;
    }
    asked.push(attempt.line);
    const look = await lookAt(
      dialogue,
      remarks.some(({ text }) => isGarbage(text)) ? unhurried(attempt) : attempt,
      options.dialect,
    );
    const dialect = look.isModule ? (options.dialect ?? dialectOf(look.answer.text)) : undefined;
    if (dialect) {
      const spoken = await asSpoken(dialogue, dialect, attempt);
      dialogue.framing = spoken.framing;
      await dialogue.drain();
      const echoed = look.answer.echoed || remarks.some((remark) => remark.echoed);
      return found(link, spoken, { ...look, answer: { ...look.answer, echoed } }, clock.now() - startedAt);
    }
    const { answer } = look;
    // Garbage, or bytes that came too late, may be the answer of a slow module at a place that was asked before.
    if (!askedAgain && (isGarbage(answer.text) || answer.before.trim() !== '')) {
      attempts.splice(
        index + 1,
        0,
        ...patiently(askedLately(lately, attempt.line, clock.now() - answer.elapsedMs)),
      );
      askedAgain = true;
    }
    lately.push({ attempt, atMs: clock.now() - answer.elapsedMs });
    if (answer.text.trim() !== '' || answer.echoed || answer.unasked.length > 0) remarks.push(answer);
  }
  const [refusal] = refused.values();
  if (refusal && asked.length === 0) throw refusal;
  throw notFound(link, asked, remarks, [...refused.keys()]);
}

/** Where something answers garbage it is deaf after it: every question gets the whole second, after a rest. */
function unhurried(attempt: Attempt): Attempt {
  return attempt.framing.commandEnd === ''
    ? { ...attempt, framing: PATIENT, answerMs: Math.max(attempt.answerMs, PATIENT.answerMs) }
    : attempt;
}

/** When something was asked somewhere. */
interface Asked {
  readonly attempt: Attempt;
  readonly atMs: number;
}

/** Where an answer may still come from: soon from those that answer lines at once. */
function askedLately(asked: readonly Asked[], here: ModuleLine, nowMs: number): Lately {
  const within = (ms: number, end: string): ModuleLine[] =>
    asked
      .filter(({ attempt, atMs }) => attempt.framing.commandEnd === end && nowMs - atMs < ms)
      .filter(({ attempt }) => attempt.command !== '')
      .map(({ attempt }) => attempt.line)
      .filter(({ baudRate, parity }) => baudRate !== here.baudRate || parity !== here.parity);
  return {
    silent: [...within(LATEST_ANSWER_MS + SILENCE.settleMs, ''), here],
    lines: within(LOOSE_LINES.answerMs + HURRIED.settleMs + QUIET_MS, '\r\n'),
  };
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
 * The dialect with the framing that the module answered to, where that is not the usual one of the family. What seems
 * to answer lines may have answered the question before them, late: so it is asked without an end once more.
 */
async function asSpoken(dialogue: Dialogue, dialect: Dialect, { framing }: Attempt): Promise<Dialect> {
  const usual = dialect.framing;
  if (usual.commandEnd === framing.commandEnd && !dialect.isEitherEnd) return dialect;
  if (dialect.isEitherEnd && framing.commandEnd !== '') {
    await dialogue.drain();
    const again = await dialogue.ask('AT+VERSION', dialect.version, { framing, answerMs: usual.answerMs });
    return again.accepted ? dialect : { ...dialect, framing: SILENCE };
  }
  if (usual.commandEnd !== '') return { ...dialect, framing: SILENCE };
  await dialogue.pause(usual.restMs);
  for (let attempt = 1; attempt <= 2; attempt++) {
    // Twice, for some are deaf for longer than they should be.
    const again = { framing: usual, answerMs: PATIENT_ANSWER_MS };
    if ((await dialogue.ask('AT+VERSION', dialect.version, again)).accepted) return dialect;
  }
  return { ...dialect, framing: LOOSE_LINES };
}

function found(link: Link, dialect: Dialect, { answer, tellsVersion }: Look, elapsedMs: number): FoundModule {
  const known = dialect.version.exec(answer.text)?.[0];
  const version = known ?? (tellsVersion ? answer.text.trim() : '');
  const warnings: string[] = [...(dialect.remarks ?? [])];
  if (known === undefined) warnings.push(`it is taken for ${dialect.title} because you say so (--dialect)`);
  if (!link.carriesLine) {
    warnings.push(
      `${link.portName} carries no line settings: the module answered, but its rate is known to the other end only`,
    );
  }
  if (answer.echoed) warnings.push('the command came back before the answer: a local echo is on');
  if (/[^\x20-\x7e]/.test(answer.text.replace(/[\r\n\0]/g, '')))
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
