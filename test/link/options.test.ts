import test from 'ava';
import { OnairError } from '../../host/base/error.js';
import { readOptions } from '../../host/link/sim/options.js';

const TABLE = {
  firmware: { kind: 'choice', help: 'firmware', choices: ['linvor-1.8', 'HC01'], default: 'linvor-1.8' },
  name: { kind: 'text', help: 'name', default: 'linvor' },
  ms: { kind: 'number', help: 'ms', min: 1, max: 5000, default: 500 },
  seed: { kind: 'number', help: 'seed', min: 0, max: 9, default: 1 },
} as const;

function read(query: string) {
  return readOptions('hc06', TABLE, new URLSearchParams(query));
}

test('an option that is not given has its default', (t) => {
  t.deepEqual(read(''), { firmware: 'linvor-1.8', name: 'linvor', ms: 500, seed: 1 });
});

for (const [query, expected] of [
  ['firmware=HC01', { firmware: 'HC01' }],
  ['firmware=hc01', { firmware: 'HC01' }],
  ['name=My%20car', { name: 'My car' }],
  ['name=', { name: '' }],
  ['seed=0', { seed: 0 }],
  ['ms=1', { ms: 1 }],
  ['ms=5000', { ms: 5000 }],
  ['ms=2.5', { ms: 2.5 }],
  ['ms=1&ms=2', { ms: 2 }],
] as const) {
  test(`${query} is taken`, (t) => {
    t.like(read(query), expected);
  });
}

for (const [query, says, hint] of [
  ['firmwar=HC01', /sim:hc06: unknown option "firmwar"/, /did you mean firmware\?/],
  ['=x', /unknown option ""/, /known: firmware, name, ms, seed/],
  ['constructor=x', /unknown option "constructor"/, /known:/],
  ['__proto__=x', /unknown option "__proto__"/, /known:/],
  ['toString=x', /unknown option/, /known:/],
  ['firmware=', /firmware can't be ""/, /known: linvor-1.8, HC01/],
  ['firmware=linvor-1.9', /firmware can't be "linvor-1.9"/, /did you mean linvor-1.8\?/],
  ['ms=0', /ms can't be "0"/, /a number from 1 to 5000/],
  ['ms=5001', /ms can't be "5001"/, /a number from 1 to 5000/],
  ['ms=', /ms can't be ""/, /a number/],
  ['ms=+', /ms can't be " "/, /a number/],
  ['seed=', /seed can't be ""/, /a number from 0 to 9/],
  ['seed=+', /seed can't be " "/, /a number from 0 to 9/],
  ['ms=fast', /ms can't be "fast"/, /a number/],
  ['ms=NaN', /ms can't be/, /a number/],
  ['ms=1e999', /ms can't be/, /a number/],
] as const) {
  test(`${query} is refused`, (t) => {
    const error = t.throws(() => read(query), { instanceOf: OnairError });
    t.is(error.code, 'bad-value');
    t.regex(error.message, says);
    t.regex(error.hint, hint);
  });
}
