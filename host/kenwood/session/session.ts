import { type Clock, printable } from '../../base/index.js';
import type { Conversation } from '../conversation/conversation.js';
import type { AskStep, FoundState, RadioProfile, ScriptStep } from '../profiles/profile.js';
import { type KissProof, proveKiss } from '../proof.js';
import { type Failed, notIdentified, stepFailed, wrongModel } from './failure.js';
import type { StepReport } from './report.js';

/** After a repeated or poked step answers may still be under way; they must not be taken for those of the next. */
const CALM_MS = 500;
const CALM_LIMIT_MS = 2000;

type Outcome = { readonly kind: 'answered' } | Failed;

/** A script being played: performs steps, in order, and keeps their reports. */
export class ScriptSession {
  readonly steps: StepReport[] = [];
  /** What the radio reported, by name. */
  readonly learned: Record<string, string> = {};
  proof: KissProof | undefined;
  /** Who has the port, by the answer to the last step that shows it. */
  whoAnswered: FoundState = 'unknown';
  /** The radio has reported its name, and later steps may have changed something. */
  identified = false;
  /** When something was last said for the first time: the start of a restart. */
  #sentAtMs = 0;
  /** How long the TNC took to answer after that. */
  #bootMs: number | undefined;

  /** What `{name}` stands for in the steps to come. */
  readonly #values: Map<string, string>;

  /** @param given values that the user gave: nothing that is learned replaces them */
  constructor(
    private readonly talk: Conversation,
    private readonly profile: RadioProfile,
    private readonly clock: Clock,
    private readonly onStep: (step: StepReport) => void,
    private readonly given: Readonly<Record<string, string>> = {},
  ) {
    this.#values = new Map(Object.entries({ ...profile.values, ...given }));
  }

  /**
   * Brings the port to radio control and checks the radio's name.
   * @throws OnairError device-silent, device-confused, device-refused (another model)
   */
  async recover(): Promise<FoundState> {
    const { recover, identity } = this.profile;
    let found: FoundState = 'unknown';
    for (let attempt = 1; attempt <= recover.tries; attempt++) {
      for (const step of recover.steps) {
        await this.#perform(step);
        if (found === 'unknown' && step.tells) found = this.whoAnswered;
      }
      this.identified = await this.identify();
      if (this.identified) return found;
      const model = identity.anyModel?.exec(this.talk.text)?.[1];
      if (model !== undefined) throw wrongModel(this.profile, model);
    }
    throw notIdentified(this.talk.link, this.profile, this.steps);
  }

  /** @throws OnairError by {@link stepFailed} and {@link proveKiss} */
  async play(steps: readonly ScriptStep[]): Promise<void> {
    for (const step of steps) await this.#perform(step);
  }

  /** Asks for the radio's name. */
  async identify(): Promise<boolean> {
    const { send, answers, anyModel, withinMs } = this.profile.identity;
    const started = this.clock.now();
    this.talk.mark();
    await this.talk.say(send);
    await this.talk.until(() => anyModel?.test(this.talk.text) || answers.test(this.talk.text), withinMs);
    const ok = answers.test(this.talk.text);
    this.#log({ label: 'which radio is it?', send, ok, answered: ok, tries: 1, started });
    return ok;
  }

