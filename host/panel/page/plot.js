import { inUnit, minutes } from './units.js';

/* global uPlot */

/** As many points as the server keeps. */
const MOST = 1200;
const HEIGHT = 240;
/** With nothing to show yet it shows the last minute, s. */
const SHORTEST_S = 60;

function ago(seconds) {
  return seconds === 0 ? 'now' : `−${minutes(-seconds * 1000)}`;
}

/** The pressure of the last minutes: sensor, tire and target of each outlet. */
export function plotIn(place, unit) {
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(name).trim();
  let chart;
  let columns = [[]];

  const points = { show: false };
  const series = (outlets) => [
    {},
    ...Array.from({ length: outlets }, (_, at) => [
      { label: outlets > 1 ? `Sensor ${at + 1}` : 'Sensor', stroke: color('--line'), width: 1, points },
      {
        label: outlets > 1 ? `Tire ${at + 1}` : 'Tire',
        stroke: color('--chosen'),
        width: 3,
        points: { show: false },
      },
      {
        label: outlets > 1 ? `Target ${at + 1}` : 'Target',
        stroke: color('--stop'),
        width: 2,
        dash: [8, 6],
        points,
      },
    ]).flat(),
  ];

  const build = (outlets) => {
    const axis = { stroke: color('--ink'), grid: { stroke: `${color('--line')}55` }, font: '14px system-ui' };
    chart?.destroy();
    chart = new uPlot(
      {
        width: place.clientWidth,
        height: HEIGHT,
        series: series(outlets),
        axes: [
          {
            ...axis,
            values: (_, ticks) => ticks.map(ago),
          },
          { ...axis, size: 56 },
        ],
        scales: {
          x: { time: false, range: (_, low) => [Math.min(-SHORTEST_S, low ?? 0), 0] },
          y: { range: (_, low, high) => [Math.min(0, low ?? 0), Math.max(10, (high ?? 0) * 1.05)] },
        },
        cursor: { show: false },
        legend: { show: outlets === 1, live: false },
      },
      columns,
      place,
    );
  };

  /** Minutes before now, so that no clock has to agree. */
  const draw = () => {
    const newest = columns[0].at(-1) ?? 0;
    chart?.setData([columns[0].map((ms) => (ms - newest) / 1000), ...columns.slice(1)]);
  };

  const resized = new ResizeObserver(() => chart?.setSize({ width: place.clientWidth, height: HEIGHT }));
  resized.observe(place);
  // Many phones turn dark by themselves in the evening.
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    if (!chart) return;
    build((columns.length - 1) / 3);
    draw();
  });

  return {
    load({ atMs, outlets }) {
      const shown = (values) => values.map((psi) => inUnit(psi, unit));
      columns = [atMs, ...outlets.flatMap((o) => [shown(o.psi), shown(o.tirePsi), shown(o.targetPsi)])];
      build(outlets.length);
      draw();
    },
    add({ atMs, outlets }) {
      const values = outlets.flatMap((o) => [o.psi, o.tirePsi, o.targetPsi].map((psi) => inUnit(psi, unit)));
      if (columns.length !== values.length + 1) return;
      for (const [at, value] of [atMs, ...values].entries()) {
        columns[at].push(value);
        if (columns[at].length > MOST) columns[at].shift();
      }
      draw();
    },
  };
}
