import test from 'ava';
import { type Break, BUILDS, MOMENTS, playCell, titleOf, wantedEnd } from './matrix.js';
import { INFLATE } from './table.js';

/** A row for each who notices: the hose, the valve, the sensor. All rows are in test/deep/air-up/cycle. */
const ROWS: readonly Break[] = ['hose off', 'fill stuck open', 'sensor open'];

for (const what of ROWS) {
  test(titleOf('inflate', what), (t) => {
    for (const build of BUILDS) {
      for (const moment of MOMENTS) {
        playCell(t, 'inflate', what, build, moment, wantedEnd(INFLATE[what], build, moment));
      }
    }
  });
}
