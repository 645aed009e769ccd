import test from 'ava';
import { describeTime, readMonthTime, readTime, writeTime } from '../../../host/packet/aprs/content/time.js';

test('times as the paper writes them', (t) => {
  t.deepEqual(readTime('092345z', 0), { day: 9, hour: 23, minute: 45, zone: 'utc' });
  t.deepEqual(readTime('092345/', 0), { day: 9, hour: 23, minute: 45, zone: 'local' });
  t.deepEqual(readTime('234517h', 0), { hour: 23, minute: 45, second: 17, zone: 'utc' });
  t.deepEqual(readMonthTime('10092345', 0), { month: 10, day: 9, hour: 23, minute: 45, zone: 'utc' });
});

test('the first and the last moment of each are times, one before and one behind are none', (t) => {
  for (const time of ['010000z', '312359z', '010000/', '312359/', '000000h', '235959h'])
    t.truthy(readTime(time, 0), time);
  for (const time of [
    '000000z',
    '320000z',
    '012400z',
    '010060z',
    '320000/',
    '240000h',
    '006000h',
    '000060h',
    '092345x',
    '9234z',
    '111111z', // an object without a time
  ])
    t.is(readTime(time, 0), undefined, time);
  for (const time of ['01010000', '12312359']) t.truthy(readMonthTime(time, 0), time);
  for (const time of ['00010000', '13010000', '01000000', '01320000', '01012400', '01010060', '0101000'])
    t.is(readMonthTime(time, 0), undefined, time);
});

test('what is written is the day, hour and minute in UTC, wherever the computer is', (t) => {
  t.is(writeTime(new Date('2026-01-02T03:04:59Z')), '020304z');
  t.is(writeTime(new Date('2026-12-31T23:59:00-11:00')), '011059z');
});

test('times for people', (t) => {
  const said = (text: string): string =>
    describeTime(readTime(text, 0) ?? { hour: 0, minute: 0, zone: 'utc' });
  t.is(said('092345z'), 'day 9, 23:45 UTC');
  t.is(said('090105/'), 'day 9, 01:05 sender’s time');
  t.is(said('010203h'), '01:02:03 UTC');
  const months = Array.from({ length: 12 }, (_, at) => `${String(at + 1).padStart(2, '0')}092345`);
  t.deepEqual(
    months.map((time) =>
      describeTime(readMonthTime(time, 0) ?? { hour: 0, minute: 0, zone: 'utc' }).slice(0, 5),
    ),
    [
      'Jan 9',
      'Feb 9',
      'Mar 9',
      'Apr 9',
      'May 9',
      'Jun 9',
      'Jul 9',
      'Aug 9',
      'Sep 9',
      'Oct 9',
      'Nov 9',
      'Dec 9',
    ],
  );
});
