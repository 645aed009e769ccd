import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { Series, TimeSpan } from '../simulate/index.js';
import { element, type Svg } from './svg.js';
import { THEME } from './theme.js';
import { type Dot, thin } from './thin.js';
import { clockText, timeTicks } from './time-axis.js';

/** A strip of the picture with its own vertical scale; all strips share the time scale. */
export interface PlotPanel {
  readonly top: number;
  readonly height: number;
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

/** A panel at this height of the picture, with these ranges of time and value. */
export function panel(
  top: number,
  height: number,
  seconds: number,
  values: readonly [number, number],
): PlotPanel {
  return {
    top,
    height,
    x: scaleLinear([0, Math.max(seconds, 1)], [THEME.left, THEME.width - THEME.right]),
    y: scaleLinear([...values], [top + height, top]),
  };
}

/** Name of the panel above it, its frame, and the time marks below it. */
export function frame({ top, height, x }: PlotPanel, title: string): Svg[] {
  const [, seconds = 1] = x.domain();
  const marks = timeTicks(seconds, 10);
  return [
    text(THEME.left, top - 8, title, { 'font-weight': 600 }),
    element('rect', {
      x: THEME.left,
      y: top,
      width: THEME.width - THEME.left - THEME.right,
      height,
      fill: 'none',
      stroke: THEME.faint,
    }),
    ...marks.flatMap((s) => [
      rule(x(s), top, x(s), top + height, THEME.grid),
      text(x(s), top + height + 16, clockText(s), { 'text-anchor': 'middle', fill: THEME.faint }),
    ]),
  ];
}

/** Value marks on the left, with lines across, and just enough digits to tell them apart. */
export function valueMarks({ height, y }: PlotPanel): Svg[] {
  const count = Math.max(2, Math.floor(height / 40));
  const digits = y.tickFormat(count);
  return y
    .ticks(count)
    .flatMap((value) => [
      rule(THEME.left, y(value), THEME.width - THEME.right, y(value), THEME.grid),
      text(THEME.left - 6, y(value) + 4, digits(value), { 'text-anchor': 'end', fill: THEME.faint }),
    ]);
}

/** A value over time. */
export function curve(
  { x, y }: PlotPanel,
  points: Series,
  of: (value: number) => number,
  stroke: Readonly<Record<string, string | number>>,
): Svg {
  const dots = thin(points.map(([s, value]): Dot => [x(s), y(of(value))]));
  const d = line<Dot>().digits(1)(dots as Dot[]) ?? '';
  return element('path', { d, fill: 'none', 'stroke-linejoin': 'round', ...stroke });
}

/** Bars for the time that something was on, at least a pixel wide so that the shortest pulse shows. */
export function bars(
  { x }: PlotPanel,
  spans: readonly TimeSpan[],
  y: number,
  height: number,
  fill: string,
): Svg[] {
  return spans.map(({ fromS, toS }) =>
    element('rect', { x: x(fromS), y, width: Math.max(1, x(toS) - x(fromS)), height, fill }),
  );
}

/** A straight line. */
export function rule(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  stroke: string,
  more: Readonly<Record<string, string | number>> = {},
): Svg {
  return element('line', { x1, y1, x2, y2, stroke, ...more });
}

/** A text. */
export function text(
  x: number,
  y: number,
  words: string,
  more: Readonly<Record<string, string | number>> = {},
): Svg {
  return element('text', { x, y, fill: THEME.ink, ...more }, words);
}
