import test from 'ava';
import {
  BREAKS,
  type Break,
  BUILDS,
  MOMENTS,
  playCell,
  titleOf,
  wantedEnd,
} from '../../../air-up/cycle/matrix/matrix.js';
import { INFLATE } from '../../../air-up/cycle/matrix/table.js';

for (const what of Object.keys(BREAKS) as Break[]) {
  test(titleOf('inflate', what), (t) => {
    for (const build of BUILDS) {
      for (const moment of MOMENTS) {
        playCell(t, 'inflate', what, build, moment, wantedEnd(INFLATE[what], build, moment));
      }
    }
  });
}
