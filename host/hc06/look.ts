import type { Dialect } from './dialect.js';
import { DIALECTS } from './dialects/index.js';
import type { Answer, Dialogue } from './dialogue.js';
import type { Framing } from './framing.js';
import type { Attempt } from './places.js';
import { isReadable, otherFamily, STRANGE, type Strange, unknownModule } from './unknown.js';

/** What one look at a place came to. */
export interface Look {
  readonly answer: Answer;
  /** A module that can be set answers here. */
  readonly isModule: boolean;
  /** The answer is what it says of itself, not a mere OK. */
  readonly tellsVersion: boolean;
}

const ANY_VERSION = new RegExp(DIALECTS.map(({ version }) => version.source).join('|'), 'i');

/** A version at whose end nothing is missing: a whole line, or one that is known by heart. */
const WHOLE_VERSION = /\n$|linvorV1\.[58]$|hc01\.comV2\.\d$/i;

/** What a module says that is alive and does not tell its version: the silent families do in the master role. */
const ALIVE = /OK/i;

/** A refusal of an HC-05, an ESP-AT, a modem. */
const REFUSED = /\bERR(?:OR)?\b/i;

/** Ample for an answer of what has just answered lines. */
const SURE_MS = 300;

/** After so long the rest of an answer is over, also one behind a slow bridge. */
const ANSWER_OVER_MS = 500;

/** Something is heard of its own at least every second, where it is. */
const TALKS_WITHIN_MS = 1100;

/** Bytes of something at another rate, or noise. */
export function isGarbage(text: string): boolean {
  return text.trim() !== '' && !/[A-Za-z]{2}/.test(text);
}

/**
 * Asks who is there. Once where the answer is certain; what is unclear is asked for again at once, and ends the search
 * when the same comes twice and can be read. Silence is not asked again: the next place is likelier.
 * @throws OnairError device-unknown for what answers and can't be set, port-lost, interrupted
 */
export async function lookAt(dialogue: Dialogue, attempt: Attempt, given?: Dialect): Promise<Look> {
  const { command, framing, answerMs } = attempt;
  const ask = (text: string): Promise<Answer> =>
    dialogue.ask(text, text === 'AT' ? ALIVE : ANY_VERSION, { framing, answerMs, whole: WHOLE_VERSION });
  // Where something has answered there is time.
  const sure = { framing, answerMs: Math.max(answerMs, framing.answerMs), whole: WHOLE_VERSION };
  const askSurely = (): Promise<Answer> => dialogue.ask('AT+VERSION', ANY_VERSION, sure);
  const answered = (answer: Answer): Look => ({ answer, isModule: true, tellsVersion: true });
  const first = await ask(command);
  const nothing: Look = { answer: first, isModule: false, tellsVersion: false };
  if (first.text.trim() === '') return nothing;
  refuseOther(dialogue, first, framing);
  const tellsVersion = ANY_VERSION.test(first.text);
  if (first.accepted && tellsVersion && !first.mayBeLate) return answered(first);
  if (isGarbage(first.text)) {
    // A module at another rate that answers garbage; or garbage that was ended, and the question comes next.
    if (command !== 'AT') return nothing;
  }
  const second = await askSurely();
  if (second.accepted) return answered(second);
  refuseOther(dialogue, second, framing);
  if (command === 'AT' && first.accepted && !first.mayBeLate && second.text.trim() === '') {
    const third = await askSurely(); // the answer may be lost, or the module asleep
    if (third.accepted) return answered(third);
    if (third.text.trim() === '') return onlyAlive(dialogue, attempt, first, given);
  }
  const strange = heard(second, first);
  if (framing.commandEnd !== '' && REFUSED.test(strange.text.trim()))
    return refusesVersion(dialogue, attempt, strange, given);
  const isSame =
    second.text.trim() === first.text.trim() || (await askSurely()).text.trim() === second.text.trim();
  if (isReadable(second.text) && isSame) {
    if (given) return answered(second);
    await refuseTalker(dialogue, second, framing);
    throw unknownModule(dialogue.link, { text: second.text, framing, ...STRANGE.version });
  }
  if (isReadable(strange.text)) await refuseTalker(dialogue, strange, framing);
  return { ...nothing, answer: strange };
}

function heard(second: Answer, first: Answer): Answer {
  return { ...(second.text === '' ? first : second), accepted: false };
}

/** @throws OnairError device-unknown when the answer names a family that can't be set */
function refuseOther(dialogue: Dialogue, { text }: Answer, framing: Framing): void {
  if (ANY_VERSION.test(text)) return;
  const family = otherFamily(text);
  if (family) throw unknownModule(dialogue.link, { text, framing, guess: family.title, next: family.next });
}

/** @throws OnairError device-unknown when it speaks without being asked */
async function refuseTalker(dialogue: Dialogue, { text }: Answer, framing: Framing): Promise<void> {
  await dialogue.listen(ANSWER_OVER_MS);
  const unasked = await dialogue.listen(TALKS_WITHIN_MS);
  if (isReadable(unasked))
    throw unknownModule(dialogue.link, { text: unasked || text, framing, ...STRANGE.talker });
}

/** It says OK and no version: an HM-10 tells it to another question; nothing is assumed of the rest. */
async function onlyAlive(
  dialogue: Dialogue,
  { framing, answerMs }: Attempt,
  answer: Answer,
  given: Dialect | undefined,
): Promise<Look> {
  const { text } = await dialogue.ask('AT+VERR?', /HM/i, { framing, answerMs });
  refuseOther(dialogue, { ...answer, text }, framing);
  if (given) return { answer, isModule: true, tellsVersion: false };
  throw unknownModule(dialogue.link, { text: answer.text, framing, ...STRANGE.okOnly });
}

/** It refuses AT+VERSION: an HC-05 of firmware 4 wants a question mark, others do not know it at all. */
async function refusesVersion(
  dialogue: Dialogue,
  { framing }: Attempt,
  refused: Answer,
  given: Dialect | undefined,
): Promise<Look> {
  const options = { framing, answerMs: SURE_MS, whole: WHOLE_VERSION };
  for (const question of ['AT+VERSION?', 'AT+VERSION', 'AT+VERSION?']) {
    const answer = await dialogue.ask(question, ANY_VERSION, options);
    if (answer.accepted) return { answer, isModule: true, tellsVersion: true };
    refuseOther(dialogue, answer, framing);
    if (isReadable(answer.text) && !REFUSED.test(answer.text.trim())) {
      if (given) return { answer, isModule: true, tellsVersion: true };
      throw unknownModule(dialogue.link, { text: answer.text, framing, ...STRANGE.version });
    }
  }
  const alive = await dialogue.ask('AT', ALIVE, options);
  if (!alive.accepted) return { answer: refused, isModule: false, tellsVersion: false };
  if (given) return { answer: alive, isModule: true, tellsVersion: false };
  const revision = await dialogue.ask('AT+GMR', /OK/, options);
  refuseOther(dialogue, revision, framing);
  const strange: Strange = { text: refused.text, framing, ...STRANGE.atOnly };
  throw unknownModule(dialogue.link, strange);
}
