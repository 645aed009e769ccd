import type { Table } from './matrix.js';

const ALL_DONE = { all: 'done done done done done' };
const SENSOR_DEAD = (code: string) => ({ all: `${code} ${code} ${code} ${code} ${code}` });
/** In the guard the tire is done, and whoever heard that takes the hose off. */
const HOSE_OFF = { all: 'hose-off hose-off hose-off hose-off done' };
/** Air that goes out through a hole in the tire looks like air that goes out through the vent valve. */
const LOST = 'leak|vent-stuck-open';
/** The second pulse may have been enough; where a third is needed the fault is found. */
const ENOUGH = 'done';
/** Air that does not reach the tire, or a valve that brings it without end: the hose is too high. */
const TOO_HIGH = 'over-pressure|rise-too-fast';

/** The same valve, seen by what it does to the tire. */
const FILLS = `${TOO_HIGH}|fill-stuck-open`;

/** How an inflation ends. The columns: at rest, first pulse, main pulse, settling after it, guard. */
export const INFLATE: Table = {
  'pump weak': ALL_DONE,
  // What a tank holds is enough for this tire.
  'pump dead': { dry: `no-rise no-rise no-rise ${ENOUGH}|no-rise done`, tank: ALL_DONE.all },
  'check valve worn': ALL_DONE,
  'switch welded': ALL_DONE,
  'switch open': { dry: `no-rise no-rise no-rise ${ENOUGH}|no-rise done`, tank: ALL_DONE.all },
  'battery low': {
    dry: `battery-low battery-low battery-low ${ENOUGH}|battery-low done`,
    tank: `battery-low battery-low ${ENOUGH}|battery-low ${ENOUGH}|battery-low done`,
  },
  'line leaks': ALL_DONE,
  'line cut': {
    dry: `too-many-cycles too-many-cycles too-many-cycles ${ENOUGH}|too-many-cycles done`,
    tank: `too-many-cycles too-many-cycles ${ENOUGH}|too-many-cycles ${ENOUGH}|too-many-cycles done`,
  },
  // So small that it can't be told from cooling air in the few seconds that a tire is watched.
  'hose leaks': ALL_DONE,
  'hose cut': HOSE_OFF,
  'hose off': HOSE_OFF,
  'core shut': { all: `rise-too-fast rise-too-fast rise-too-fast ${TOO_HIGH} done` },
  'fill stuck open': { all: `${FILLS} ${FILLS} ${FILLS} ${FILLS} ${FILLS}` },
  'fill stuck shut': { all: `fill-stuck-shut no-rise no-rise ${ENOUGH}|no-rise done` },
  'vent stuck open': { all: `no-rise|leak leak leak ${LOST} ${LOST}` },
  'vent stuck shut': ALL_DONE,
  'nail in the tire': ALL_DONE,
  'tire cut': { all: `${LOST} ${LOST} ${LOST} ${LOST} ${LOST}` },
  // At rest a frozen number can't be told from a still tire.
  'sensor frozen': { all: 'sensor-frozen sensor-frozen sensor-frozen sensor-frozen done' },
  'sensor open': SENSOR_DEAD('sensor-open'),
  'sensor short': SENSOR_DEAD('sensor-short'),
  'sensor out of range': SENSOR_DEAD('sensor-out-of-range'),
};

/** How a deflation ends. */
export const DEFLATE: Table = {
  'pump weak': ALL_DONE,
  'pump dead': ALL_DONE,
  'check valve worn': ALL_DONE,
  'switch welded': ALL_DONE,
  'switch open': ALL_DONE,
  'battery low': { all: `battery-low battery-low battery-low ${ENOUGH}|battery-low done` },
  'line leaks': ALL_DONE,
  'line cut': ALL_DONE,
  'hose leaks': ALL_DONE,
  'hose cut': HOSE_OFF,
  'hose off': HOSE_OFF,
  'core shut': { all: 'hose-off hose-off hose-off vent-stuck-open done' },
  'fill stuck open': {
    all: `over-pressure ${FILLS} ${FILLS} ${FILLS} over-pressure`,
    // The relay is off while air is let out, and what is in a line alone is soon let out too: it may show just then.
    'dry relay': 'done done done|fill-stuck-open done over-pressure',
  },
  'fill stuck shut': ALL_DONE,
  'vent stuck open': { all: 'leak vent-stuck-open vent-stuck-open vent-stuck-open vent-stuck-open' },
  'vent stuck shut': { all: 'vent-stuck-shut vent-stuck-shut vent-stuck-shut vent-stuck-shut done' },
  'nail in the tire': ALL_DONE,
  'tire cut': { all: `${LOST} ${LOST} ${LOST} ${LOST} ${LOST}` },
  'sensor frozen': { all: 'sensor-frozen sensor-frozen sensor-frozen sensor-frozen done' },
  'sensor open': SENSOR_DEAD('sensor-open'),
  'sensor short': SENSOR_DEAD('sensor-short'),
  'sensor out of range': SENSOR_DEAD('sensor-out-of-range'),
};
