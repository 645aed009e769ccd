import test from 'ava';
import { soak } from '../../bench/kiss-serve/soak.js';
import { Serving } from '../../cli/kiss/serving.js';

/** The link is lost at this message of the radio, again and again. */
const RADIO = 'sim:tm-d700?traffic=0.5&fault=disconnect@120';

test('50 clients for two minutes of the radio’s time: no frame is missing on a healthy one', async (t) => {
  const report = await soak({
    clients: 50,
    minutes: 2,
    start: (trace) => Serving.ready(`--port ${RADIO} --trace "${trace}"`),
  });
  t.log(report);
  t.like(report, { exitCode: 0, missing: 0, wrong: 0, unasked: 0, dropped: 0 });
  t.is(report.delivered, report.due);
  // A frame that a loss has cut was on the wire, and is refused all the same: nobody knows how much of it went out.
  const cut = report.onWire + report.refused - report.asked;
  t.true(cut >= 0 && cut <= report.radioLost, `${cut}`);
  t.true(report.given > 100);
  t.true(report.onWire > 30);
  t.true(report.radioLost >= 1);
});
