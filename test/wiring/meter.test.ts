import test from 'ava';
import type { Probe } from '../../wiring/model/index.js';
import { designNames, loadDesign } from '../../wiring/node/design-files.js';
import { isExpected } from '../../wiring/rules/meter/checks.js';
import { readingOf, withMistake } from '../../wiring/rules/meter/meter.js';

/** Checks with a circuit; the others say why they have none. */
for (const name of designNames()) {
  test(`${name}: every check says what a wrong build reads, and its nets read otherwise`, (t) => {
    const design = loadDesign(name);
    for (const { id, check } of design.file.steps) {
      if (!check) continue;
      t.true(check.wrong.length > 10, id);
      t.true(
        (check.probes ?? []).length > 0 !== (check.eye !== undefined),
        `${id}: probes, or why there are none`,
      );
      for (const probe of check.probes ?? []) {
        const right = readingOf(design, probe, check.measure);
        t.true(isExpected(probe, right), `${id} at ${probe.ends}: ${right}`);
        for (const mistake of probe.faults) {
          const wrong = readingOf(withMistake(design, mistake), probe, check.measure);
          t.false(isExpected(probe, wrong), `${id} at ${probe.ends}, ${JSON.stringify(mistake)}: ${wrong}`);
        }
      }
    }
  });
}

const probe: Omit<Probe, 'ends'> = { without: [], on: [], off: [], high: [], reads: 'open', faults: [] };

test('a coil hides its diode from the meter: some millivolts, whichever way it is soldered', (t) => {
  const design = loadDesign('air-up');
  const across = { ...probe, ends: ['fill.-', 'fill.+'] as [string, string], without: ['battery'] };
  const reversed = withMistake(design, { swap: ['fill-d.A', 'fill-d.K'] });
  t.true(
    Math.abs(readingOf(design, across, 'diode test') - readingOf(reversed, across, 'diode test')) < 0.001,
  );
  const alone = { ...across, without: ['battery', 'fill'] };
  t.is(readingOf(design, alone, 'diode test').toFixed(1), '0.6');
  t.is(readingOf(reversed, alone, 'diode test'), Number.POSITIVE_INFINITY);
});

test('a divider by hand: 13 V over 30 and 10 kΩ, unloaded', (t) => {
  const joint = { ...probe, ends: ['lower.1', 'battery.-'] as [string, string] };
  t.is(readingOf(loadDesign('air-up'), joint, 'volts').toFixed(2), '3.25');
});
