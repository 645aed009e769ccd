import test, { type ExecutionContext } from 'ava';
import { aprsParser } from 'js-aprs-fap';
import { corpus } from '../packet/corpus/corpus.js';
import type { Line } from '../packet/corpus/part.js';
import { direWolfFacts } from '../packet/judges/dire-wolf.js';
import { DIRE_WOLF_DIFFERS } from '../packet/judges/direwolf-differs.js';
import { differences, factsOf } from '../packet/judges/facts.js';
import { fapFacts, UNCOMPARED } from '../packet/judges/fap.js';
import { decoded, type Specimen } from '../packet/packets.js';
import { direWolf } from '../peers.js';
import { allowing, DIRE_WOLF, FAP, type Reason } from './corpus-differs.js';
import { decodeAprsSays } from './decode-aprs.js';

const all = corpus();

/** As decode_aprs takes it: what is no text is `<0x..>`. */
function monitorLine({ from, to, text }: Line): string {
  const shown = text.replace(
    /[^\x20-\x7e]| $/g,
    (byte) => `<0x${byte.charCodeAt(0).toString(16).padStart(2, '0')}>`,
  );
  return `${from}>${to}:${shown}`;
}

function specimenOf(line: Line, answer: readonly string[]): Specimen {
  const { from, to, text, kind } = line;
  return {
    section: kind,
    line: monitorLine(line),
    from,
    to,
    info: Buffer.from(text, 'latin1'),
    direWolf: answer,
  };
}

/** Fails where a difference has no reason, and where a reason has no difference. */
function compare(
  t: ExecutionContext,
  reasons: readonly Reason[],
  keysOf: (line: Line, at: number) => string[],
): void {
  const used = new Set<Reason>();
  for (const [at, line] of all.entries()) {
    for (const key of keysOf(line, at)) {
      const allowed = allowing(reasons, line, key);
      for (const reason of allowed) used.add(reason);
      if (allowed.length === 0) t.fail(`${key}: ${line.kind}: ${monitorLine(line)}`);
    }
  }
  t.deepEqual(
    reasons.filter((reason) => !used.has(reason)).map(({ why }) => why),
    [],
    'a reason that nothing needs',
  );
}

const judged = direWolf ? test : test.skip;

judged(
  'decode_aprs reads the corpus as we do, or the difference has a reason (needs direwolf)',
  async (t) => {
    const answers = await decodeAprsSays(all.map(monitorLine));
    t.is(answers.length, all.length);
    compare(t, DIRE_WOLF, (line, at) => {
      const specimen = specimenOf(line, answers[at] ?? []);
      const report = decoded(specimen);
      const rules = DIRE_WOLF_DIFFERS.filter((rule) => rule.applies(report, specimen));
      return differences(factsOf(report), direWolfFacts(specimen.direWolf)).filter(
        (key) => !rules.some(({ keys }) => keys === undefined || keys.includes(key)),
      );
    });
  },
);

test('js-aprs-fap reads the corpus as we do, or the difference has a reason', (t) => {
  const fap = new aprsParser();
  compare(t, FAP, (line) => {
    const theirs = fapFacts(fap.parseaprs(`${line.from}>${line.to}:${line.text}`));
    const { broken, ...stated } = theirs;
    return differences(factsOf(decoded(specimenOf(line, []))), broken === undefined ? stated : theirs).filter(
      (key) => !UNCOMPARED.test(key),
    );
  });
});
