import type { AskStep, RadioProfile, ScriptStep } from '../profiles/profile.js';
import { fill } from '../session/session.js';

/** A command that a program sends, and when it continues. */
export interface BlindCommand {
  /** Bytes as latin1 text, without the CR at the end. */
  readonly say: string;
  /** What in the answer says that the next may follow; empty where nothing can be waited for. */
  readonly answer: string;
  /** Longest wait for the answer, ms. */
  readonly withinMs: number;
  /** Pause that must follow in any case, ms. */
  readonly pauseMs: number;
  readonly label: string;
  readonly source: string;
}

/** The way into KISS for a program that listens to nothing: the steps marked `blind`, in order. */
export function blindCommands(profile: RadioProfile, values: ReadonlyMap<string, string>): BlindCommand[] {
  const steps = [...profile.recover.steps, ...profile.init];
  return commands(
    steps.filter((step) => step.kind === 'pause' || ('blind' in step && step.blind === true)),
    values,
  );
}

/**
 * The way into KISS for a program that waits for answers but can't act on them: everything up to the last step that is
 * marked `blind`, without questions whose answer is needed later.
 */
export function listeningCommands(
  profile: RadioProfile,
  values: ReadonlyMap<string, string>,
): BlindCommand[] {
  const steps: readonly ScriptStep[] = [...profile.recover.steps, ...profile.init];
  const last = steps.findLastIndex((step) => 'blind' in step && step.blind === true);
  return commands(
    steps.slice(0, last + 1).filter((step) => !('learns' in step && step.learns !== undefined)),
    values,
  );
}

/** The way back, from radio control or the prompt, without questions. */
export function exitCommands(profile: RadioProfile, values: ReadonlyMap<string, string>): BlindCommand[] {
  const toRadioControl = profile.recover.steps.filter(({ blind }) => blind === true);
  const exit = profile.exit.filter(
    (step) => step.kind !== 'ask' || (step.learns === undefined && step.contradicted === undefined),
  );
  return commands([...toRadioControl, ...exit], values);
}

/** Whether the TNC has a command line. */
export function hasPrompt({ status }: RadioProfile): boolean {
  return status.tncQuestions.length > 0;
}

/** Steps as commands, for a program that plays them one after another; pauses go with the command before. */
function commands(steps: readonly ScriptStep[], values: ReadonlyMap<string, string>): BlindCommand[] {
  const list: BlindCommand[] = [];
  for (const step of steps) {
    if (step.kind === 'pause') {
      const before = list.pop();
      if (before) list.push({ ...before, pauseMs: before.pauseMs + step.ms });
    } else if (step.kind !== 'prove-kiss') {
      const say = fill(step.send, values).replace(/\r$/, '');
      const { label, source } = step;
      const awaited =
        step.kind === 'ask' ? { answer: answerTo(say, step), withinMs: step.withinMs } : NOTHING;
      list.push({ say, ...awaited, pauseMs: 0, label, source });
    }
  }
  return list;
}

const NOTHING = { answer: '', withinMs: 0 } as const;

/** What a program that knows no patterns can wait for: an echo, or the prompt, whichever the step accepts. */
function answerTo(say: string, { expect }: AskStep): string {
  if (expect.test(`${say}\r`)) return say;
  return ['cmd:', '?'].find((answer) => expect.test(`${answer}\r${answer}\r`)) ?? '';
}
