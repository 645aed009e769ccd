import test from 'ava';
import {
  advance,
  changePsiPerS,
  type FlowParameters,
  flowPsiPerS,
  flowShare,
  type TireAir,
} from '../../../../firmware/air-up/cycle/estimate/flow-model.js';
import { near } from '../../plant/rig.js';

const PARAMETERS: FlowParameters = { perS: 0.01, wallPsiPerS: 0, criticalRatio: 0.4 };
const air = (psi: number): TireAir => ({ hotPsi: psi, coldPsi: psi });

test('the share of the choked flow is that of ISO 6358: one up to the critical ratio, an ellipse beyond', (t) => {
  for (const [ratio, share] of [
    [0, 1],
    [0.4, 1],
    [0.7, Math.sqrt(1 - 0.5 ** 2)],
    [0.88, 0.6], // (0.88 - 0.4) / 0.6 = 0.8
    [1, 0],
  ] as const) {
    t.true(near(flowShare(ratio, 0.4), share, 1e-9, 1e-12), `${ratio}: ${flowShare(ratio, 0.4)}`);
  }
});

test('near equal pressures the share goes to nothing in a straight line, without a jump', (t) => {
  const at = (ratio: number): number => flowShare(ratio, 0.4);
  t.true(near(at(0.995), at(0.99) / 2, 1e-9));
  t.true(near(at(0.99 + 1e-9), at(0.99), 1e-6));
  for (let ratio = 0; ratio < 1; ratio += 0.001) t.true(at(ratio + 0.001) <= at(ratio) + 1e-12);
});

test('flow goes both ways alike: with hose and tire exchanged it is the same, and turned', (t) => {
  for (const [one, other] of [
    [20, 30],
    [20, 100],
    [34.9, 35],
    [15, 15],
  ] as const) {
    const [into, out] = [flowPsiPerS(air(one), other, PARAMETERS), flowPsiPerS(air(other), one, PARAMETERS)];
    t.is(into + out, 0);
    t.true(into >= 0);
  }
  t.is(flowPsiPerS(air(20), 100, PARAMETERS), 1); // choked: 0.01 / s of 100 psi
  t.is(flowPsiPerS(air(100), 20, PARAMETERS), -1); // choked: of the tire's own pressure
});

test('air comes in as warm as around and leaves as warm as it is; both change the pressure by k times the flow', (t) => {
  t.true(near(changePsiPerS(air(30), 1, PARAMETERS), 1.4, 1e-12));
  t.true(near(changePsiPerS({ hotPsi: 33, coldPsi: 30 }, 1, PARAMETERS), 1.4, 1e-12));
  t.true(near(changePsiPerS({ hotPsi: 33, coldPsi: 30 }, -1, PARAMETERS), -1.4 * 1.1, 1e-12));
});

test('the wall takes the warmth back: the hot pressure goes to the cold one and not past it', (t) => {
  const parameters = { ...PARAMETERS, perS: 0, wallPsiPerS: 3 };
  const after = (seconds: number): number => {
    let one: TireAir = { hotPsi: 33, coldPsi: 30 };
    for (let i = 0; i < seconds * 100; i++) one = advance(one, 20, parameters, 0.01); // no path, so no hose
    t.is(one.coldPsi, 30);
    return one.hotPsi - 30;
  };
  t.true(near(after(200), 0, 0, 1e-6));
  t.true(near(after(10), 3 * Math.exp(-1), 0.01), `${after(10)}`); // tau = cold / wall = 10 s
});

test('a tire never passes the hose within a step, however wide the path and long the step', (t) => {
  const wide = { ...PARAMETERS, perS: 50 };
  t.is(advance(air(20), 40, wide, 1).hotPsi, 40);
  t.is(advance(air(40), 20, wide, 1).hotPsi, 20);
  t.true(advance(air(40), 20, wide, 1).coldPsi >= 1);
});
