import test from 'ava';
import { systemClock } from '../../../host/base/index.js';
import { tmD700 } from '../../../host/kenwood/index.js';
import type { Link } from '../../../host/link/index.js';
import { SimLink } from '../../../host/link/sim/index.js';
import { RadioJob } from '../../../host/web/app/radio/radio-job.js';
import type { Connection } from '../../../host/web/app/wire/connection.js';
import { simulated } from '../../../host/web/app/wire/simulated.js';
import { inVirtualTime } from '../../virtual-time.js';

/** A radio in a job, what goes onto the simulated air, and the links that were opened. */
function held(query: Readonly<Record<string, string>> = {}) {
  const onAir: string[] = [];
  const links: Link[] = [];
  const inner = simulated('tm-d700', query, systemClock, ({ kind, text }) => {
    if (kind === 'air') onAir.push(text);
  });
  const connection: Connection = {
    ...inner,
    open: async (line) => {
      const link = await inner.open(line);
      links.push(link);
      return link;
    },
  };
  const job = new RadioJob(systemClock);
  job.connection.value = connection;
  return { job, onAir, links };
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let waited = 0; !isSo(); waited += 50) {
    if (waited > 120_000) throw new Error(`never ${what}`);
    await systemClock.sleep(50);
  }
}

const AT = { latitude: 41.7148, longitude: -72.7272 };

test.serial('into KISS, packets heard, one position sent, and back', async (t) => {
  await inVirtualTime(async () => {
    const { job, onAir } = held({ traffic: '4' });
    const holding = job.hold(tmD700, 9600);
    await until('in KISS', () => job.stage.value.kind === 'in-kiss');
    t.true(job.steps.value.length > 5);
    await until('two packets', () => job.channel.packets.value.length >= 2);
    const [newest] = job.channel.packets.value;
    t.regex(newest?.text ?? '', /car/);
    const before = onAir.length;
    t.is(before, 0, 'nothing is transmitted by bringing it into KISS');
    await job.transmit('w1aw-9', AT, 'onair');
    await until('it is on the air', () => onAir.length > before);
    t.regex(onAir.at(-1) ?? '', /^W1AW-9>APZONA,WIDE1-1,WIDE2-1:!4142\.89N\/07243\.63W>onair$/);
    t.is(job.sent.value, onAir.at(-1));
    job.stop();
    await holding;
    t.is(job.stage.value.kind, 'off');
    t.is(job.failure.value, undefined);
  });
});

test.serial('nothing is transmitted without an own call sign, nor before the radio is in KISS', async (t) => {
  await inVirtualTime(async () => {
    const { job, onAir } = held();
    await t.throwsAsync(job.transmit('W1AW', AT, ''), { code: 'device-refused' });
    const holding = job.hold(tmD700, 9600);
    await until('in KISS', () => job.stage.value.kind === 'in-kiss');
    for (const call of ['', 'N0CALL', 'MYCALL-9', 'WIDE1-1', 'hello'])
      await t.throwsAsync(job.transmit(call, AT, ''), { code: 'no-callsign' }, call);
    await t.throwsAsync(job.transmit('W1AW', AT, 'two\nlines'), { code: 'bad-value' });
    await systemClock.sleep(5000);
    t.deepEqual(onAir, []);
    job.stop();
    await holding;
  });
});

test.serial('a lost link is opened again, and nothing goes out meanwhile', async (t) => {
  await inVirtualTime(async () => {
    const { job, links } = held();
    const holding = job.hold(tmD700, 9600);
    await until('in KISS', () => job.stage.value.kind === 'in-kiss');
    links[0]?.destroy(new Error('out of range'));
    await until('it is lost', () => job.stage.value.kind === 'lost');
    await t.throwsAsync(job.transmit('W1AW', AT, ''), { code: 'device-refused' });
    await until('in KISS again', () => job.stage.value.kind === 'in-kiss');
    t.is(links.length, 2);
    job.stop();
    await holding;
  });
});

test.serial('a power cycle that drops KISS is mended', async (t) => {
  await inVirtualTime(async () => {
    const { job, links } = held();
    const holding = job.hold(tmD700, 9600);
    await until('in KISS', () => job.stage.value.kind === 'in-kiss');
    const [link] = links;
    if (!(link instanceof SimLink)) return t.fail('no simulated link');
    link.device.powerCycle();
    await until('it is noticed', () => job.stage.value.kind === 'starting');
    await until('in KISS again', () => job.stage.value.kind === 'in-kiss');
    t.is(links.length, 1);
    job.stop();
    await holding;
  });
});

test.serial('a radio that is silent says so, and the door is as before', async (t) => {
  await inVirtualTime(async () => {
    const { job } = held({ fault: 'silent' });
    await job.hold(tmD700, 9600);
    t.truthy(job.failure.value);
    t.is(job.stage.value.kind, 'off');
    t.false(job.isBusy.value);
  });
});
