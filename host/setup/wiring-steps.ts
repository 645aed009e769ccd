import type { DesignFile } from '../../wiring/model/index.js';
import type { Answers, WalkStep } from './walk.js';

/** The steps to build a design of the package, in order, by its name. */
export type GuideSteps = (design: string) => DesignFile['steps'];

/** Which steps of a guide to use, and for which answers. */
export interface GuidePart {
  /** Steps that the walk replaces. */
  readonly without?: readonly string[];
  /** Answers that make these steps part of the walk. */
  readonly only?: Answers;
}

/** The steps of a wiring guide as steps of a walk: what to do, to measure, and never to do. */
export function wiringSteps(
  guideOf: GuideSteps,
  design: string,
  { without = [], only }: GuidePart = {},
): readonly WalkStep[] {
  const ids = guideOf(design)
    .map(({ id }) => id)
    .filter((id) => !without.includes(id));
  const hasBoard = guideOf(design).some(({ solder }) => solder);
  const joints = `Joints: onair wiring table ${design}. Drawing: onair wiring draw ${design} --out ${design}.svg`;
  const board = `Stripboard: onair wiring draw ${design} --stripboard --out ${design}-stripboard.svg`;
  return ids.map((id, index): WalkStep => {
    const step = wiringStep(guideOf, design, id);
    return {
      ...step,
      ...(only && { only }),
      text: (answers) => [
        ...(index === 0 ? [joints, ...(hasBoard ? [board] : [])] : []),
        ...step.text(answers),
      ],
    };
  });
}

/** One step of a wiring guide. */
export function wiringStep(guideOf: GuideSteps, design: string, id: string): WalkStep {
  const step = guideOf(design).find((each) => each.id === id);
  if (!step) throw new Error(`${design} has no step ${id}`);
  const { title, do: actions, solder, check, never } = step;
  return {
    id: `${design}-${id}`,
    title,
    confirm: check ? 'Done, and is it so?' : 'Done?',
    text: () => [
      ...actions,
      ...(solder ? [`Holes, and what each strip reads: onair wiring show ${design}`] : []),
      ...(check
        ? [`Measure ${check.measure} between ${check.between}: ${check.expect}.`, `Wrong: ${check.wrong}.`]
        : []),
      ...(never ? [`Never: ${never}.`] : []),
    ],
  };
}
