import test from 'ava';
import { OnairError } from '../../../host/base/error.js';
import { airUpWalk } from '../../../host/setup/air-up.js';
import { whyRefused } from '../../../host/setup/step-actions.js';
import { tmD700Walk } from '../../../host/setup/tm-d700.js';
import { type Answers, nextStep, stepsFor, type Walk } from '../../../host/setup/walk.js';
import { loadDesign } from '../../../wiring/node/design-files.js';

const guideOf = (design: string) => loadDesign(design).file.steps;
const plugged = async (): Promise<undefined> => undefined;
const radio = tmD700Walk({ guideOf, plugged, ownCall: plugged });
const tires = airUpWalk({ guideOf, plugged, boards: ['uno'], hasFile: () => false, isSimulated: false });

const idsFor = (walk: Walk, answers: Answers): readonly string[] =>
  stepsFor(walk, answers).map(({ id }) => id);

/** The wirings of each answer, and no step of another. */
const BRANCHES: readonly (readonly [answers: Answers, designs: readonly string[]])[] = [
  [{ module: 'breakout', signals: '3.3' }, ['bench', 'tm-d700-bluetooth']],
  [{ module: 'breakout', signals: '5' }, ['bench-5v', 'tm-d700-bluetooth']],
  [{ module: 'bare', signals: '3.3' }, ['bench-bare', 'tm-d700-bluetooth-bare']],
];
const ELSEWHERE = ['signals', 'which', 'ask', 'plug']; // steps of the walk itself

for (const [answers, designs] of BRANCHES) {
  test(`tm-d700 with ${Object.values(answers).join(' and ')} V: ${designs.join(', ')}`, (t) => {
    const wanted = designs.flatMap((design) =>
      guideOf(design)
        .filter(({ id }) => !ELSEWHERE.includes(id))
        .map(({ id }) => `${design}-${id}`),
    );
    const wired = idsFor(radio, answers).filter((id) => /^(bench|tm-d700-bluetooth)/.test(id));
    t.deepEqual(wired, wanted);
  });
}

test('nothing is wired before the two questions are answered', (t) => {
  t.false(idsFor(radio, {}).some((id) => /^(bench|tm-d700-bluetooth)/.test(id)));
  const old = { answers: { name: 'Jeep' }, ended: { need: 'done', find: 'done' } } as const;
  t.is(stepsFor(radio, old.answers)[nextStep(radio, old)]?.id, 'module', 'kept by a version without them');
});

test('a bare module is not put on 5 V signals', (t) => {
  const question = radio.steps
    .flatMap(({ questions = [] }) => questions)
    .find(({ key }) => key === 'signals');
  if (!question) return t.fail('no question');
  t.is(question.read('5 V', { module: 'breakout' }), '5');
  t.is(question.read('3.3', { module: 'bare' }), '3.3');
  const error = t.throws(() => question.read('5', { module: 'bare' }), { instanceOf: OnairError });
  t.regex(error.message, /destroy a bare module/);
});

test('air-up: firmware, wiring, clicks, calibration, and only then pressure', (t) => {
  const ids = idsFor(tires, {});
  const order = ['flash', 'air-up-air', 'test-valves', 'zero', 'gauge', 'switch', 'air-up-leaks', 'tire'];
  const places = order.map((id) => ids.indexOf(id));
  t.false(places.includes(-1), ids.join());
  t.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
});

test('each measurement of a walk says what a wrong build reads', (t) => {
  for (const walk of [radio, tires])
    for (const { id, text: paragraphs } of walk.steps) {
      const text = paragraphs({});
      if (text.some((line) => line.startsWith('Measure ')))
        t.true(
          text.some((line) => line.startsWith('Wrong: ')),
          id,
        );
    }
});

test('Enter alone is told what to type wherever nothing is suggested', (t) => {
  for (const walk of [radio, tires])
    for (const question of walk.steps.flatMap(({ questions = [] }) => questions))
      t.regex(whyRefused(question, '', {}) ?? '', /^type your answer: \S/, question.key);
});

for (const [name, walk] of Object.entries({ radio, tires })) {
  test(`${name}: each step has an id of its own`, (t) => {
    const ids = walk.steps.map(({ id }) => id);
    t.is(new Set(ids).size, ids.length);
  });
}
