import test from 'ava';
import fc from 'fast-check';
import {
  type Bounds,
  fittedParameters,
  initialBounds,
  mapBounds,
  refine,
  replay,
  type Slice,
} from '../../../../firmware/air-up/cycle/estimate/bounds.js';
import type {
  Direction,
  FlowParameters,
  TireAir,
} from '../../../../firmware/air-up/cycle/estimate/flow-model.js';
import { near } from '../../plant/rig.js';

const START: TireAir = { hotPsi: 35, coldPsi: 35 };
const KNOWN: FlowParameters = { perS: 0.001, wallPsiPerS: 3, criticalRatio: 0.38 };

/** Every side of what is known may still be anything. */
const ANY: Bounds<FlowParameters> = {
  slow: { ...KNOWN, perS: 1e-6 },
  likely: KNOWN,
  fast: { ...KNOWN, perS: 1 },
};

const directionOf = (hosePsi: number): Direction => (hosePsi > START.hotPsi ? 'fill' : 'vent');

const filling = (seconds: number, hosePsi = 90): readonly Slice[] =>
  Array.from({ length: seconds * 10 }, () => ({ seconds: 0.1, hosePsi }));

test('bounds are changed side by side, each by its own', (t) => {
  const bounds: Bounds<number> = { slow: 1, likely: 2, fast: 3 };
  t.deepEqual(
    mapBounds(bounds, (one, side) => `${side}${one}`),
    { slow: 'slow1', likely: 'likely2', fast: 'fast3' },
  );
});

test('the initial bounds have every tire between 25 and 180 l in them, and are narrower for a known volume', (t) => {
  const unknown = initialBounds(undefined);
  t.true(near(unknown.slow.perS, 0.08 / 180, 1e-12));
  t.true(near(unknown.fast.perS, 2.5 / 25, 1e-12));
  for (const volumeL of [25, 61, 96, 180]) {
    const known = initialBounds(volumeL);
    t.true(known.slow.perS < known.likely.perS && known.likely.perS < known.fast.perS);
    t.true(near(known.likely.perS, 0.4 / volumeL, 1e-12));
    t.true(near(known.fast.perS, (2.5 * 1.15) / volumeL, 1e-9));
    t.true(near(known.slow.perS, 0.08 / volumeL / 1.15, 1e-9));
  }
});

test('a wall that takes less heat belongs to the fast side, for hot air has more pressure', (t) => {
  const { slow, likely, fast } = initialBounds(96);
  t.true(slow.wallPsiPerS > likely.wallPsiPerS && likely.wallPsiPerS > fast.wallPsiPerS);
  t.true(slow.criticalRatio < likely.criticalRatio && likely.criticalRatio < fast.criticalRatio);
});

test('known parameters are found again from a record made with them, filling and venting', (t) => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.0006, max: 0.05, noNaN: true }),
      fc.constantFrom(90, 60, 16),
      fc.integer({ min: 1, max: 8 }),
      (perS, hosePsi, seconds) => {
        const record = filling(seconds, hosePsi);
        const end = replay(record, START, { ...KNOWN, perS }).hotPsi;
        if (Math.abs(end - hosePsi) < 0.5) return; // the tire has come up to the hose: any parameters fit
        t.true(
          near(fittedParameters(record, START, end, KNOWN, directionOf(hosePsi)).perS, perS, 1e-3),
          `${perS} ${hosePsi}`,
        );
      },
    ),
    { numRuns: 100 },
  );
});

test('the refined bounds enclose the true parameters when both readings are as wrong as they may be', (t) => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.0008, max: 0.02, noNaN: true }),
      fc.constantFrom(90, 16),
      fc.double({ min: 0.02, max: 0.4, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      (perS, hosePsi, errorPsi, wrong) => {
        const record = filling(4, hosePsi);
        const endPsi = replay(record, START, { ...KNOWN, perS }).hotPsi + wrong * errorPsi;
        if (Math.abs(endPsi - hosePsi) < 2 * errorPsi) return; // come up to the hose: any parameters fit
        const direction = directionOf(hosePsi);
        const { slow, likely, fast } = refine(ANY, { direction, record, start: START, endPsi, errorPsi });
        t.true(slow.perS <= perS * 1.001 && perS <= fast.perS * 1.001, `${slow.perS} ${perS} ${fast.perS}`);
        t.true(slow.perS <= likely.perS && likely.perS <= fast.perS);
      },
    ),
    { numRuns: 100 },
  );
});

test('a reading that went the wrong way refines nothing', (t) => {
  for (const [hosePsi, sign] of [
    [90, 1],
    [16, -1],
  ] as const) {
    const direction = directionOf(hosePsi);
    const observation = { direction, record: filling(2, hosePsi), start: START, errorPsi: 0.2 };
    for (const wrongPsi of [0.01, 0.1, 3]) {
      t.deepEqual(refine(ANY, { ...observation, endPsi: START.hotPsi - sign * wrongPsi }), ANY);
    }
  }
});

test('one that did not move at all leaves a fast side that moves by the error, the right way', (t) => {
  for (const [hosePsi, sign] of [
    [90, 1],
    [16, -1],
  ] as const) {
    const direction = directionOf(hosePsi);
    const record = filling(2, hosePsi);
    const { fast, slow } = refine(ANY, {
      direction,
      record,
      start: START,
      endPsi: START.hotPsi,
      errorPsi: 0.2,
    });
    t.true(near(replay(record, START, fast).hotPsi, START.hotPsi + sign * 0.2, 0, 0.03), `${sign}`);
    t.true(slow.perS <= fast.perS);
  }
});

test('a pulse that has hardly moved the tire narrows what is known and forgets nothing of it', (t) => {
  const known = initialBounds(96);
  const record = filling(1);
  const observation = { direction: 'fill', record, start: START, errorPsi: 0.2 } as const;
  const inside = replay(record, START, { ...known.likely, perS: 0.003 }).hotPsi;
  const bounds = refine(known, { ...observation, endPsi: inside });
  t.true(bounds.slow.perS >= known.slow.perS && bounds.fast.perS <= known.fast.perS);
  t.true(bounds.slow.perS <= 0.003 && bounds.fast.perS >= 0.003);
  t.deepEqual(refine(known, { ...observation, endPsi: START.hotPsi - 0.5 }), known); // it contradicts: nothing is refined
});

test('fitted parameters stay within what hoses and tires have, whatever the readings say', (t) => {
  const record = filling(1);
  const widest = fittedParameters(record, START, 1000, KNOWN, 'fill').perS;
  const narrowest = fittedParameters(record, START, START.hotPsi - 5, KNOWN, 'fill').perS;
  t.true(near(widest, (2 * 2.5) / 25, 1e-3), `${widest}`);
  t.true(near(narrowest, 0.08 / 180 / 2, 1e-3), `${narrowest}`);
});
