import test from 'ava';
import type { Measurements, Sample } from '../../../firmware/air-up/cycle/input.js';
import { job, plantOf, Rig, type Spoil } from './rig.js';

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
function during(when: When): Rig {
  const rig = new Rig(job(28), plantOf([18])).start();
  const is = (kind: string, least: number, most = 9): boolean => {
    const { pulses = 0 } = rig.state.outlets[0]?.fill ?? {};
    return rig.phase().kind === kind && pulses >= least && pulses <= most;
  };
  const so: Readonly<Record<When, () => boolean>> = {
    hose: () => true,
    'first pulse': () => is('open', 0, 0),
    'main pulse': () => is('open', 1),
    settling: () => is('settling', 1),
    guard: () => is('guard', 0),
  };
  if (!rig.run(60, so[when])) throw new Error(`never ${when}: ${rig.log()}`);
  rig.run(when === 'first pulse' ? SOUNDING_S / 2 : 0.1);
  return rig;
}

/** The first pulse only sounds the tire. */
const SOUNDING_S = 0.1;
const isShut = ({ outputs }: Rig): boolean => outputs.outlets.every(({ fill, vent }) => !fill && !vent);

for (const when of WHENS) {
  test(`${when}: a short gap of the readings shuts and goes on, a long one is a fault`, (t) => {
    for (const [ms, wanted] of [
      [200, 'done'],
      [500, 'done'],
      [700, 'sensor-stale'],
    ] as const) {
      const rig = during(when);
      const fromMs = rig.nowMs;
      let last: Sample | undefined;
      rig.spoil = spoiled((sample, nowMs) => {
        last = nowMs <= fromMs || nowMs > fromMs + ms ? sample : (last ?? { ...sample, atMs: fromMs });
        return last;
      });
      rig.run(0.28);
      if (ms > 280) t.true(isShut(rig), `${ms} ms: open without a reading`);
      t.is(rig.finish(), wanted, `${ms} ms: ${rig.log()}`);
      t.is(rig.count('gap'), ms > 280 ? 1 : 0, `${ms} ms`);
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
      const rig = during(when);
      const fromMs = rig.nowMs;
      rig.spoil = spoiled((sample) => ({ ...sample, ratio }));
      t.is(rig.finish(), wanted);
      t.is(rig.nowMs - fromMs, 60, 'the third in a row');
      const once = during(when);
      const onceMs = once.nowMs + 40;
      once.spoil = spoiled((sample, nowMs) => (nowMs === onceMs ? { ...sample, ratio } : sample));
      t.is(once.finish(), 'done', `${ratio}: ${once.log()}`);
    }
  });

  test(`${when}: a sample that never comes is as stale as an old one`, (t) => {
    const rig = during(when);
    const fromMs = rig.nowMs;
    rig.spoil = spoiled(() => undefined);
    const ending = rig.finish();
    t.is(ending, 'sensor-stale', rig.log());
    t.true(rig.nowMs - fromMs <= 280, `${rig.nowMs - fromMs} ms`);
  });

  test(`${when}: readings whose clock runs backwards are stale, not new`, (t) => {
    const rig = during(when);
    const fromMs = rig.nowMs;
    rig.spoil = spoiled((sample, nowMs) => ({ ...sample, atMs: 2 * fromMs - nowMs }));
    rig.run(0.18);
    t.true(isShut(rig));
    t.is(rig.finish(), 'sensor-stale');
    t.true(rig.nowMs - fromMs < 350); // a short gap is none yet
  });

  test(`${when}: readings of a clock that is not ours are stale: none, and one that runs ahead`, (t) => {
    for (const [atMs, withinMs] of [
      [Number.NaN, 20],
      [Number.POSITIVE_INFINITY, 20],
      [1e9, 20],
    ] as const) {
      const rig = during(when);
      const fromMs = rig.nowMs;
      rig.spoil = spoiled((sample) => ({ ...sample, atMs }));
      t.is(rig.finish(), 'sensor-stale');
      t.true(rig.nowMs - fromMs <= withinMs, `${atMs}`);
    }
  });

  test(`${when}: a reading that jumps for good by a psi, or upwards, gets no tire past its limit`, (t) => {
    for (const jumpPsi of [-1, 5, 15]) {
      const rig = during(when);
      rig.spoil = spoiled((sample) => ({ ...sample, ratio: sample.ratio + (jumpPsi * 0.8) / 150 }));
      rig.finish();
      const mostPsi = jumpPsi < 0 ? 36 : 29.5; // one that reads low makes the tire seem slow
      t.true(rig.highestPsi < mostPsi, `${jumpPsi}: ${rig.highestPsi} ${rig.log()}`);
    }
  });

  test(`${when}: every second conversion bad gets no tire past its limit either`, (t) => {
    const rig = during(when);
    let odd = false;
    rig.spoil = spoiled((sample) => {
      odd = !odd;
      return odd ? { ...sample, ratio: 0 } : sample;
    });
    rig.run(120, () => rig.ending !== 'running');
    t.true(rig.highestPsi < 29, `${rig.highestPsi} ${rig.log()}`);
  });

  test(`${when}: a frozen number gets no tire past its limit, and in a pulse it is a fault`, (t) => {
    const rig = during(when);
    let held: number | undefined;
    rig.spoil = spoiled((sample) => {
      held ??= sample.ratio;
      return { ...sample, ratio: held };
    });
    const ending = rig.finish();
    t.true(rig.highestPsi < 30, `${rig.highestPsi}`);
    if (when !== 'guard' && when !== 'settling') t.is(ending, 'sensor-frozen', rig.log());
  });
}

test('a job whose sensor has never reported is stale at once, not when somebody opens a valve', (t) => {
  const rig = new Rig(job(26), plantOf([20]));
  rig.spoil = spoiled(() => undefined);
  t.is(rig.start().finish(), 'sensor-stale');
  t.true(rig.nowMs <= 320);
});

test('a pressure above the limit of the line is a fault when three readings in a row say so', (t) => {
  const said = (count: number): string => {
    const rig = during('main pulse');
    const fromMs = rig.nowMs;
    const high = 0.1 + (141 * 0.8) / 150;
    rig.spoil = spoiled((sample, nowMs) =>
      nowMs <= fromMs + 20 * count ? { ...sample, ratio: high } : sample,
    );
    return rig.finish();
  };
  t.is(said(2), 'done');
  t.is(said(3), 'over-pressure');
});
