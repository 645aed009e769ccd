import test from 'ava';
import { decodeFrame, encodeUi } from '../../../host/packet/ax25/index.js';
import { parseCallSign } from '../../../host/packet/index.js';
import { Folded } from '../../../host/web/app/radio/heard/folded.js';

function frame(from: string, info: string, path: readonly string[] = []) {
  const bytes = encodeUi({
    from: parseCallSign(from),
    to: parseCallSign('APZ001'),
    path: path.map((call) => ({ call: parseCallSign(call), repeated: true })),
    info: new TextEncoder().encode(info),
  });
  const decoded = decodeFrame(bytes);
  if (!decoded.ok || decoded.frame.type !== 'UI') throw new Error('not a UI frame');
  return decoded.frame;
}

test('copies by other ways are one packet with a count; after half a minute it is a new one', (t) => {
  const folded = new Folded(10);
  folded.add(frame('W1AW', '>hi'), 'status: hi', 0);
  folded.add(frame('W1AW', '>hi', ['W1XM-1']), 'status: hi', 800);
  t.deepEqual(
    folded.add(frame('W1AW', '>ho'), 'status: ho', 900).map(({ text, copies }) => [text, copies]),
    [
      ['status: ho', 0],
      ['status: hi', 1],
    ],
  );
  t.is(folded.add(frame('W1AW', '>hi'), 'status: hi', 31_000).length, 3);
});

test('the list has an end', (t) => {
  const folded = new Folded(5);
  for (let index = 0; index < 100; index++) folded.add(frame('W1AW', `>${index}`), String(index), index);
  const packets = folded.add(frame('W1AW', '>last'), 'last', 200);
  t.deepEqual(
    packets.map(({ text }) => text),
    ['last', '99', '98', '97', '96'],
  );
});

test('what a station sends can not steer the page', (t) => {
  const [packet] = new Folded(5).add(frame('W1AW', '>x'), 'status: \u001b[31m\u202eevil', 0);
  t.false(/[\u001b\u202e]/.test(packet?.text ?? ''), packet?.text);
});
