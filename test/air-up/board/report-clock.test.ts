import test from 'ava';
import { BatchedReports } from '../../../firmware/air-up/board/components/batched-reports.js';
import { ReportClock } from '../../../firmware/air-up/board/components/report-clock.js';
import { seeded } from '../../../host/base/index.js';

const INTERVAL_MS = 19;
/** A link with this shortest delay, ms. */
const DELAY_MS = 30;

/** Reports measured every 19 ms that arrive later, and the error of their reconstructed times, ms. */
function errors(measured: readonly number[], lateMs: (measuredAtMs: number, n: number) => number): number[] {
  const clock = new ReportClock(INTERVAL_MS);
  let lastMs = 0;
  return measured.map((atMs, n) => {
    lastMs = Math.max(lastMs, atMs + DELAY_MS + lateMs(atMs, n)); // in order
    return clock.measuredAt(lastMs) - DELAY_MS - atMs;
  });
}

const steady = (count: number, fromMs = 0, intervalMs = INTERVAL_MS): number[] =>
  Array.from({ length: count }, (_, n) => fromMs + n * intervalMs);

test('over a cable a report is measured when it arrives', (t) => {
  t.true(errors(steady(200), () => 0).every((error) => error === 0));
});

test('a packet of reports is spread over the time in which they were measured', (t) => {
  const packetMs = 100;
  const late = (atMs: number): number => packetMs - (atMs % packetMs);
  const after = errors(steady(500), late).slice(20);
  t.true(Math.max(...after) - Math.min(...after) < 25, `${Math.min(...after)} to ${Math.max(...after)}`);
});

test('by chance late: the times follow the earliest', (t) => {
  const random = seeded(3);
  const after = errors(steady(2000), () => 60 * random()).slice(100);
  t.true(
    Math.max(...after) < 35 && Math.min(...after) >= 0,
    `${Math.min(...after)} to ${Math.max(...after)}`,
  );
});

test('what comes all at once after a stall is as old as it is', (t) => {
  const stall = { fromMs: 2000, toMs: 5000 };
  const late = (atMs: number): number => (atMs > stall.fromMs && atMs < stall.toMs ? stall.toMs - atMs : 0);
  const measured = steady(400);
  for (const [n, error] of errors(measured, late).entries())
    t.true(error < 15 + (measured[n] ?? 0) * 0.05 && error < 170, `${measured[n]} ms: ${error} ms too young`);
});

test('reports that are lost, and a board that pauses, make the later ones old for a second at most', (t) => {
  const measured = [...steady(100), ...steady(200, 10_000)];
  const after = errors(measured, () => 0);
  t.true(after.slice(100 + 60).every((error) => Math.abs(error) < 1));
});

test('a board that reports more slowly than agreed is known after a second', (t) => {
  const old = errors(steady(300, 0, 40), () => 0);
  t.true(Math.min(...old.slice(30)) > -100, `${Math.min(...old.slice(30))}`);
});

test('a module that holds back is known by its heaps; a stall, packets and a cable are none', (t) => {
  const heard = (arrivals: readonly number[]): number => {
    const held = new BatchedReports();
    return arrivals.findIndex((atMs) => held.isBatched(atMs));
  };
  const heaps = (everyMs: number, size: number): number[] =>
    Array.from({ length: 10 }, (_, heap) => Array.from({ length: size }, () => heap * everyMs)).flat();
  t.is(heard(heaps(490, 25)), 4 * 25, 'as the fifth begins: the first may be a start');
  t.is(heard(heaps(1460, 76)), 4 * 76);
  t.is(heard(heaps(100, 5)), -1, 'packets of 100 ms');
  t.is(heard(heaps(160, 1)), -1, 'a slow board');
  t.is(
    heard([...steady(50), ...Array.from({ length: 100 }, () => 3000), ...steady(50, 3019)]),
    -1,
    'a stall',
  );
  t.is(heard(steady(500)), -1);
});
