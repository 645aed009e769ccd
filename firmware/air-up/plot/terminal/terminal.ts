import { scaleLinear } from 'd3-scale';
import { plot } from 'simple-ascii-chart';
import type { Recording, Series } from '../../simulate/index.js';
import { type PressureUnit, pressureIn } from '../../vehicle/index.js';
import { clockText, timeTicks } from '../time-axis.js';

/** Size and units of a chart for a terminal. */
export interface TerminalPlot {
  readonly columns: number;
  readonly rows: number;
  readonly units: PressureUnit;
}

/** Columns of the axis and its numbers at the left, and of the arrow at the right. */
const AXIS_COLUMNS = 8;

/** The pressures of a recording as lines of text. */
export function plotTerminal(
  { seconds, tires }: Recording,
  { columns, rows, units }: TerminalPlot,
): string[] {
  const width = columns - AXIS_COLUMNS;
  const range = yRange(tires, units);
  const drawn = plot(
    tires.map(({ psi }) => resampled(psi, seconds, width, units)),
    {
      width,
      height: rows,
      customXAxisTicks: timeTicks(seconds, 6),
      formatter: (value, { axis }) => (axis === 'x' ? clockText(value) : Number(value.toFixed(1))),
      customYAxisTicks: scaleLinear(range, [0, 1]).ticks(rows / 2),
      yRange: range,
    },
  );
  const names = tires.map(({ name }) => name).join(', ');
  return [
    `pressure of ${names} in ${units}, over min:s`,
    ...drawn
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line !== ''),
  ];
}

/** One value for each column, so that the chart has no steps wider than a letter. */
function resampled(points: Series, seconds: number, width: number, units: PressureUnit): [number, number][] {
  return Array.from({ length: width }, (_, column): [number, number] => {
    const at = (seconds * column) / Math.max(1, width - 1);
    const index = points.findIndex(([s]) => s >= at);
    const [, psi] = points[index < 0 ? points.length - 1 : index] ?? [at, 0];
    return [at, pressureIn(psi, units)];
  });
}

function yRange(tires: Recording['tires'], units: PressureUnit): [number, number] {
  const values = tires.flatMap(({ psi, targetPsi }) => [targetPsi, ...psi.map(([, value]) => value)]);
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), 0);
  const step = units === 'bar' ? 0.5 : units === 'kPa' ? 50 : 5;
  const [from, to] = [pressureIn(low, units), pressureIn(high, units)];
  return [Math.floor(from / step) * step, Math.ceil(to / step) * step];
}
