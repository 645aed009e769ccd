import type { Dialect } from '../dialects/dialect.js';
import { DIALECTS } from '../dialects/index.js';
import type { Answer, AskOptions } from '../dialogue/answer.js';
import type { Dialogue } from '../dialogue/dialogue.js';
import { type Framing, LOOSE_LINES, SILENCE } from '../dialogue/framing.js';
import { type Attempt, COMMAND_MODE } from './rate-search.js';
import { readUnasked } from './talker.js';
import {
  isReadable,
  otherFamily,
  STRANGE_ANSWERS,
  type StrangeAnswer,
  talker,
  unknownModule,
} from './unknown-device.js';

/** Result of asking at one line setting. */
export interface Identification {
  readonly answer: Answer;
  /** A supported module answers here. */
  readonly isModule: boolean;
  /** The answer is its version, not only OK. */
  readonly tellsVersion: boolean;
}

const ANY_VERSION = new RegExp(DIALECTS.map(({ version }) => version.source).join('|'), 'i');

/** A complete version: a whole line, or a known string. */
const WHOLE_VERSION = /\n$|linvorV1\.[58]$|hc01\.comV2\.\d$/i;

/** Answer to AT without a version: the silent families in the master role. */
const ALIVE = /OK/i;

/** No answer to a question for the version. */
const ONLY_OK = /^\+?OK$/i;

/** A refusal by an HC-05, an ESP-AT, a modem, or a Feasycom (`ERR004`). */
const REFUSED = /\bERR(?:OR)?(?:\b|\d)/i;

/** Maximum wait for an answer to the end of a line that another program began, ms. */
const LINE_END_MS = 40;

/** Maximum wait for the answer to a question that wakes, ms: a module falls asleep again soon. */
const WAKE_MS = 640;

/** Maximum wait for an answer of a device that has just answered lines, ms. */
const SURE_MS = 300;

/** Whether these are bytes at another rate, or noise. */
function isGarbage(text: string): boolean {
  return text.trim() !== '' && !/[A-Za-z]{2}/.test(text);
}

/** What is known of the device before it is asked. */
export interface Expected {
  /** Its family, given by the user. */
  readonly given?: Dialect | undefined;
  /** Garbage was received lately, at another rate. */
  readonly afterGarbage?: boolean;
}

/**
 * Asks which device answers. An unclear answer is requested again immediately; the same readable text twice ends the
 * search. Silence is not asked again: the next rate is likelier.
 * @throws OnairError device-unknown for a device that is not supported, port-lost, interrupted
 */
export async function identify(
  dialogue: Dialogue,
  attempt: Attempt,
  { given, afterGarbage = false }: Expected = {},
): Promise<Identification> {
  const { command, framing, answerMs } = attempt;
  const ask = (text: string): Promise<Answer> =>
    dialogue.ask(text, text === 'AT' ? ALIVE : ANY_VERSION, { framing, answerMs, whole: WHOLE_VERSION });
  // Once something has answered there is time.
  const sure = { framing, answerMs: Math.max(answerMs, framing.answerMs), whole: WHOLE_VERSION };
  const askSurely = async (): Promise<Answer> => {
    const answer = await dialogue.ask('AT+VERSION', ANY_VERSION, sure);
    const isAsleep = answer.text.trim() === '' && isReadable(first.text) && framing.commandEnd === '';
    return isAsleep ? askAwake(dialogue, sure, answer) : answer;
  };
  const answered = (answer: Answer): Identification => ({ answer, isModule: true, tellsVersion: true });
  const heard = await ask(command);
  // A module that answers what it can't read was silent now: it may have fallen asleep, and the question woke it.
  const first = heard.text.trim() === '' && afterGarbage ? await ask(command) : heard;
  const nothing: Identification = { answer: first, isModule: false, tellsVersion: false };
  if (first.text.trim() === '') return nothing;
  if (command === COMMAND_MODE && /^\s*CMD/.test(first.text))
    await dialogue.ask('---', /END/, { framing: LOOSE_LINES }); // back to data, as it was
  refuseOther(dialogue, first, framing, given);
  const tellsVersion = ANY_VERSION.test(first.text);
  if (first.accepted && tellsVersion && !first.mayBeLate) return answered(first);
  if (isGarbage(first.text)) {
    // A module at another rate; or the end of older garbage, and the question comes next.
    if (command !== 'AT') return nothing;
  }
  const second = await askSurely();
  if (second.accepted) return answered(second);
  refuseOther(dialogue, second, framing, given);
  if (command === 'AT' && first.accepted && !first.mayBeLate && second.text.trim() === '') {
    if (second.before.trim() !== '') await refuseTalker(dialogue);
    return onlyAlive(dialogue, framing, first, given);
  }
  const strange = notAccepted(second, first);
  if (framing.commandEnd !== '' && REFUSED.test(strange.text.trim()))
    return refusesVersion(dialogue, attempt, strange, given);
  if (isReadable(second.text)) {
    const again = command !== 'AT' && second.text.trim() === first.text.trim() ? second : await askSurely();
    if (again.accepted) return answered(again);
    if (again.text.trim() === second.text.trim()) return sameAgain(dialogue, framing, second, given);
  }
  if (isReadable(strange.text)) await refuseTalker(dialogue);
  return { ...nothing, answer: strange };
}

