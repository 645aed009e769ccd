import test from 'ava';
import fc from 'fast-check';
import { OnairError } from '../../host/base/error.js';
import {
  isPlaceholder,
  joinCallSign,
  parseCallSign,
  requireOwnCallSign,
  splitCallSign,
} from '../../host/packet/callsign.js';

const READS: readonly [text: string, call: string][] = [
  ['W1AW', 'W1AW'],
  ['W1AW-9', 'W1AW-9'],
  ['w1aw-15', 'W1AW-15'],
  [' VK2ABC\t', 'VK2ABC'],
  ['2E0ABC-0', '2E0ABC'],
  ['W1AW-09', 'W1AW-9'],
  ['A', 'A'],
  ['3DA0RU-10', '3DA0RU-10'],
  ['WIDE1-1', 'WIDE1-1'],
  ['APZ001', 'APZ001'],
  ['RELAY', 'RELAY'],
];
for (const [text, call] of READS) {
  test(`"${text}" reads ${call}`, (t) => t.is<string, string>(parseCallSign(text), call));
}

const REFUSED: readonly [text: string, says: RegExp][] = [
  ['', /empty/],
  ['   ', /empty/],
  ['W1AW 9', /space/],
  ['W1 AW', /space/],
  ['VK2ABC/P', /slash/],
  ['W1AW*', /foreign/],
  ['N\u00d8CALL', /foreign/],
  ['W1AW\u20139', /foreign/],
  ['\u0131W1AW', /foreign/],
  ['-9', /before the dash/],
  ['-', /before the dash/],
  ['W1AW-', /ends in a dash/],
  ['W1-AW-9', /more than one dash/],
  ['W1AWXYZ', /too long/],
  ['3DA0XYZ-1', /too long/],
  ['W1AW-A', /letter in the SSID/],
  ['W1AW-16', /beyond 15/],
  ['W1AW-99', /beyond 15/],
  ['W1AW-007', /beyond 15/],
  ['W1AW-1234567', /beyond 15/],
];
for (const [text, says] of REFUSED) {
  test(`"${text}" is refused: ${says.source}`, (t) => {
    const error = t.throws(() => parseCallSign(text), { instanceOf: OnairError, message: says });
    t.is(error?.code, 'bad-value');
    t.true((error?.hint.length ?? 0) > 10);
  });
}

test('parts join and split, and every joined callsign parses to itself', (t) => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z0-9]{1,6}$/), fc.nat(15), (base, ssid) => {
      const call = joinCallSign(base, ssid);
      t.deepEqual(splitCallSign(call), { base, ssid });
      t.is(parseCallSign(call), call);
      t.is(parseCallSign(call.toLowerCase()), call);
    }),
  );
});

test('any text is read or refused with bad-value, nothing else', (t) => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z0-9 /*-]{0,12}$/)), (text) => {
      try {
        t.regex(parseCallSign(text), /^[A-Z0-9]{1,6}(-([1-9]|1[0-5]))?$/);
      } catch (thrown) {
        t.true(
          thrown instanceof OnairError &&
            thrown.code === 'bad-value' &&
            !thrown.message.endsWith('is not a callsign'),
        );
      }
    }),
  );
});

for (const text of [
  'W1AW',
  'w1aw-9',
  '3DA0RU',
  '2E0ABC',
  'VK2ABC',
  'W1A',
  'OH2AA-15',
  'HG2000',
  '4U1UN',
  'TE5T',
  'W1TEST',
]) {
  test(`${text} may transmit`, (t) => {
    t.is(requireOwnCallSign(text), parseCallSign(text));
    t.false(isPlaceholder(parseCallSign(text)));
  });
}

for (const text of ['N0CALL', 'N0CALL-9', 'nocall', 'MYCALL-1', 'TEST', 'TEST12-3']) {
  test(`${text} stands for nobody`, (t) => t.true(isPlaceholder(parseCallSign(text))));
}

test('a missing callsign is reported, and a program gets what was typed', (t) => {
  t.like(
    t.throws(() => requireOwnCallSign(undefined), { instanceOf: OnairError, message: 'no callsign is set' }),
    { details: { text: null } },
  );
  t.like(
    t.throws(() => requireOwnCallSign('n0call-9'), { instanceOf: OnairError }),
    { details: { text: 'n0call-9' } },
  );
});

const PLACEHOLDERS = [
  undefined,
  '',
  '  ',
  'N0CALL',
  'n0call-9',
  'N0CALL-16',
  'NOCALL',
  'NOCALL-1',
  'MYCALL',
  'TEST',
  'TEST-3',
  'TEST1',
  'testcall',
  'WIDE1-1',
  'TRACE7',
  'RELAY',
  'BEACON',
  '123456',
  'W1',
];
for (const text of PLACEHOLDERS) {
  test(`${JSON.stringify(text)} may not transmit`, (t) => {
    const error = t.throws(() => requireOwnCallSign(text), { instanceOf: OnairError });
    t.is(error?.code, 'no-callsign');
  });
}

test('an own callsign that is not an address at all is a bad value, with the hint for the mistake', (t) => {
  const error = t.throws(() => requireOwnCallSign('VK2ABC/P'), { instanceOf: OnairError, message: /slash/ });
  t.is(error?.code, 'bad-value');
});
