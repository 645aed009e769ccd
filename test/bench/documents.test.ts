import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { plannedAttempts } from '../../host/hc06/probe/rate-search.js';
import { PARITIES } from '../../host/link/line.js';
import { RULES } from '../../wiring/rules/check.js';
import { specimens } from '../packet/packets.js';
import { CLAIMS, type Claim } from './claims.js';
import { readFigures } from './figures.js';
import { RATES } from './hc06/grid.js';

/** How long a silent family is listened for at a place that is not the first one, ms. */
const LISTEN_MS = plannedAttempts({}).find(({ line }) => line.parity === 'odd')?.answerMs ?? Number.NaN;
const PLACES = RATES.length * PARITIES.length;

/** Figures so cheap that they are measured here. */
const COMPUTED: Readonly<Record<string, number>> = {
  'packets of every kind': specimens().length,
  'rules of wiring': RULES.length,
  'hc06: listening at a place': Math.round(LISTEN_MS / 100) / 10,
  'hc06: listening at all places': Math.round((PLACES * LISTEN_MS) / 1000),
};

const RECORDED = readFigures();
const NAME = /\{([^}]+)\}/g;
const NUMBER = '(\\d[\\d,]*(?:\\.\\d+)?)';

const namesIn = ({ text }: Claim): string[] => [...text.matchAll(NAME)].map(([, name = '']) => name);

/** Matches the text wherever lines break, and gives the numbers that stand in place of the names. */
function patternOf({ text }: Claim): RegExp {
  const literal = (part: string): string =>
    part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
  return new RegExp(
    text
      .split(/\{[^}]+\}/)
      .map(literal)
      .join(NUMBER),
  );
}

/** What is wrong with a claim in the text of its document. */
function faultsOf(claim: Claim, text: string): string[] {
  const [, ...numbers] = patternOf(claim).exec(text) ?? [];
  if (numbers.length === 0) return [`not there: ${claim.text}`];
  return namesIn(claim).flatMap((name, index) => {
    const value = COMPUTED[name] ?? RECORDED[name]?.value;
    const said = numbers[index] ?? '';
    return Number(said.replaceAll(',', '')) === value
      ? []
      : [`${name}: ${said} is written, ${value} measured`];
  });
}

for (const document of new Set(CLAIMS.map((claim) => claim.document))) {
  test(`${document}: each figure is the one that was measured`, (t) => {
    const text = readFileSync(join(import.meta.dirname, '../../..', document), 'utf8');
    const claims = CLAIMS.filter((claim) => claim.document === document);
    t.deepEqual(
      claims.flatMap((claim) => faultsOf(claim, text)),
      [],
    );
  });
}

test('every recorded figure stands in a document', (t) => {
  const claimed = new Set(CLAIMS.flatMap(namesIn));
  t.deepEqual(
    Object.keys(RECORDED).filter((name) => !claimed.has(name)),
    [],
  );
});

test('a wrong number, a missing sentence and a figure that nobody measured are told', (t) => {
  const claim = (text: string): Claim => ({ document: 'README.md', text });
  const rules = claim('{rules of wiring} rules');
  t.deepEqual(faultsOf(rules, `has ${RULES.length}\nrules`), []);
  t.deepEqual(faultsOf(rules, 'has 1,234.5 rules'), [
    `rules of wiring: 1,234.5 is written, ${RULES.length} measured`,
  ]);
  t.deepEqual(faultsOf(rules, 'has some rules'), ['not there: {rules of wiring} rules']);
  t.deepEqual(faultsOf(claim('{nobody} s'), '3 s'), ['nobody: 3 is written, undefined measured']);
});
