import type { DesignFile } from '../../wiring/model/index.js';
import type { Step } from './walk.js';

/** The steps to build a design of the package, in order, by its name. */
export type GuideSteps = (design: string) => DesignFile['steps'];

/** The steps of a wiring's guide as steps of a walk: what to do, what to measure, what never to do. */
export function wiringSteps(
  guideOf: GuideSteps,
  design: string,
  leftOut: readonly string[] = [],
): readonly Step[] {
  return guideOf(design)
    .filter(({ id }) => !leftOut.includes(id))
    .map(
      ({ id, title, do: actions, check, never }, index): Step => ({
        id: `${design}-${id}`,
        title,
        confirm: check ? 'Done, and is it so?' : 'Done?',
        tell: () => [
          ...(index === 0
            ? [
                `Joints: onair wiring table ${design}. Drawing: onair wiring draw ${design} --out ${design}.svg`,
              ]
            : []),
          ...actions,
          ...(check ? [`Measure ${check.measure} between ${check.between}: ${check.expect}.`] : []),
          ...(never ? [`Never: ${never}.`] : []),
        ],
      }),
    );
}
