import test from 'ava';
import fc from 'fast-check';
import { plotSvg } from '../../../firmware/air-up/plot/plot.js';
import { element } from '../../../firmware/air-up/plot/svg.js';
import { plotTerminal } from '../../../firmware/air-up/plot/terminal/terminal.js';
import { type Dot, thin } from '../../../firmware/air-up/plot/thin.js';
import { clockText, timeTicks } from '../../../firmware/air-up/plot/time-axis.js';
import { playJob } from '../../../firmware/air-up/simulate/simulated-job.js';
import { VEHICLE_EXAMPLES } from '../../../firmware/air-up/vehicle/file/examples.js';
import { readVehicle } from '../../../firmware/air-up/vehicle/file/read.js';
import { wellFormed } from './well-formed.js';

const vehicle = readVehicle(
  (VEHICLE_EXAMPLES.jeep ?? '').replace('vent-valve: no ', 'vent-valve: yes '),
  'jeep.yaml',
);
const targets = ['FL', 'TL'].map((tire) => ({ tire, targetPsi: 24, maxPsi: 50 }));
const { recording } = playJob({ vehicle, kind: 'inflate', targets, startPsi: [20, 21] });
const words = { title: 'Jeep & <trailer> "x"', subtitle: 'simulated', units: 'psi' } as const;

test('the picture is well-formed, and its ground is its own', (t) => {
  const svg = plotSvg(recording, words);
  t.deepEqual(wellFormed(svg), []);
  t.regex(svg, /<rect width="800" height="\d+" fill="#ffffff"\/>/);
  t.regex(svg, /viewBox="0 0 800 \d+"/);
  t.notRegex(svg, /NaN|undefined|Infinity/);
});

test('the picture has its three panels, units, legend and targets', (t) => {
  const svg = plotSvg(recording, words);
  for (const label of [
    'Pressure, psi',
    'Valves',
    'Pump and line, psi',
    'fill valve open',
    'pump runs',
    'what the sensor shows',
    'target',
    'FL',
    'TL',
    '24.0',
    'time, min:s',
  ])
    t.true(svg.includes(`>${label}</text>`), label);
  t.true(plotSvg(recording, { ...words, units: 'bar' }).includes('>1.65</text>'));
});

test('no two marks of a scale read the same', (t) => {
  for (const units of ['psi', 'bar', 'kPa'] as const) {
    const svg = plotSvg(recording, { ...words, units });
    const marks = [...svg.matchAll(/<text x="46" [^>]*>([\d.]+)<\/text>/g)].map(([, mark]) => Number(mark));
    // Each scale begins at 0 and rises; the row of the only outlet reads 1 and stands between the two.
    const rises = marks.filter((mark, index) => index === 0 || mark > (marks[index - 1] ?? 0));
    t.is(marks.length - rises.length, 2, `${units}: ${marks.join(' ')}`);
  }
});

test('a bar for every opening of the valve and every run of the pump', (t) => {
  const svg = plotSvg(recording, words);
  const bars = (color: string): number =>
    svg.match(new RegExp(`<rect [^>]*fill="${color}"`, 'g'))?.length ?? 0;
  const legend = 1;
  t.is(bars('#0072b2'), (recording.outlets[0]?.fill.length ?? 0) + legend);
  t.is(bars('#9ccfb0'), recording.pump.length + legend);
  t.true(recording.pump.length > 0);
});

test('any name stays well-formed', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      t.deepEqual(wellFormed(element('text', { 'data-name': name }, name).svg), []);
    }),
  );
});

test('a recording of nothing is drawn too', (t) => {
  const empty = { seconds: 0, tires: [], outlets: [], line: [], pump: [], ampHours: 0, lowestVolts: 12 };
  t.deepEqual(wellFormed(plotSvg(empty, words)), []);
});

test('thinning keeps ends and extremes', (t) => {
  const dot = fc.tuple(fc.integer({ min: 0, max: 700 }), fc.double({ min: 0, max: 300, noNaN: true }));
  fc.assert(
    fc.property(fc.array(dot, { minLength: 1, maxLength: 400 }), (dots) => {
      const line = [...dots].sort((a, b) => a[0] - b[0]) as Dot[];
      const kept = thin(line);
      t.deepEqual(kept[0], line[0]);
      t.deepEqual(kept.at(-1), line.at(-1));
      const highest = (of: readonly Dot[]): number => Math.max(...of.map(([, y]) => y));
      return Math.abs(highest(kept) - highest(line)) <= 0.1;
    }),
  );
});

test('marks of time are numbers that people count in', (t) => {
  t.deepEqual(timeTicks(100, 10), [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  t.deepEqual(timeTicks(612, 10).map(clockText), ['0:00', '2:00', '4:00', '6:00', '8:00', '10:00']);
  t.is(clockText(3725), '1:02:05');
  for (const seconds of [1, 7, 60, 333, 3600, 20_000, 90_000])
    t.true(timeTicks(seconds, 10).length <= 11, `${seconds}`);
});

test('the terminal’s picture fits into 80 columns and shows both tires', (t) => {
  const lines = plotTerminal(recording, { columns: 80, rows: 12, units: 'psi' });
  t.true(
    lines.every((line) => [...line].length <= 80),
    lines.join('\n'),
  );
  t.regex(lines[0] ?? '', /FL, TL in psi/);
  t.true(lines.length > 10);
  t.true(lines.some((line) => /[┏┛━]/.test(line)));
});
