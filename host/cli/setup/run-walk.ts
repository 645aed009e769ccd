import { EXIT_CODES, OnairError } from '../../base/index.js';
import {
  type Answers,
  actionsAt,
  confirmQuestion,
  type Line,
  nextStep,
  type Progress,
  placeText,
  type Question,
  type StepAction,
  shellLine,
  stepsFor,
  type Walk,
  type WalkStep,
  whyRefused,
} from '../../setup/index.js';
import type { Ask, Choose, Io, RunLine } from '../terminal/io.js';
import type { Output } from '../terminal/output.js';

/** Dependencies of a walk. */
export interface WalkContext {
  readonly io: Io;
  readonly out: Output;
  readonly ask: Ask;
  readonly choose: Choose;
  readonly onair: RunLine;
  save(progress: Progress): void;
  /** The port of a simulated device, in a simulation. */
  readonly simulate?: (device: string) => Promise<string>;
}

/** How a walk ended: at its end, or left early. */
export type WalkEnd = 'finished' | 'left';

/**
 * Resumes a walk where it was left, and saves every answer and every finished step immediately.
 * @throws OnairError interrupted on Ctrl-C; nothing is lost then either
 */
export async function runWalk(walk: Walk, begun: Progress, stage: WalkContext): Promise<WalkEnd> {
  let progress = begun;
  const keep = (change: Partial<Progress>): void => {
    progress = { ...progress, ...change };
    stage.save(progress);
  };
  keep({});
  for (let at = nextStep(walk, progress); ; ) {
    const steps = stepsFor(walk, progress.answers);
    const step = steps[at];
    if (!step) return 'finished';
    stage.out.lines(['', stage.out.paint('bold', `${placeText(walk, progress.answers, at)}: ${step.title}`)]);
    const move = await runStep(step, at === 0, stage, progress.answers, (answers) => keep({ answers }));
    if (move === 'leave') return 'left';
    if (move === 'back') {
      at = Math.max(0, at - 1);
      continue;
    }
    keep({ ended: { ...progress.ended, [step.id]: move === 'skip' ? 'skipped' : 'done' } });
    at++;
  }
}

/** @returns the person's choice: `go` when the step is done */
async function runStep(
  step: WalkStep,
  isFirst: boolean,
  stage: WalkContext,
  kept: Answers,
  keep: (answers: Answers) => void,
): Promise<Exclude<StepAction, 'change'>> {
  const ports = await simulatedPorts(step, stage);
  let answers = kept;
  const ask = async (questions: readonly Question[]): Promise<void> => {
    for (const question of questions) {
      answers = { ...answers, [question.key]: await answerTo(question, answers, stage) };
      keep(answers);
    }
  };
  stage.out.lines([...paragraphs(step.text({ ...answers, ...ports })), '']);
  const questions = (step.questions ?? []).filter(({ key }) => !(key in ports));
  await ask(questions);
  for (let failed = false; ; ) {
    const lines = step.lines?.({ ...answers, ...ports }) ?? [];
    for (const line of lines) stage.out.lines([`$ ${shellLine(line)}`]);
    const moves = actionsAt(lines, { isFirst, hasAnswers: questions.length > 0, failed });
    const move = await choose(stage, confirmQuestion(step, lines), moves);
    if (move === 'change') await ask(questions);
    else if (move !== 'go') return move;
    else {
      const code = await runAll(lines, stage);
      if (code === 0) return 'go';
      failed = code !== EXIT_CODES.declined;
    }
  }
}

/** An empty line between paragraphs, none between the points of a list. */
export function paragraphs(texts: readonly string[]): string[] {
  return texts.flatMap((text, index) =>
    text.startsWith('- ') && texts[index - 1]?.startsWith('- ') ? [text] : ['', text],
  );
}

async function simulatedPorts({ simulated = {} }: WalkStep, { simulate }: WalkContext): Promise<Answers> {
  const ports: Record<string, string> = {};
  if (simulate) for (const [key, device] of Object.entries(simulated)) ports[key] = await simulate(device);
  return ports;
}

async function answerTo(question: Question, answers: Answers, { ask }: WalkContext): Promise<string> {
  const initial = answers[question.key] ?? (await question.suggest?.(answers)) ?? '';
  const answer = await ask(question.ask, { initial, refuse: (text) => whyRefused(question, text, answers) });
  if (answer === undefined) throw interrupted();
  return question.read(answer, answers);
}

async function choose(
  { choose: ask }: WalkContext,
  question: string,
  moves: Partial<Record<StepAction, string>>,
): Promise<StepAction> {
  const given = await ask(
    question,
    Object.entries(moves).map(([value, label]) => ({ value, label })),
  );
  if (given === undefined) throw interrupted();
  return given as StepAction;
}

/** @returns 0, or the exit code of the first command that failed; it has reported why */
async function runAll(lines: readonly Line[], { io, onair }: WalkContext): Promise<number> {
  for (const line of lines) {
    const code = await onair(line);
    if (io.signal.aborted) throw interrupted();
    if (code !== 0) return code;
  }
  return 0;
}

/** The error of a walk that was left early: nothing is lost. */
export function interrupted(): OnairError {
  return new OnairError('interrupted', {
    message: 'left before the end; every answer is kept',
    hint: 'run the same command to continue',
  });
}
