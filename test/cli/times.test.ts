import test from 'ava';
import { someTime, wholeSeconds } from '../../host/cli/flags/times.js';
import { run, words } from './run.js';

const said = (parse: (text: string) => number, text: string): number | string => {
  try {
    return parse(text);
  } catch (error) {
    return (error as Error).message;
  }
};

test('a time has a unit, or is milliseconds', (t) => {
  for (const [text, ms] of [
    ['5000', 5000],
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5s', 1500],
    ['5m', 300_000],
    ['5min', 300_000],
    ['1h', 3_600_000],
  ] as const) {
    t.is(said(someTime, text), ms, text);
  }
  for (const text of ['', '0', '0s', '-5', '5 s', '5 minutes', 's', '1e9', '600h', '5constructor']) {
    t.regex(String(said(someTime, text)), /^Give a time, for example 30s/, text);
  }
  t.regex(String(said(someTime, '30')), /Seconds are 30s, minutes 30m/);
  t.is(said(someTime, '30ms'), 30);
});

test('a time of whole seconds has a unit, or is seconds', (t) => {
  const upToDay = wholeSeconds(1, 86_400);
  for (const [text, seconds] of [
    ['600', 600],
    ['90s', 90],
    ['10m', 600],
    ['2000ms', 2],
    ['24h', 86_400],
  ] as const) {
    t.is(said(upToDay, text), seconds, text);
  }
  for (const text of ['', '0', '500ms', '1.5', '25h', '10 m', 'often']) {
    t.regex(String(said(upToDay, text)), /^Give a time from 1 s to 86400 s/, text);
  }
});

test('a command says what a time looks like', async (t) => {
  const { stderr, code } = await run(words('aprs listen --port sim:tm-d700 --for soon'));
  t.is(code, 2);
  t.regex(stderr, /--for <time>.*Give a time, for example 30s, 5m or 1h/s);
});
