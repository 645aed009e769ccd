import test from 'ava';
import { designNames, loadDesign, loadFigures } from '../../wiring/node/index.js';
import { claimsOf, deckOf, readRun } from '../../wiring/spice/index.js';
import { figuresOf, ngspice } from './ngspice.js';

const STALE = 'stale: npm run wiring:figures, then npm run wiring';

for (const name of designNames()) {
  test.serial(`${name}: ngspice finds every claim held, and broken by its mistake`, (t) => {
    const figures = figuresOf(name);
    for (const { says, limit, worst, mistake, broken } of figures)
      t.log(`${says}: ${limit}: ${worst}; ${mistake}: ${broken}`);
    t.deepEqual(figures, loadFigures(name), STALE);
  });
}

test.serial('a circuit that ngspice can only guess at is an error, although it ends with 0', (t) => {
  const design = loadDesign('bench-5v');
  const claims = claimsOf(design);
  const deck = deckOf(design, claims);
  t.notThrows(() => readRun(claims, ngspice(deck)));
  const broken = {
    'a resistor without a value': deck.replace(/^(r_r1 \S+ \S+) 1000$/m, '$1'),
    'a measurement of what is not there': deck.replace('let seen = v(hc06_rxd)', 'let seen = v(hc06_rxx)'),
    'an element that is not there': deck.replace('alter r_r1 = ', 'alter r_r9 = '),
  };
  for (const [what, text] of Object.entries(broken)) {
    t.not(text, deck, what);
    t.throws(() => readRun(claims, ngspice(text)), { message: /^ngspice/ }, what);
  }
});
