import test from 'ava';
import { decoded, specimens } from '../packets.js';
import { direWolfFacts } from './dire-wolf.js';
import { DIRE_WOLF_DIFFERS, unexplained } from './direwolf-differs.js';
import { differences, factsOf } from './facts.js';

const all = specimens();

test('there are at least 500 packets', (t) => t.true(all.length >= 500));

for (const section of new Set(all.map((specimen) => specimen.section))) {
  test(`Dire Wolf and we agree, or the difference has a reason: ${section}`, (t) => {
    for (const specimen of all.filter((each) => each.section === section)) {
      t.deepEqual(unexplained(specimen), [], `${specimen.line}\n${specimen.direWolf.join('\n')}`);
    }
  });
}

test('every reason to differ is in use', (t) => {
  for (const rule of DIRE_WOLF_DIFFERS) {
    t.true(
      all.some((specimen) => {
        const report = decoded(specimen);
        const found = differences(factsOf(report), direWolfFacts(specimen.direWolf));
        return rule.applies(report, specimen) && found.some((key) => rule.keys?.includes(key) ?? true);
      }),
      rule.why,
    );
  }
});
