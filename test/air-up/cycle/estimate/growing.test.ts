import test from 'ava';
import { Growing } from '../../../../firmware/air-up/cycle/estimate/growing.js';

test('whoever holds a shorter list does not see what came later', (t) => {
  const two = Growing.empty<number>().and(1).and(2);
  const three = two.and(3);
  t.deepEqual([...two], [1, 2]);
  t.deepEqual([...three], [1, 2, 3]);
  t.is(two.at(2), undefined);
  t.is(two.at(-1), 2);
  t.is(two.at(-3), undefined);
  t.deepEqual(two.slice(1, 9), [2]);
});

test('a list that is not the longest goes its own way', (t) => {
  const two = Growing.empty<number>().and(1).and(2);
  const here = two.and(3);
  const there = two.and(4);
  t.deepEqual([...here, ...here.and(5)], [1, 2, 3, 1, 2, 3, 5]);
  t.deepEqual([...there], [1, 2, 4]);
});
