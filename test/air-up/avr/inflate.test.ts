import test from 'ava';
import { reportOf } from '../../../firmware/air-up/cycle/job/report.js';
import { HOST_GONE, shutsAfter } from './losses.js';
import { inTheLoop } from './rig.js';

test.serial('the compiled sketch, Johnny-Five and the plant air up a tire to its target', (t) =>
  inTheLoop({ startPsi: 30, targetPsi: 38 }, async (loop) => {
    let donePsi = Number.NaN;
    const run = loop.start({
      onStep: (_state, events) => {
        if (events.some(({ kind }) => kind === 'tire-done')) donePsi = loop.tirePsi;
      },
    });
    let done = false;
    run.then(
      () => {
        done = true;
      },
      () => {},
    );
    await loop.until('the job is over', () => done);
    const report = reportOf(await run);
    t.is(report.stopReason, 'done');
    t.true(Math.abs((report.tires[0]?.finalPsi ?? 0) - 38) <= 0.5, JSON.stringify(report));
    t.true(Math.abs(donePsi - 38) <= 0.5, `${donePsi} psi in the tire itself; it cools from there on`);
    t.is(loop.fill, 'low');
    t.is(loop.relay, 'low');
  }),
);

// Every other way to lose the host is in deep/air-up/avr.
test.serial(`all valves shut by themselves when ${HOST_GONE.title}`, (t) => shutsAfter(t, HOST_GONE));
