import test from 'ava';
import { agreement } from '../../host/cli/terminal/io.js';

const NEITHER = [
  'skip',
  'kill',
  'hold',
  'what',
  'clear',
  'stop',
  'yn',
  'yy',
  'ja',
  'q',
  '1',
  'true',
  ' ,',
  'constructor',
];

for (const typed of ['y', 'Y', 'yes', 'YES', ' y ']) {
  test(`"${typed}" agrees`, (t) => t.true(agreement(typed)));
}

for (const typed of ['', ' ', 'n', 'No', 'NO ']) {
  test(`"${typed}" does not agree: Enter alone, and the space that is the emergency stop`, (t) =>
    t.false(agreement(typed)));
}

for (const typed of NEITHER) {
  test(`"${typed}" is neither yes nor no, and is asked again`, (t) => t.is(agreement(typed), undefined));
}
