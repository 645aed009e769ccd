import test from 'ava';
import type { PlantFault } from '../../../../firmware/air-up/plant/faults.js';
import { BREAKS, type Break } from '../../../air-up/cycle/matrix/matrix.js';
import { job, plantOf, Rig } from '../../../air-up/cycle/rig.js';

test('the matrix has every kind of fault that the plant can have', (t) => {
  const kinds: Readonly<Record<PlantFault['kind'], true>> = {
    'pump-weak': true,
    'pump-dead': true,
    'check-valve-worn': true,
    'switch-stuck': true,
    'battery-low': true,
    'line-leak': true,
    'hose-leak': true,
    'hose-off': true,
    'core-shut': true,
    'fill-stuck': true,
    'vent-stuck': true,
    'tire-leak': true,
    'sensor-fails': true,
  };
  const broken = new Set<string>(Object.values(BREAKS).map(({ kind }) => kind));
  t.deepEqual([...broken].sort(), Object.keys(kinds).sort());
});

/**
 * A tire at its target, behind a valve that has not shown that it shuts: a person lets some air out, as the fault says.
 */
function hasNoPulseLeft(rig: Rig, to: number): boolean {
  return rig.ending === 'fill-stuck-open' && rig.psi() > to - 1;
}

function letAirOut(rig: Rig, psi: number): void {
  rig.break(BREAKS['tire cut']);
  while (rig.psi() > psi) rig.run(0.1);
  rig.break();
  rig.run(2);
}

test('after any fault: mended, cleared and started again, the job goes on and ends right', (t) => {
  for (const what of Object.keys(BREAKS) as Break[]) {
    for (const [kind, from, to] of [
      ['inflate', 20, 26],
      ['deflate', 26, 20],
    ] as const) {
      const limits = { hoseWaitMs: 5000, batteryDelayMs: 1000, batteryPatienceMs: 2000 };
      const rig = new Rig(job(to, { kind, limits }), plantOf([from])).start();
      rig.run(2.5);
      rig.break(BREAKS[what]);
      rig.finish();
      rig.break();
      if (rig.ending === 'done') continue;
      rig.run(2);
      rig.step({ kind: 'clear' }, { kind: 'start' });
      rig.finish();
      if (hasNoPulseLeft(rig, to)) {
        letAirOut(rig, to - 2);
        rig.step({ kind: 'clear' }, { kind: 'start' });
        rig.finish();
      }
      t.is(rig.ending, 'done', `${kind}, ${what}: ${rig.log()}`);
      t.true(Math.abs(rig.psi() - to) < 1.2, `${kind}, ${what}: ${rig.psi()}`);
    }
  }
});