  async #perform(step: ScriptStep): Promise<void> {
    const started = this.clock.now();
    switch (step.kind) {
      case 'ask':
        if (step.learns !== undefined && step.learns in this.given) return;
        return this.#ask(this.#filled(step), started);
      case 'tell':
        this.talk.mark();
        this.#sentAtMs = started;
        await this.talk.say(fill(step.send, this.#values));
        this.#log({ ...step, ok: true, answered: false, tries: 1, started });
        return;
      case 'pause':
        this.talk.mark();
        await this.talk.until(() => false, step.ms);
        this.#log({ ...step, send: '', ok: true, answered: false, tries: 0, started });
        return;
      case 'prove-kiss':
        try {
          this.proof = await proveKiss(this.talk, step, this.#bootMs);
        } finally {
          const ok = this.proof !== undefined;
          this.#log({ ...step, send: step.poke, ok, answered: ok, tries: 1, started });
        }
    }
  }

  async #ask(step: AskStep, started: number): Promise<void> {
    if (step.everyMs === undefined) this.#sentAtMs = started;
    let poked = await this.#askOnce(step);
    let outcome = this.#outcome(step);
    let tries = 1;
    for (; outcome.kind !== 'answered' && tries < step.tries; tries++) {
      await this.talk.calm(CALM_MS, CALM_LIMIT_MS);
      poked = await this.#askOnce(step);
      outcome = this.#outcome(step);
    }
    const answered = outcome.kind === 'answered';
    if (answered && step.everyMs !== undefined) this.#bootMs = this.clock.now() - this.#sentAtMs;
    const matched = step.tells?.find(({ heard }) => heard.test(this.talk.text));
    if (step.tells) this.whoAnswered = matched?.state ?? 'unknown';
    if (answered) this.#learn(step.expect.exec(this.talk.text)?.groups ?? {});
    const ok = answered || (step.ifUnanswered === 'continue' && outcome.kind !== 'contradicted');
    this.#log({ ...step, ok, answered, tries, started });
    if (outcome.kind !== 'answered' && !ok) throw stepFailed(this.talk.link, step, outcome);
    if (answered && (poked || tries > 1)) await this.talk.calm(CALM_MS, CALM_LIMIT_MS);
  }

  /** @returns whether more was said than once, so that more than one answer may come */
  async #askOnce({ poke, everyMs, ...step }: AskStep): Promise<boolean> {
    const known = (): boolean => judge(step, this.talk.text) !== undefined;
    this.talk.mark();
    await this.talk.say(step.send);
    if (everyMs !== undefined) {
      for (let waitedMs = 0; waitedMs < step.withinMs; waitedMs += everyMs) {
        if (await this.talk.until(known, everyMs)) break;
        await this.talk.say(step.send);
      }
      return true;
    }
    if (await this.talk.until(known, poke?.afterMs ?? step.withinMs)) return false;
    if (!poke) return false;
    await this.talk.say(poke.send);
    await this.talk.until(known, step.withinMs - poke.afterMs);
    return true;
  }

  #filled(step: AskStep): AskStep {
    const send = fill(step.send, this.#values);
    return step.poke
      ? { ...step, send, poke: { ...step.poke, send: fill(step.poke.send, this.#values) } }
      : { ...step, send };
  }

  #learn(groups: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value] of Object.entries(groups)) {
      if (value === undefined) continue;
      this.learned[name] = value;
      if (!(name in this.given)) this.#values.set(name, value);
    }
  }

  #outcome(step: AskStep): Outcome {
    const kind = judge(step, this.talk.text);
    if (kind === 'answered') return { kind };
    if (kind !== undefined) return { kind, heard: this.talk.heard };
    return this.talk.heard.length === 0 ? { kind: 'silent' } : { kind: 'confused', heard: this.talk.heard };
  }

  #log(step: Omit<StepReport, 'sent' | 'heard' | 'elapsedMs'> & { send: string; started: number }): void {
    const report: StepReport = {
      label: step.label,
      sent: printable(step.send),
      heard: printable(this.talk.heard),
      ok: step.ok,
      answered: step.answered,
      tries: step.tries,
      elapsedMs: Math.round(this.clock.now() - step.started),
    };
    this.steps.push(report);
    this.onStep(report);
  }
}

/**
 * The verdict that the text allows by now, if any. A refusal comes first: the prompt after it would look like consent.
 */
function judge(step: AskStep, text: string): 'refused' | 'answered' | 'contradicted' | undefined {
  if (step.refused?.test(text)) return 'refused';
  if (step.contradicted?.test(text)) return 'contradicted';
  return step.expect.test(text) ? 'answered' : undefined;
}

/** Text with the values in place of their `{names}`; a name without a value stays as it is. */
export function fill(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole);
}
