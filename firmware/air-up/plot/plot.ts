import type { Recording } from '../simulate/index.js';
import { type PressureUnit, pressureDigits, pressureIn } from '../vehicle/index.js';
import { type LegendEntry, legend, legendHeight } from './legend.js';
import { bars, curve, frame, panel, rule, text, valueMarks } from './panel.js';
import { element, type Svg } from './svg.js';
import { THEME, tireStroke } from './theme.js';

/** The texts of the picture. */
export interface PlotText {
  readonly title: string;
  readonly subtitle: string;
  readonly units: PressureUnit;
}

const PRESSURE_PX = 300;
const ROW_PX = 26;
const PUMP_PX = 130;
/** Space between two panels, for the time marks and the name of the next panel. */
const GAP_PX = 62;

/** A recording as one SVG document: pressure, valves and pump over the same time. */
export function plotSvg(recording: Recording, words: PlotText): string {
  const tires = tireEntries(recording);
  const tops = { legend: 62, pressure: 0, valves: 0, pump: 0, end: 0 };
  tops.pressure = tops.legend + legendHeight(tires) + 30;
  tops.valves = tops.pressure + PRESSURE_PX + GAP_PX;
  tops.pump = tops.valves + recording.outlets.length * ROW_PX + GAP_PX;
  const hasPump = recording.pump.length > 0;
  tops.end = (hasPump ? tops.pump + PUMP_PX : tops.pump - GAP_PX) + 42;
  return `${
    element(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        viewBox: `0 0 ${THEME.width} ${tops.end}`,
        width: THEME.width,
        height: tops.end,
        role: 'img',
        'font-family': THEME.font,
        'font-size': THEME.textPx,
      },
      element('title', {}, words.title),
      element('desc', {}, words.subtitle),
      element('rect', { width: THEME.width, height: tops.end, fill: THEME.ground }),
      text(THEME.left, 28, words.title, { 'font-size': THEME.titlePx, 'font-weight': 600 }),
      text(THEME.left, 48, words.subtitle, { fill: THEME.faint }),
      ...legend(tops.legend, tires),
      ...pressurePanel(recording, words.units, tops.pressure),
      ...valvePanel(recording, tops.valves),
      ...(hasPump ? pumpPanel(recording, words.units, tops.pump) : []),
      text((THEME.left + THEME.width - THEME.right) / 2, tops.end - 8, 'time, min:s', {
        'text-anchor': 'middle',
        fill: THEME.faint,
      }),
    ).svg
  }\n`;
}

function tireEntries({ tires }: Recording): LegendEntry[] {
  return [
    ...tires.map(
      ({ name }, index): LegendEntry => ({
        label: name,
        draw: 'line',
        stroke: { ...tireStroke(index), 'stroke-width': 2.5 },
      }),
    ),
    { label: 'what the sensor shows', draw: 'line', stroke: { stroke: THEME.reading, 'stroke-width': 1.2 } },
    {
      label: 'target',
      draw: 'line',
      stroke: { stroke: THEME.ink, 'stroke-width': 1.2, 'stroke-dasharray': '5 4' },
    },
  ];
}

/** Space above the highest value, as a share. */
const HEADROOM = 1.08;

function pressurePanel({ seconds, tires, outlets }: Recording, units: PressureUnit, top: number): Svg[] {
  const of = (psi: number): number => pressureIn(psi, units);
  const values = [
    ...tires.flatMap(({ psi, targetPsi }) => [targetPsi, ...psi.map(([, value]) => value)]),
    ...outlets.flatMap(({ reading }) => reading.map(([, value]) => value)),
  ];
  const highest = values.reduce((most, value) => Math.max(most, value), 1);
  const area = panel(top, PRESSURE_PX, seconds, [0, of(highest) * HEADROOM]);
  const targets = [...new Set(tires.map(({ targetPsi }) => targetPsi))];
  return [
    ...valueMarks(area),
    ...frame(area, `Pressure, ${units}`),
    ...outlets.map(({ reading }) =>
      curve(area, reading, (psi) => Math.max(0, of(psi)), { stroke: THEME.reading, 'stroke-width': 1.2 }),
    ),
    ...targets.flatMap((psi) => [
      rule(THEME.left, area.y(of(psi)), THEME.width - THEME.right, area.y(of(psi)), THEME.ink, {
        'stroke-width': 1.2,
        'stroke-dasharray': '5 4',
      }),
    ]),
    ...tires.map(({ psi }, index) => curve(area, psi, of, { ...tireStroke(index), 'stroke-width': 2.5 })),
    ...targets.map((psi) =>
      text(THEME.width - THEME.right - 4, area.y(of(psi)) - 6, pressureDigits(psi, units), {
        'text-anchor': 'end',
        'paint-order': 'stroke',
        stroke: THEME.ground,
        'stroke-width': 4,
      }),
    ),
  ];
}

function valvePanel({ seconds, outlets }: Recording, top: number): Svg[] {
  const area = panel(top, outlets.length * ROW_PX, seconds, [0, 1]);
  const entries: LegendEntry[] = [{ label: 'fill valve open', draw: 'bar', stroke: { stroke: THEME.fill } }];
  if (outlets.some(({ vent }) => vent.length > 0))
    entries.push({ label: 'vent valve open', draw: 'bar', stroke: { stroke: THEME.vent } });
  return [
    ...frame(area, 'Valves'),
    ...beside(top, 'Valves', entries),
    ...outlets.flatMap(({ label, fill, vent }, index) => {
      const y = top + index * ROW_PX;
      return [
        text(THEME.left - 6, y + ROW_PX / 2 + 4, label, { 'text-anchor': 'end', fill: THEME.faint }),
        ...bars(area, fill, y + 5, ROW_PX - 10, THEME.fill),
        ...bars(area, vent, y + 5, ROW_PX - 10, THEME.vent),
      ];
    }),
  ];
}

/** Minimum range of the line's scale, so that noise around zero does not fill the panel. */
const LEAST_LINE_PSI = 20;

function pumpPanel({ seconds, pump, line }: Recording, units: PressureUnit, top: number): Svg[] {
  const highest = line.reduce((most, [, psi]) => Math.max(most, psi), LEAST_LINE_PSI);
  const area = panel(top, PUMP_PX, seconds, [0, pressureIn(highest, units) * HEADROOM]);
  const title = `Pump and line, ${units}`;
  return [
    ...bars(area, pump, top, PUMP_PX, THEME.running),
    ...valueMarks(area),
    ...frame(area, title),
    ...beside(top, title, [
      { label: 'pump runs', draw: 'bar', stroke: { stroke: THEME.running } },
      { label: 'pressure of the line', draw: 'line', stroke: { stroke: THEME.line, 'stroke-width': 1.8 } },
    ]),
    curve(area, line, (psi) => pressureIn(psi, units), { stroke: THEME.line, 'stroke-width': 1.8 }),
  ];
}

/** The legend of a panel, on the line of the panel's name. */
function beside(top: number, title: string, entries: readonly LegendEntry[]): Svg[] {
  return [element('g', { transform: `translate(${title.length * 8 + 24} 0)` }, ...legend(top - 22, entries))];
}
