import test from 'ava';
import fc from 'fast-check';
import { type Rising, solveRising } from '../../../firmware/air-up/plant/root.js';
import { FILL, oneTire, onlyPath, outletOf, tireOf } from './rig.js';

/** x - a plus a root with a kink at `kink`: what a flow law makes of a balance. */
class Kinked implements Rising {
  slope = 1;
  rounds = 0;
  constructor(
    readonly a: number,
    readonly kink: number,
    readonly height: number,
  ) {}

  residual(x: number): number {
    this.rounds++;
    const d = x - this.kink;
    const size = Math.abs(d);
    const flat = 1e-3;
    const root = size < flat ? size / Math.sqrt(flat) : Math.sqrt(size);
    this.slope = 1 + this.height * (size < flat ? 1 / Math.sqrt(flat) : 0.5 / Math.sqrt(size));
    return x - this.a + this.height * Math.sign(d) * root;
  }
}

test('finds the root wherever the kink is, in a few rounds, and leaves the balance there', (t) => {
  const value = fc.double({ min: -100, max: 100, noNaN: true });
  fc.assert(
    fc.property(
      value,
      value,
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      value,
      (a, kink, height, guess) => {
        const balance = new Kinked(a, kink, height);
        const low = Math.min(a, kink) - 1;
        const high = Math.max(a, kink) + 1;
        const x = solveRising(balance, guess, low, high, 1e-9);
        t.true(balance.rounds < 80, `${balance.rounds} rounds`);
        const { slope } = balance;
        t.true(Math.abs(balance.residual(x)) <= 2e-9 * balance.slope + 1e-9, `${x}`);
        t.is(balance.slope, slope);
      },
    ),
    { numRuns: 2000 },
  );
});

test('a missing root is an error', (t) => {
  const nowhere: Rising = { residual: () => Number.NaN, slope: 1 };
  t.throws(() => solveRising(nowhere, 0.5, 0, 1, 0), { message: /no root/ });
});

test('a large valve before a small path: no swing, whatever the steps (Newton jumped over the kink here)', (t) => {
  const runs = [0.005, 0.02, 0.05, 0.1].map((stepS) => {
    const plant = oneTire(12, { outlet: onlyPath({ lPerSBar: 0.1, criticalRatio: 0.4 }) });
    for (let i = 0; i < Math.round(30 / stepS); i++) {
      plant.step(stepS, FILL);
      t.true(outletOf(plant).psi <= plant.truth().line.psi + 0.1 && plant.truth().line.psi < 110.1);
    }
    return { starts: plant.truth().pump.starts, psi: tireOf(plant).psi };
  });
  for (const { starts, psi } of runs) {
    t.is(starts, runs[0]?.starts ?? 0);
    t.true(Math.abs(psi - (runs[0]?.psi ?? 0)) < 0.01, `${psi}`);
  }
});
