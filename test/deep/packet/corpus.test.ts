import test from 'ava';
import { decodeAprs } from '../../../host/packet/aprs/index.js';
import { corpus } from '../../packet/corpus/corpus.js';
import { differences, factsOf } from '../../packet/judges/facts.js';

const all = corpus();

test('at least 2,500 different lines, at least half of them as stations send them', (t) => {
  t.true(all.length >= 2500, `${all.length}`);
  t.is(new Set(all.map(({ text, to }) => `${to} ${text}`)).size, all.length);
  t.true(all.filter(({ asSent }) => asSent).length >= all.length / 2);
});

for (const kind of new Set(all.map((line) => line.kind))) {
  test(`${kind}: what the chapter has put in is what is read`, (t) => {
    for (const { from, to, text, facts } of all.filter((line) => line.kind === kind)) {
      const report = decodeAprs({ from, to, info: Buffer.from(text, 'latin1') });
      const read = factsOf(report);
      t.deepEqual(
        differences(facts, read),
        [],
        `${from}>${to}:${text}\n${JSON.stringify(report)}\n${JSON.stringify(facts)}`,
      );
    }
  });
}
