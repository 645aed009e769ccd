import { type OnairError, printable } from '../../base/index.js';
import type { Link, Parity } from '../../link/index.js';
import type { Dialect, ModuleLine } from '../dialects/dialect.js';
import { dialectOf } from '../dialects/index.js';
import { presumed } from '../dialects/presumed.js';
import type { Answer } from '../dialogue/answer.js';
import type { Dialogue } from '../dialogue/dialogue.js';
import { HURRIED, LATEST_ANSWER_MS, LOOSE_LINES, PATIENT, QUIET_MS, SILENCE } from '../dialogue/framing.js';
import { setAdapter } from './adapter-line.js';
import { type Identification, identify } from './identify.js';
import { notFound } from './not-found.js';
import {
  type AgainAt,
  type Attempt,
  forUnknownLine,
  longestMs,
  PATIENT_ANSWER_MS,
  patientAttempts,
  plannedAttempts,
  type SearchScope,
} from './rate-search.js';
import { TalkerWatch, type UnaskedBytes } from './talker.js';
import { isReadable, talker, unknownModule } from './unknown-device.js';

/** A module that was found. */
export interface FoundModule extends ModuleLine {
  readonly parity: Parity;
  /** False over raw TCP, which carries no line settings: the rate at the other end is then unknown. */
  readonly lineKnown: boolean;
  /** Its commands, in the framing that the module answered to. */
  readonly dialect: Dialect;
  /** The reported version without noise: `linvorV1.8`. */
  readonly version: string;
  readonly elapsedMs: number;
  readonly warnings: readonly string[];
}

/** The line that is tried now, and the time that the search may still take. */
export interface ProbeProgress {
  readonly line: ModuleLine;
  /** Maximum time left, including this attempt, ms. */
  readonly longestMs: number;
}

/** Where to search for a module, and what is known of it. */
export interface ProbeOptions extends SearchScope {
  readonly onProgress?: (progress: ProbeProgress) => void;
  /** The family given by the user: then an unknown or missing version is accepted. */
  readonly dialect?: Dialect | undefined;
}

/**
 * Finds the module on a link: rate, parity, dialect and version, likeliest first. It sends only questions, so no
 * setting can change. The link is left at the module's line settings.
 * @throws OnairError device-silent, device-unknown, device-confused, port-lost, interrupted; port-failed when
 *   the adapter supports none of the rates
 */
export async function probe(dialogue: Dialogue, options: ProbeOptions = {}): Promise<FoundModule> {
  const { link, clock } = dialogue;
  const startedAt = clock.now();
  const where = { ...options, framing: options.framing ?? options.dialect?.framing };
  const { baudRate, parity } = link.line;
  const attempts = link.carriesLine
    ? plannedAttempts(where)
    : forUnknownLine(plannedAttempts({ rates: [baudRate], parities: [parity], framing: where.framing }));
  const remarks: Answer[] = [];
  const refused = new Map<number, OnairError>();
  const asked: ModuleLine[] = [];
  const lately: TimedAttempt[] = [];
  let askedAgain = false;
  let garbageAt = Number.NEGATIVE_INFINITY;
  const unreadable = new Set<number>();
  const watch = new TalkerWatch();
  let talk: UnaskedBytes | undefined;
  for (let index = 0; index < attempts.length; index++) {
    const attempt = attempts[index];
    if (!attempt) break;
    dialogue.throwIfInterrupted();
    options.onProgress?.({ line: attempt.line, longestMs: longestMs(attempts, index) });
    const refusal = refused.get(attempt.line.baudRate) ?? (await setAdapter(link, attempt.line));
    if (refusal) {
      refused.set(attempt.line.baudRate, refusal);
      continue;
    }
    asked.push(attempt.line);
    const askedAt = clock.now();
    const afterGarbage = askedAt - garbageAt < GARBAGE_MS;
    const look = await identify(dialogue, afterGarbage ? unhurried(attempt) : attempt, {
      given: options.dialect,
      afterGarbage,
    });
    const dialect = look.isModule ? chosen(link, attempt, look.answer.text, options.dialect) : undefined;
    if (dialect) {
      const spoken = await asSpoken(dialogue, dialect, attempt);
      dialogue.framing = spoken.framing;
      await dialogue.drain();
      const echoed = look.answer.echoed || remarks.some((remark) => remark.echoed);
      return found(link, spoken, { ...look, answer: { ...look.answer, echoed } }, clock.now() - startedAt);
    }
    const { answer } = look;
    const unread = answer.text.trim() !== '' && !isReadable(answer.text);
    if (unread) garbageAt = clock.now();
    // Garbage or late bytes may be the answer of a slow module to a question at an earlier rate.
    if (!askedAgain && (unread || answer.before.trim() !== '')) {
      attempts.splice(index + 1, 0, ...patientAttempts(askedLately(lately, attempt.line, askedAt)));
      askedAgain = true;
    }
    lately.push({ attempt, atMs: askedAt });
    if (answer.text.trim() !== '' || answer.echoed || answer.unasked.length > 0) remarks.push(answer);
    if (unread) unreadable.add(attempt.line.baudRate);
    for (const text of [answer.before, answer.mayBeLate ? answer.text : ''])
      if (text.trim() !== '') watch.note(attempt.line.baudRate, text);
    if (watch.isDue) talk = await watch.listen(dialogue);
    if (talk?.readable) throw talker(link, talk.text);
    if (remarks.length > 0 && clock.now() - startedAt > SEARCH_MS) break;
    // No question will be answered among that.
    if (talk && (unreadable.size >= UNREADABLE_RATES || clock.now() - startedAt > TALK_MS)) break;
  }
  const [refusal] = refused.values();
  if (refusal && asked.length === 0) throw refusal;
  throw notFound(link, asked, remarks, [...refused.keys()], talk !== undefined);
}