/** The same readable text twice, and no known version. */
async function sameAgain(
  dialogue: Dialogue,
  framing: Framing,
  answer: Answer,
  given: Dialect | undefined,
): Promise<Identification> {
  const { text } = answer;
  // Its OK is no evidence, also where the family is given.
  if (ONLY_OK.test(text.trim()))
    throw unknownModule(dialogue.link, { text, framing, ...STRANGE_ANSWERS.okToAll });
  await refuseTalker(dialogue); // also where the family is given: nothing is written to such a device
  if (given) return { answer, isModule: true, tellsVersion: true };
  if (!REFUSED.test(text.trim()))
    throw unknownModule(dialogue.link, { text, framing, ...STRANGE_ANSWERS.version });
  refuseOther(dialogue, await dialogue.ask('AT+V', /HC/, { framing, answerMs: WAKE_MS }), framing); // the question of an HC-12
  throw unknownModule(dialogue.link, { text, framing, ...STRANGE_ANSWERS.silentRefusal });
}

/**
 * Asks for the version after silence: the answer may be lost, the module may have fallen asleep during the rest before
 * the question, or it is an HM-10. So a question that only an HM-10 answers comes first: it wakes the others.
 */
async function askAwake(dialogue: Dialogue, options: AskOptions, silence: Answer): Promise<Answer> {
  const { framing = SILENCE } = options;
  const awake = await dialogue.ask('AT+VERR?', /HM/i, { framing, answerMs: WAKE_MS });
  refuseOther(dialogue, awake, framing);
  const answers = [silence, awake, await dialogue.ask('AT+VERSION', ANY_VERSION, options)];
  // It answered the other question, and fell asleep in the rest after it.
  if (awake.text.trim() !== '' && answers.at(-1)?.text.trim() === '')
    answers.push(await dialogue.ask('AT+VERSION', ANY_VERSION, options));
  return { ...(answers.at(-1) ?? silence), before: answers.map((each) => each.before).join('') };
}

function notAccepted(second: Answer, first: Answer): Answer {
  return { ...(second.text === '' ? first : second), accepted: false };
}

/** @throws OnairError device-unknown when the answer names an unsupported family */
function refuseOther(dialogue: Dialogue, { text }: Answer, framing: Framing, given?: Dialect): void {
  if (ANY_VERSION.test(text)) return;
  const family = otherFamily(text);
  if (given !== undefined && family?.mayTake === given.id) return;
  if (family?.unasked) throw talker(dialogue.link, text);
  if (family) throw unknownModule(dialogue.link, { text, framing, guess: family.title, next: family.next });
}

/** @throws OnairError device-unknown when it sends unasked */
async function refuseTalker(dialogue: Dialogue): Promise<void> {
  const unasked = await readUnasked(dialogue);
  if (unasked !== undefined) throw talker(dialogue.link, unasked);
}

/** It answers OK without a version: nothing is assumed of it. */
function onlyAlive(
  { link }: Dialogue,
  framing: Framing,
  answer: Answer,
  given: Dialect | undefined,
): Identification {
  if (given) return { answer, isModule: true, tellsVersion: false };
  throw unknownModule(link, { text: answer.text, framing, ...STRANGE_ANSWERS.okOnly });
}

const VERSION_QUESTIONS = ['AT+VERSION?', 'AT+VERSION', 'AT+VERSION?'] as const;

/** It refuses AT+VERSION: an HC-05 with firmware 4 requires a question mark, others do not support it. */
async function refusesVersion(
  dialogue: Dialogue,
  { framing }: Attempt,
  refused: Answer,
  given: Dialect | undefined,
): Promise<Identification> {
  const options = { framing, answerMs: SURE_MS, whole: WHOLE_VERSION };
  let refusals = 0;
  for (const question of VERSION_QUESTIONS) {
    await dialogue.ask('', REFUSED, { framing, answerMs: LINE_END_MS }); // what another program left is ended
    const answer = await dialogue.ask(question, ANY_VERSION, options);
    if (answer.accepted) return { answer, isModule: true, tellsVersion: true };
    refuseOther(dialogue, answer, framing, given);
    if (isReadable(answer.text) && !REFUSED.test(answer.text.trim())) {
      if (given) return { answer, isModule: true, tellsVersion: true };
      throw unknownModule(dialogue.link, { text: answer.text, framing, ...STRANGE_ANSWERS.version });
    }
    if (isReadable(answer.text)) refusals++;
  }
  const alive = await dialogue.ask('AT', ALIVE, options);
  if (!alive.accepted) {
    if (refusals === VERSION_QUESTIONS.length && REFUSED.test(alive.text.trim()))
      throw unknownModule(dialogue.link, { text: alive.text, framing, ...STRANGE_ANSWERS.refusesAll });
    return { answer: refused, isModule: false, tellsVersion: false };
  }
  if (given) return { answer: alive, isModule: true, tellsVersion: false };
  let ofItself: string | undefined;
  for (const question of ['AT+VER', 'AT+GMR', 'ATI']) {
    const answer = await dialogue.ask(question, /OK/, { ...options, refusal: REFUSED });
    refuseOther(dialogue, answer, framing);
    const { text } = answer;
    if (isReadable(text) && !REFUSED.test(text) && !ONLY_OK.test(text.trim())) ofItself ??= text;
  }
  if (ofItself !== undefined)
    throw unknownModule(dialogue.link, { text: ofItself, framing, ...STRANGE_ANSWERS.selfNamed });
  const strange: StrangeAnswer = { text: refused.text, framing, ...STRANGE_ANSWERS.atOnly };
  throw unknownModule(dialogue.link, strange);
}
