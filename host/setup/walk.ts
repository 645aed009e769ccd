/** The answers so far, by the keys of the questions. */
export type Answers = Readonly<Record<string, string>>;

/** A question to the user. */
export interface Question {
  readonly key: string;
  readonly ask: string;
  /** The default answer, accepted with Enter. */
  readonly suggest?: (answers: Answers) => Promise<string | undefined> | string | undefined;
  /** An example, shown if the user presses Enter without a default. */
  readonly example: string;
  /** Checks and normalizes an answer. @throws OnairError with a hint; the user types again */
  readonly read: (text: string, answers: Answers) => string;
}

/** A command line of onair, without `onair`. */
export type Line = readonly string[];

/** One step: text, questions, and the commands that onair then runs. */
export interface WalkStep {
  readonly id: string;
  readonly title: string;
  /** Answers that make the step part of the walk; without it, it always is. */
  readonly only?: Answers;
  /** What to do and to know, one paragraph per element. */
  readonly text: (answers: Answers) => readonly string[];
  readonly questions?: readonly Question[];
  /** The question to confirm the step, if no command proves it. */
  readonly confirm?: string;
  /** Commands to run in order, as if typed; without any, the user confirms the step. */
  readonly lines?: (answers: Answers) => readonly Line[];
  /** For a simulation: the device (as after `sim:`) that replaces each answer that is a port. */
  readonly simulated?: Readonly<Record<string, string>>;
}

/** A guided walk from the parts to a working setup. */
export interface Walk {
  readonly name: string;
  readonly title: string;
  readonly steps: readonly WalkStep[];
  /** A summary of the setup for the user, Markdown. */
  readonly summary: (answers: Answers) => readonly string[];
}

/** Progress, saved between sessions. */
export interface Progress {
  readonly answers: Answers;
  /** Finished steps, and how each ended. */
  readonly ended: Readonly<Record<string, 'done' | 'skipped'>>;
}

/** A walk that has not begun. */
export const NOTHING_YET: Progress = { answers: {}, ended: {} };

/** The steps of a walk for the answers so far. */
export function stepsFor({ steps }: Walk, answers: Answers): readonly WalkStep[] {
  return steps.filter(({ only = {} }) =>
    Object.entries(only).every(([key, value]) => answers[key] === value),
  );
}

/** The number of a step; the total is known once the answers have selected the steps. */
export function placeText(walk: Walk, answers: Answers, index: number): string {
  const chosen = walk.steps.flatMap(({ only = {} }) => Object.keys(only)).every((key) => key in answers);
  return chosen ? `Step ${index + 1} of ${stepsFor(walk, answers).length}` : `Step ${index + 1}`;
}

/** Index of the first step that is neither done nor skipped; one past the last if there is none. */
export function nextStep(walk: Walk, { answers, ended }: Progress): number {
  const steps = stepsFor(walk, answers);
  const index = steps.findIndex(({ id }) => ended[id] === undefined);
  return index < 0 ? steps.length : index;
}

/** The answers to show after a simulation: ports as `--port` takes them. */
export function simulatedAnswers({ steps }: Walk): Answers {
  return Object.fromEntries(
    steps.flatMap(({ simulated = {} }) =>
      Object.entries(simulated).map(([key, device]) => [key, `sim:${device.replace(/\?.*/, '')}`]),
    ),
  );
}
