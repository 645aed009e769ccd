/** What a person answered so far, by the keys of the questions. */
export type Answers = Readonly<Record<string, string>>;

/** Something that only the person knows. */
export interface Question {
  readonly key: string;
  readonly ask: string;
  /** The likely answer, accepted with Enter. */
  readonly suggest?: (answers: Answers) => Promise<string | undefined> | string | undefined;
  /** What to type, for a person who presses Enter where nothing is suggested. */
  readonly example: string;
  /** The answer as it is kept. @throws OnairError with a hint; the person types again */
  readonly read: (text: string, answers: Answers) => string;
}

/** A command line of onair, without `onair`. */
export type Line = readonly string[];

/** One step: what to know, what to answer, what onair then runs. */
export interface Step {
  readonly id: string;
  readonly title: string;
  /** Answers for which the step is part of the walk; without, it always is. */
  readonly only?: Answers;
  /** What to do and to know, a paragraph an element. */
  readonly tell: (answers: Answers) => readonly string[];
  readonly questions?: readonly Question[];
  /** What a person says yes to where no command proves the step. */
  readonly confirm?: string;
  /** Run one after another, as if they were typed; without, the person says when the step is done. */
  readonly lines?: (answers: Answers) => readonly Line[];
  /** For a simulation: the device (as after `sim:`) that stands in for each answer that is a port. */
  readonly simulated?: Readonly<Record<string, string>>;
}

/** A guided walk from a bag of parts to something that works. */
export interface Walk {
  readonly name: string;
  readonly title: string;
  readonly steps: readonly Step[];
  /** A summary of what was set up, for the person to keep: Markdown. */
  readonly summary: (answers: Answers) => readonly string[];
}

/** What is kept between two sessions. */
export interface Progress {
  readonly answers: Answers;
  /** Finished steps: how each ended. */
  readonly ended: Readonly<Record<string, 'done' | 'skipped'>>;
}

export const NOTHING_YET: Progress = { answers: {}, ended: {} };

/** The steps of a walk for what a person has answered so far. */
export function stepsFor({ steps }: Walk, answers: Answers): readonly Step[] {
  return steps.filter(({ only = {} }) =>
    Object.entries(only).every(([key, value]) => answers[key] === value),
  );
}

/** Where a step stands in the walk; how many there are is known once the answers have chosen among them. */
export function placeText(walk: Walk, answers: Answers, index: number): string {
  const chosen = walk.steps.flatMap(({ only = {} }) => Object.keys(only)).every((key) => key in answers);
  return chosen ? `Step ${index + 1} of ${stepsFor(walk, answers).length}` : `Step ${index + 1}`;
}

/** The step to go on with: the first that is neither done nor skipped; one past the last when all are. */
export function nextStep(walk: Walk, { answers, ended }: Progress): number {
  const steps = stepsFor(walk, answers);
  const index = steps.findIndex(({ id }) => ended[id] === undefined);
  return index < 0 ? steps.length : index;
}

/** The answers as people see them after a simulation: ports by the names that `--port` takes. */
export function simulatedAnswers({ steps }: Walk): Answers {
  return Object.fromEntries(
    steps.flatMap(({ simulated = {} }) =>
      Object.entries(simulated).map(([key, device]) => [key, `sim:${device.replace(/\?.*/, '')}`]),
    ),
  );
}
