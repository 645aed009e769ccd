import test from 'ava';
import { OneWay } from '../../../air-up/second-plant/link.js';
import { type CycleRun, runCycle } from '../../../air-up/second-plant/run-cycle.js';
import { oracle } from '../../../bench/air-up/second/oracle.js';
import { type FaultSetup, SETUPS } from '../faults/setups.js';

function setup(name: string): FaultSetup {
  const found = SETUPS.find((one) => one.name === name);
  if (!found) throw new RangeError(`no setup ${name}`);
  return found;
}

const JEEP = setup('35 in, big pump');
const run = (more: Partial<Parameters<typeof runCycle>[0]> = {}): CycleRun =>
  runCycle({ job: JEEP.job, plant: JEEP.plant, atMostS: 300, ...more });

test('the cycle fills a tire on the second plant, and says what is true there', (t) => {
  const { ending, tires } = run();
  t.is(ending, 'done');
  t.true(Math.abs((tires[0]?.truePsi ?? 0) - 38) < 0.5);
  t.true(Math.abs((tires[0]?.truePsi ?? 0) - (tires[0]?.reportedPsi ?? 0)) < 0.5);
  t.true((tires[0]?.highestPsi ?? 99) < 39);
});

test('the same job ends the same', (t) => {
  t.deepEqual(run().tires, run().tires);
});

test('a person moves the one hose to the second tire', (t) => {
  const two = setup('two tires, one hose');
  const { ending, tires } = runCycle({ job: two.job, plant: two.plant, atMostS: 600 });
  t.is(ending, 'done');
  for (const { truePsi } of tires) t.true(Math.abs(truePsi - 45) < 0.5);
});

test('a link that is cut: the cycle says so, and the board shuts by itself', (t) => {
  const { ending, plant } = run({ link: { upMs: 2, downMs: 2, cutMs: 20_000 } });
  t.is(ending, 'sensor-stale');
  t.false(plant.outlets[0]?.fill.isOn);
  t.false(plant.relay.isOn);
});

test('a computer that dies with the valve open: the board shuts it within its lease', (t) => {
  const psi = (hiccups: { fromMs: number; toMs: number }[]): number =>
    run({ link: { upMs: 2, downMs: 2, hiccups }, atMostS: 60 }).tires[0]?.lastPsi ?? 0;
  t.true(psi([{ fromMs: 20_000, toMs: 1e9 }]) < psi([{ fromMs: 21_000, toMs: 1e9 }]));
  t.true(psi([{ fromMs: 20_000, toMs: 1e9 }]) < 24);
});

test('a link keeps the order of what it delays, and lets through after a stall what waited', (t) => {
  const way = new OneWay<number>(10, [{ fromMs: 100, toMs: 200 }]);
  for (const ms of [80, 95, 120]) way.send(ms, ms);
  t.deepEqual(way.take(90), [80]);
  t.deepEqual(way.take(199), []);
  t.is(way.nextMs, 200);
  t.deepEqual(way.take(200), [95, 120]);
});

test('the oracle lands on the target, and nobody who sees less is quicker by more than it may miss', (t) => {
  for (const { job, plant } of [JEEP, setup('airing down'), setup('ATV, vent valve')]) {
    const targetPsi = job.tires[0]?.targetPsi ?? 0;
    const best = oracle(plant, [{ outlet: 0, tire: 0, targetPsi }]);
    t.true(best !== undefined && best.missPsi < 0.1, `${best?.missPsi}`);
    const { tires } = runCycle({ job, plant, atMostS: 600 });
    t.true((tires[0]?.doneS ?? 0) > (best?.timeS ?? 0) * 0.95);
  }
});

test('the oracle: a pump with a duty rests for it, and a target above what it makes is never reached', (t) => {
  const aims = [{ outlet: 0, tire: 0, targetPsi: 38 }];
  const plain = oracle(JEEP.plant, aims);
  const resting = oracle({ ...JEEP.plant, pump: { ...JEEP.plant.pump, longestRunS: 30, share: 0.5 } }, aims);
  if (!plain || !resting) return t.fail();
  t.true(Math.abs(resting.timeS - plain.timeS - (plain.runS - 30)) < 0.01);
  t.is(oracle({ ...JEEP.plant, pump: { ...JEEP.plant.pump, stallPsi: 30 } }, aims, 600), undefined);
});
