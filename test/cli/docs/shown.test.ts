import test from 'ava';
import { difference, renewed } from './shown.js';

const PRINTED = ['found it', 'rate 9600', 'ok', 'Done in 20 s'];

for (const [what, shown, isSo] of [
  ['all of it', PRINTED, true],
  ['another number', ['found it', 'rate 4800', 'ok', 'Done in 20 s'], false],
  ['a line too few', PRINTED.slice(0, 3), false],
  ['a line too many', [...PRINTED, 'and more'], false],
  ['another order', ['rate 9600', 'found it', 'ok', 'Done in 20 s'], false],
  ['what takes another time on each computer', ['found it', 'rate 9600', 'ok', 'Done in 7 s'], true],
  ['an ellipsis in the middle', ['found it', '...', 'Done in 20 s'], true],
  ['an ellipsis for nothing', ['found it', '...', 'rate 9600', '...'], true],
  ['an ellipsis at both ends', ['...', 'rate 9600', '...'], true],
  ['a wrong line behind an ellipsis', ['...', 'rate 4800', '...'], false],
  ['an end that is not the end', ['found it', '...', 'ok'], false],
  ['parts in another order', ['...', 'ok', '...', 'rate 9600', '...'], false],
] as const) {
  test(`an output that is shown: ${what} is ${isSo ? 'right' : 'wrong'}`, (t) => {
    t.is(difference(shown, PRINTED) === undefined, isSo);
    t.is(difference(renewed(shown, PRINTED), PRINTED), undefined, 'what is made again is right');
    if (isSo) t.deepEqual(renewed(shown, PRINTED), shown, 'and what is right stays');
  });
}
