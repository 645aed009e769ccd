import { type Clock, OnairError } from '../../base/index.js';
import type { Link } from '../../link/index.js';
import { Conversation } from '../conversation/conversation.js';
import type { ExitMode, RadioProfile } from '../profiles/profile.js';
import type { ExitReport, InitReport, StepReport } from './report.js';
import { ScriptSession } from './session.js';

/** How a script of a profile is played. */
export interface RunOptions {
  readonly clock: Clock;
  /** Ends every wait with `interrupted`. */
  readonly signal?: AbortSignal;
  /** Hears of each step when it is over. */
  readonly onStep?: (step: StepReport) => void;
  /** Gets every byte that the radio sends meanwhile: there may be a packet among them. */
  readonly onBytes?: (bytes: Buffer) => void;
  /** Values for `{names}` of the profile, for example `band`; what the radio says of them counts less. */
  readonly values?: Readonly<Record<string, string>>;
}

/** Where an exit leads, in words. */
export const EXIT_MODES: Readonly<Record<ExitMode, string>> = {
  aprs: 'APRS mode',
  'command-line': 'the prompt of its TNC',
};

/**
 * Brings a radio from any state into KISS, without transmitting. The link stays open for the next user of KISS;
 * bytes heard until then belong to the run.
 * @throws OnairError device-silent, device-refused, device-confused, not-verified (the TNC is not in KISS), port-lost,
 *   interrupted; `details.steps` shows how far it came
 */
export function runInit(link: Link, profile: RadioProfile, options: RunOptions): Promise<InitReport> {
  const back = `onair tnc exit brings the radio back to ${EXIT_MODES[profile.exitMode]}`;
  return run(link, profile, options, back, async (session, started) => {
    const foundState = await session.recover();
    await session.play(profile.init);
    if (!session.proof) throw new Error(`profile ${profile.id}: its init has no step that proves KISS`);
    return {
      radio: profile.id,
      mode: 'kiss',
      foundState,
      steps: session.steps,
      elapsedMs: Math.round(options.clock.now() - started),
      proof: session.proof,
    };
  });
}

/**
 * Brings a radio from any state back to what it does by itself: APRS, or the prompt of its TNC.
 * @throws OnairError as {@link runInit}; not-verified when it says that it is in another mode
 */
export function runExit(link: Link, profile: RadioProfile, options: RunOptions): Promise<ExitReport> {
  return run(link, profile, options, profile.byHand, async (session, started) => {
    const foundState = await session.recover();
    const before = session.steps.length;
    await session.play(profile.exit);
    const checks = profile.exit.filter((step) => step.kind === 'ask' && step.contradicted !== undefined);
    const done = session.steps.slice(before);
    return {
      radio: profile.id,
      mode: profile.exitMode,
      foundState,
      steps: session.steps,
      elapsedMs: Math.round(options.clock.now() - started),
      verified: checks.every((check) => done.some((step) => step.label === check.label && step.answered)),
    };
  });
}

/** Errors leave with the steps so far and, where the radio may be half way, with the way back. */
async function run<T>(
  link: Link,
  profile: RadioProfile,
  { clock, signal, onStep = () => {}, onBytes, values }: RunOptions,
  back: string,
  act: (session: ScriptSession, started: number) => Promise<T>,
): Promise<T> {
  const talk = new Conversation(link, clock, signal, onBytes);
  const session = new ScriptSession(talk, profile, clock, onStep, values);
  try {
    return await act(session, clock.now());
  } catch (error) {
    if (!(error instanceof OnairError)) throw error;
    const identified = session.identified;
    throw error.with(
      { radio: profile.id, steps: session.steps },
      identified ? `${error.hint}. ${back}` : error.hint,
    );
  } finally {
    talk.close();
  }
}
