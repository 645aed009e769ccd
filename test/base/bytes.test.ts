import test from 'ava';
import fc from 'fast-check';
import { joinBytes, latin1Bytes, latin1Text } from '../../host/base/bytes.js';

test('Latin-1 is one character a byte, as in a Buffer, and back', (t) => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  t.is(latin1Text(all), Buffer.from(all).toString('latin1'));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      t.is(latin1Text(bytes), Buffer.from(bytes).toString('latin1'));
      t.deepEqual(latin1Bytes(latin1Text(bytes)), bytes);
    }),
  );
});

test('of a character beyond a byte the low eight bits stay, as in a Buffer', (t) => {
  t.deepEqual(latin1Bytes('\u0141\u20ac'), Uint8Array.from(Buffer.from('\u0141\u20ac', 'latin1')));
});

test('pieces are joined in memory of their own', (t) => {
  const piece = Uint8Array.of(1, 2);
  const whole = joinBytes([piece, new Uint8Array(0), Uint8Array.of(3)]);
  piece.fill(0);
  t.deepEqual(whole, Uint8Array.of(1, 2, 3));
  t.deepEqual(joinBytes([]), new Uint8Array(0));
});
