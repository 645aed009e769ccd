import test from 'ava';
import { job, plantOf, Rig } from '../rig.js';

/** One tire of so many liters, told as 96 (a 35x12.5R17) or not at all. */
function smallTire(liters: number, volumeL: number | undefined, targetPsi: number, fromPsi: number): Rig {
  const tire = { name: 'FL', targetPsi, maxPsi: 35, ...(volumeL !== undefined && { volumeL }) };
  const cavity = { volumeL: liters, wallM2: 0.6 * (liters / 25) ** (2 / 3) };
  const tires = [{ name: 'FL', cavity, startPsi: fromPsi }];
  return new Rig(job(targetPsi, { tires: [tire] }), plantOf([fromPsi], 'hose', { tires })).start();
}

const REPORTED = [96, undefined] as const;

test('a tire that is far too small for the pump is refused by its first opening', (t) => {
  for (const reported of REPORTED) {
    const rig = smallTire(1.5, reported, 30, 12);
    t.is(rig.finish(), 'rise-too-fast', `${reported}: ${rig.log()}`);
    t.is(rig.count('opened'), 1);
    t.true(rig.highestPsi < 36, `${reported}: ${rig.highestPsi}`);
  }
});

test('a small tire is filled to its target whatever size was told', (t) => {
  for (const reported of REPORTED) {
    const rig = smallTire(14, reported, 33, 25);
    t.is(rig.finish(), 'done', `${reported}: ${rig.log()}`);
    t.true(rig.highestPsi < 34.5, `${reported}: ${rig.highestPsi}`);
  }
});

test('a tire that came out above its maximum is let out to its target, and then the fault latches', (t) => {
  for (const liters of [1.5, 2]) {
    const rig = smallTire(liters, 96, 33, 31);
    t.regex(rig.finish(), /rise-too-fast|over-pressure/, rig.log());
    t.true(rig.highestPsi > 35, 'it was above');
    t.true(Math.abs(rig.psi() - 33) < 2, `${liters} l: ${rig.psi()}`);
    const opened = rig.events.flatMap(({ event }) => (event.kind === 'opened' ? [event.direction] : []));
    t.deepEqual([...new Set(opened)], ['fill', 'vent'], 'and nothing is filled once it was too much');
    t.is(opened.lastIndexOf('fill'), opened.indexOf('vent') - 1);
    t.is(rig.state.tires[0]?.outcome, undefined, 'it is not called done');
  }
});
