import test from 'ava';
import type { Measurements, Sample } from '../../../firmware/air-up/cycle/input.js';
import { Bench, job, plantOf, type Spoil } from './rig.js';

/** Spoils the sample of the first outlet. */
function spoiled(change: (sample: Sample, nowMs: number) => Sample | undefined): Spoil {
  return (reading: Measurements, nowMs: number): Measurements => {
    const [first, ...others] = reading.outlets;
    return { ...reading, outlets: [first && change(first, nowMs), ...others] };
  };
}

const WHENS = ['hose', 'first pulse', 'main pulse', 'settling', 'guard'] as const;
type When = (typeof WHENS)[number];

/** A job in the middle of something. */
function during(when: When): Bench {
  const bench = new Bench(job(28), plantOf([18])).start();
  const is = (kind: string, least: number, most = 9): boolean => {
    const { pulses = 0 } = bench.state.outlets[0]?.fill ?? {};
    return bench.phase().kind === kind && pulses >= least && pulses <= most;
  };
  const so: Readonly<Record<When, () => boolean>> = {
    hose: () => true,
    'first pulse': () => is('open', 0, 0),
    'main pulse': () => is('open', 1),
    settling: () => is('settling', 1),
    guard: () => is('guard', 0),
  };
  if (!bench.run(60, so[when])) throw new Error(`never ${when}: ${bench.log()}`);
  bench.run(0.1);
  return bench;
}

for (const when of WHENS) {
  test(`${when}: readings that stop for 200 ms are waited for, for 300 ms they are a fault`, (t) => {
    for (const [ms, wanted] of [
      [200, 'done'],
      [300, 'sensor-stale'],
    ] as const) {
      const bench = during(when);
      const fromMs = bench.nowMs;
      let last: Sample | undefined;
      bench.spoil = spoiled((sample, nowMs) => {
        last = nowMs <= fromMs || nowMs > fromMs + ms ? sample : (last ?? { ...sample, atMs: fromMs });
        return last;
      });
      t.is(bench.finish(), wanted, `${ms} ms: ${bench.log()}`);
    }
  });

  test(`${when}: voltages that no pressure gives are a fault, one alone is not`, (t) => {
    for (const [ratio, wanted] of [
      [Number.NaN, 'sensor-open'],
      [0, 'sensor-open'],
      [1, 'sensor-short'],
      [Number.POSITIVE_INFINITY, 'sensor-short'],
      [0.05, 'sensor-out-of-range'],
      [0.95, 'sensor-out-of-range'],
    ] as const) {
      const bench = during(when);
      const fromMs = bench.nowMs;
      bench.spoil = spoiled((sample) => ({ ...sample, ratio }));
      t.is(bench.finish(), wanted);
      t.is(bench.nowMs - fromMs, 60, 'the third in a row');
      const once = during(when);
      const onceMs = once.nowMs + 40;
      once.spoil = spoiled((sample, nowMs) => (nowMs === onceMs ? { ...sample, ratio } : sample));
      t.is(once.finish(), 'done', `${ratio}: ${once.log()}`);
    }
  });

  test(`${when}: a sample that never comes is as stale as an old one`, (t) => {
    const bench = during(when);
    const fromMs = bench.nowMs;
    bench.spoil = spoiled(() => undefined);
    const ending = bench.finish();
    t.is(ending, 'sensor-stale', bench.log());
    t.true(bench.nowMs - fromMs <= 280, `${bench.nowMs - fromMs} ms`);
  });

  test(`${when}: readings whose clock runs backwards are stale, not new`, (t) => {
    const bench = during(when);
    const fromMs = bench.nowMs;
    bench.spoil = spoiled((sample, nowMs) => ({ ...sample, atMs: 2 * fromMs - nowMs }));
    t.is(bench.finish(), 'sensor-stale');
    t.true(bench.nowMs - fromMs < 200);
  });

  test(`${when}: readings of a clock that is not ours are stale: none, and one that runs ahead`, (t) => {
    for (const [atMs, withinMs] of [
      [Number.NaN, 20],
      [Number.POSITIVE_INFINITY, 20],
      [1e9, 20],
    ] as const) {
      const bench = during(when);
      const fromMs = bench.nowMs;
      bench.spoil = spoiled((sample) => ({ ...sample, atMs }));
      t.is(bench.finish(), 'sensor-stale');
      t.true(bench.nowMs - fromMs <= withinMs, `${atMs}`);
    }
  });

  test(`${when}: a reading that jumps for good by a psi, or upwards, gets no tire past its limit`, (t) => {
    for (const jumpPsi of [-1, 5, 15]) {
      const bench = during(when);
      bench.spoil = spoiled((sample) => ({ ...sample, ratio: sample.ratio + (jumpPsi * 0.8) / 150 }));
      bench.finish();
      const mostPsi = jumpPsi < 0 ? 36 : 29.5; // one that reads low makes the tire seem slow
      t.true(bench.highestPsi < mostPsi, `${jumpPsi}: ${bench.highestPsi} ${bench.log()}`);
    }
  });

  test(`${when}: every second conversion bad gets no tire past its limit either`, (t) => {
    const bench = during(when);
    let odd = false;
    bench.spoil = spoiled((sample) => {
      odd = !odd;
      return odd ? { ...sample, ratio: 0 } : sample;
    });
    bench.run(120, () => bench.ending !== 'running');
    t.true(bench.highestPsi < 29, `${bench.highestPsi} ${bench.log()}`);
  });

  test(`${when}: a frozen number gets no tire past its limit, and in a pulse it is a fault`, (t) => {
    const bench = during(when);
    let held: number | undefined;
    bench.spoil = spoiled((sample) => {
      held ??= sample.ratio;
      return { ...sample, ratio: held };
    });
    const ending = bench.finish();
    t.true(bench.highestPsi < 30, `${bench.highestPsi}`);
    if (when !== 'guard' && when !== 'settling') t.is(ending, 'sensor-frozen', bench.log());
  });
}

test('a job whose sensor has never reported is stale at once, not when somebody opens a valve', (t) => {
  const bench = new Bench(job(26), plantOf([20]));
  bench.spoil = spoiled(() => undefined);
  t.is(bench.start().finish(), 'sensor-stale');
  t.true(bench.nowMs <= 320);
});

test('a pressure above the limit of the line is a fault when three readings in a row say so', (t) => {
  const said = (count: number): string => {
    const bench = during('main pulse');
    const fromMs = bench.nowMs;
    const high = 0.1 + (141 * 0.8) / 150;
    bench.spoil = spoiled((sample, nowMs) =>
      nowMs <= fromMs + 20 * count ? { ...sample, ratio: high } : sample,
    );
    return bench.finish();
  };
  t.is(said(2), 'done');
  t.is(said(3), 'over-pressure');
});
