import type { Clock } from '../clock.js';
import { printable } from '../printable.js';
import type { Conversation } from './conversation.js';
import { type Failed, notIdentified, stepFailed, wrongModel } from './failure.js';
import type { AskStep, RadioProfile, Step } from './profile.js';
import { type KissProof, proveKiss } from './proof.js';
import type { FoundState, StepReport } from './report.js';

/** After a repeated or poked step answers may still be under way; they must not be taken for those of the next. */
const CALM_MS = 500;
const CALM_LIMIT_MS = 2000;

type Outcome = { readonly kind: 'answered' } | Failed;

/** A script being played: performs steps, in order, and keeps their reports. */
export class Session {
  readonly steps: StepReport[] = [];
  proof: KissProof | undefined;
  /** The radio has told its name, and what follows may have changed something. */
  identified = false;
  /** When something was last said without waiting for an answer: the start of a restart. */
  #toldAt = 0;
  /** How long the TNC took to answer after that. */
  #bootMs: number | undefined;

  constructor(
    private readonly talk: Conversation,
    private readonly profile: RadioProfile,
    private readonly clock: Clock,
    private readonly onStep: (step: StepReport) => void,
  ) {}

  /**
   * Brings the port to radio control and checks the radio's name.
   * @throws OnairError device-silent, device-confused, device-refused (another model)
   */
  async recover(): Promise<FoundState> {
    const { recover, identity } = this.profile;
    let found: FoundState = 'unknown';
    for (let attempt = 1; attempt <= recover.tries; attempt++) {
      for (const [index, step] of recover.steps.entries()) {
        await this.#perform(step);
        if (index === 0 && found === 'unknown') found = whoAnswered(this.talk.text);
      }
      this.identified = await this.#identify();
      if (this.identified) return found;
      const model = identity.anyModel.exec(this.talk.text)?.[1];
      if (model !== undefined) throw wrongModel(this.profile, model);
    }
    throw notIdentified(this.talk.link, this.profile, this.steps);
  }

  /** @throws OnairError by {@link stepFailed} and {@link proveKiss} */
  async play(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await this.#perform(step);
  }

  async #identify(): Promise<boolean> {
    const { send, answers, anyModel, withinMs } = this.profile.identity;
    const started = this.clock.now();
    this.talk.mark();
    await this.talk.say(send);
    await this.talk.until(() => anyModel.test(this.talk.text) || answers.test(this.talk.text), withinMs);
    const ok = answers.test(this.talk.text);
    this.#log({ label: 'which radio is it?', send, ok, answered: ok, tries: 1, started });
    return ok;
  }

  async #perform(step: Step): Promise<void> {
    const started = this.clock.now();
    switch (step.kind) {
      case 'ask':
        return this.#ask(step, started);
      case 'tell':
        this.talk.mark();
        this.#toldAt = started;
        await this.talk.say(step.send);
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
    let poked = await this.#askOnce(step);
    let outcome = this.#outcome(step);
    let tries = 1;
    for (; outcome.kind !== 'answered' && tries < step.tries; tries++) {
      await this.talk.calm(CALM_MS, CALM_LIMIT_MS);
      poked = await this.#askOnce(step);
      outcome = this.#outcome(step);
    }
    const answered = outcome.kind === 'answered';
    if (answered && step.everyMs !== undefined) this.#bootMs = this.clock.now() - this.#toldAt;
    const ok = answered || (step.ifUnanswered === 'go on' && outcome.kind !== 'contradicted');
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

/** The verdict that the text allows by now, if any. A refusal comes first: the prompt after it would look like consent. */
function judge(step: AskStep, text: string): 'refused' | 'answered' | 'contradicted' | undefined {
  if (step.refused?.test(text)) return 'refused';
  if (step.contradicted?.test(text)) return 'contradicted';
  return step.expect.test(text) ? 'answered' : undefined;
}

/**
 * Who answered the first step. The bytes of the leave-KISS frame and a CR make an unknown command everywhere but in KISS:
 * `?EH` comes from the command line, `?` or `N` from radio control, and a prompt without either from a TNC that left KISS.
 */
function whoAnswered(text: string): FoundState {
  if (/\?EH/i.test(text)) return 'command-line';
  if (/cmd:/i.test(text)) return 'kiss';
  return /\?|N\r/.test(text) ? 'radio-control' : 'unknown';
}