/** Time after garbage in which questions are not hurried, and asked twice, ms: the next garbage is due in it. */
const GARBAGE_MS = 5000;

/** Number of rates with unreadable bytes after which a device that sends unasked is given up: it sends in binary. */
const UNREADABLE_RATES = 9;

/** Time after which a device whose answers can't be read is given up, ms: every module was found before that. */
const SEARCH_MS = 50_000;

/** Time after which it is given up at the latest, ms: that of a search that finds nothing. */
const TALK_MS = 42_000;

/**
 * The dialect of a module that answers. That of the user counts where the module names none: it was asked for because
 * the version is unknown.
 * @throws OnairError device-unknown when the module names another family
 */
function chosen(
  link: Link,
  { framing }: Attempt,
  text: string,
  given: Dialect | undefined,
): Dialect | undefined {
  const named = dialectOf(text);
  if (!given || !named || named.id === given.id || named === presumed) return given ?? named;
  throw unknownModule(link, {
    text,
    framing,
    guess: `${named.title}, not ${given.title}`,
    next: `Leave out --dialect ${given.id}, or give --dialect ${named.id}`,
  });
}

/** After garbage a module ignores input for a while: every question gets the full second, after a rest. */
function unhurried(attempt: Attempt): Attempt {
  return attempt.framing.commandEnd === ''
    ? { ...attempt, framing: PATIENT, answerMs: Math.max(attempt.answerMs, PATIENT.answerMs) }
    : attempt;
}

/** An attempt and its time. */
interface TimedAttempt {
  readonly attempt: Attempt;
  readonly atMs: number;
}

/** The lines from which an answer may still come; modules that answer lines do so soon. */
function askedLately(asked: readonly TimedAttempt[], here: ModuleLine, nowMs: number): AgainAt {
  const within = (ms: number, end: string): ModuleLine[] =>
    asked
      .filter(({ attempt, atMs }) => attempt.framing.commandEnd === end && nowMs - atMs < ms)
      .filter(({ attempt }) => attempt.command !== '')
      .map(({ attempt }) => attempt.line)
      .filter(({ baudRate, parity }) => baudRate !== here.baudRate || parity !== here.parity);
  return {
    silent: [...within(LATEST_ANSWER_MS + SILENCE.settleMs, ''), here],
    lines: unique(within(LOOSE_LINES.answerMs + HURRIED.settleMs + QUIET_MS, '\r\n')),
    lateLines: unique(within(2 * LATEST_ANSWER_MS, '\r\n')), // one answer may have waited for another
  };
}

function unique(lines: readonly ModuleLine[]): ModuleLine[] {
  return [...new Map(lines.map((line) => [`${line.baudRate} ${line.parity}`, line])).values()];
}

/**
 * The dialect in the framing that the module answered to, if that is not the usual one of the family. An answer to a
 * line may be the late answer to the question before it, so that is asked again without a line end.
 */
async function asSpoken(dialogue: Dialogue, dialect: Dialect, { framing }: Attempt): Promise<Dialect> {
  const usual = dialect.framing;
  if (usual.commandEnd === framing.commandEnd && !dialect.isEitherEnd) return dialect;
  if (dialect.isEitherEnd && framing.commandEnd !== '') {
    await dialogue.drain();
    const again = { framing, answerMs: usual.answerMs };
    for (let attempt = 1; attempt <= 2; attempt++) {
      const { accepted, text } = await dialogue.ask('AT+VERSION', dialect.version, again);
      if (accepted) return dialect;
      if (text.trim() === '') break;
    }
    return { ...dialect, framing: SILENCE };
  }
  if (usual.commandEnd !== '') return { ...dialect, framing: SILENCE };
  await dialogue.pause(usual.restMs);
  for (let attempt = 1; attempt <= 2; attempt++) {
    // Twice, because some modules ignore input for longer than specified.
    const again = { framing: usual, answerMs: PATIENT_ANSWER_MS };
    if ((await dialogue.ask('AT+VERSION', dialect.version, again)).accepted) return dialect;
  }
  return { ...dialect, framing: LOOSE_LINES };
}

function found(
  link: Link,
  dialect: Dialect,
  { answer, tellsVersion }: Identification,
  elapsedMs: number,
): FoundModule {
  const known = dialect.version.exec(answer.text)?.[0];
  const version = known ?? (tellsVersion ? answer.text.trim() : '');
  const warnings: string[] = [...(dialect.remarks ?? [])];
  if (known === undefined) warnings.push(`it is treated as ${dialect.title} because of --dialect`);
  if (!link.carriesLine) {
    warnings.push(
      `${link.portName} carries no line settings: the module answered, but only the other end knows its rate`,
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
    dialect: known === undefined ? { ...dialect, isGiven: true } : dialect,
    version: printable(version),
    elapsedMs,
    warnings,
  };
}
