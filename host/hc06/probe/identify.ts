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

/** Maximum wait for an answer of a device that has just answered lines, ms. */
const SURE_MS = 300;

/** Whether these are bytes at another rate, or noise. */
export function isGarbage(text: string): boolean {
  return text.trim() !== '' && !/[A-Za-z]{2}/.test(text);
}

/**
 * Asks which device answers. An unclear answer is requested again immediately; the same readable text twice ends the
 * search. Silence is not asked again: the next rate is likelier.
 * @throws OnairError device-unknown for a device that is not supported, port-lost, interrupted
 */
export async function identify(
  dialogue: Dialogue,
  attempt: Attempt,
  given?: Dialect,
): Promise<Identification> {
  const { command, framing, answerMs } = attempt;
  const ask = (text: string): Promise<Answer> =>
    dialogue.ask(text, text === 'AT' ? ALIVE : ANY_VERSION, { framing, answerMs, whole: WHOLE_VERSION });
  // Once something has answered there is time.
  const sure = { framing, answerMs: Math.max(answerMs, framing.answerMs), whole: WHOLE_VERSION };
  const askSurely = (): Promise<Answer> => dialogue.ask('AT+VERSION', ANY_VERSION, sure);
  const answered = (answer: Answer): Identification => ({ answer, isModule: true, tellsVersion: true });
  const first = await ask(command);
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
    const third = await askAwake(dialogue, sure);
    if (third.accepted) return answered(third);
    if ((second.before + third.before).trim() !== '') await refuseTalker(dialogue);
    if (third.text.trim() === '') return onlyAlive(dialogue, attempt, first, given);
  }
  const strange = notAccepted(second, first);
  if (framing.commandEnd !== '' && REFUSED.test(strange.text.trim()))
    return refusesVersion(dialogue, attempt, strange, given);
  const isSame =
    second.text.trim() === first.text.trim() || (await askSurely()).text.trim() === second.text.trim();
  if (isReadable(second.text) && isSame) {
    // Its OK is no evidence, also where the family is given.
    if (ONLY_OK.test(second.text.trim()))
      throw unknownModule(dialogue.link, { text: second.text, framing, ...STRANGE_ANSWERS.okToAll });
    await refuseTalker(dialogue); // also where the family is given: nothing is written to such a device
    if (given) return answered(second);
    throw unknownModule(dialogue.link, { text: second.text, framing, ...STRANGE_ANSWERS.version });
  }
  if (isReadable(strange.text)) await refuseTalker(dialogue);
  return { ...nothing, answer: strange };
}

/**
 * Asks for the version after silence: the answer may be lost, or the module fell asleep during the rest before the
 * question. Then the next question only wakes it, and the one after must follow soon.
 */
async function askAwake(dialogue: Dialogue, options: AskOptions): Promise<Answer> {
  const soon = await dialogue.ask('AT+VERSION', ANY_VERSION, { ...options, answerMs: SILENCE.answerMs });
  return soon.text.trim() === '' ? dialogue.ask('AT+VERSION', ANY_VERSION, options) : soon;
}

function notAccepted(second: Answer, first: Answer): Answer {
  return { ...(second.text === '' ? first : second), accepted: false };
}

/** @throws OnairError device-unknown when the answer names an unsupported family */
function refuseOther(dialogue: Dialogue, { text }: Answer, framing: Framing, given?: Dialect): void {
  if (ANY_VERSION.test(text)) return;
  const family = otherFamily(text);
  if (given !== undefined && family?.mayTake === given.id) return;
  if (family) throw unknownModule(dialogue.link, { text, framing, guess: family.title, next: family.next });
}

/** @throws OnairError device-unknown when it sends unasked */
async function refuseTalker(dialogue: Dialogue): Promise<void> {
  const unasked = await readUnasked(dialogue);
  if (unasked !== undefined) throw talker(dialogue.link, unasked);
}

/** It answers OK without a version. An HM-10 reports one to another command; nothing is assumed of other devices. */
async function onlyAlive(
  dialogue: Dialogue,
  { framing, answerMs }: Attempt,
  answer: Answer,
  given: Dialect | undefined,
): Promise<Identification> {
  const { text } = await dialogue.ask('AT+VERR?', /HM/i, { framing, answerMs });
  refuseOther(dialogue, { ...answer, text }, framing);
  if (given) return { answer, isModule: true, tellsVersion: false };
  throw unknownModule(dialogue.link, { text: answer.text, framing, ...STRANGE_ANSWERS.okOnly });
}

/** It refuses AT+VERSION: an HC-05 with firmware 4 requires a question mark, others do not support it. */
async function refusesVersion(
  dialogue: Dialogue,
  { framing }: Attempt,
  refused: Answer,
  given: Dialect | undefined,
): Promise<Identification> {
  const options = { framing, answerMs: SURE_MS, whole: WHOLE_VERSION };
  for (const question of ['AT+VERSION?', 'AT+VERSION', 'AT+VERSION?']) {
    await dialogue.ask('', REFUSED, { framing, answerMs: LINE_END_MS }); // what another program left is ended
    const answer = await dialogue.ask(question, ANY_VERSION, options);
    if (answer.accepted) return { answer, isModule: true, tellsVersion: true };
    refuseOther(dialogue, answer, framing, given);
    if (isReadable(answer.text) && !REFUSED.test(answer.text.trim())) {
      if (given) return { answer, isModule: true, tellsVersion: true };
      throw unknownModule(dialogue.link, { text: answer.text, framing, ...STRANGE_ANSWERS.version });
    }
  }
  const alive = await dialogue.ask('AT', ALIVE, options);
  if (!alive.accepted) return { answer: refused, isModule: false, tellsVersion: false };
  if (given) return { answer: alive, isModule: true, tellsVersion: false };
  for (const question of ['AT+VER', 'AT+GMR', 'ATI']) {
    refuseOther(dialogue, await dialogue.ask(question, /OK/, { ...options, refusal: REFUSED }), framing);
  }
  const strange: StrangeAnswer = { text: refused.text, framing, ...STRANGE_ANSWERS.atOnly };
  throw unknownModule(dialogue.link, strange);
}
