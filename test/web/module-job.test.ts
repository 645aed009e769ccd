import test from 'ava';
import { systemClock } from '../../host/base/index.js';
import { ModuleJob } from '../../host/web/app/module/module-job.js';
import type { Connection } from '../../host/web/app/wire/connection.js';
import { simulated } from '../../host/web/app/wire/simulated.js';
import { inVirtualTime } from '../virtual-time.js';

/** A job on a simulated module. */
function jobOn(query: Readonly<Record<string, string>>): ModuleJob {
  const job = new ModuleJob(systemClock);
  job.connection.value = simulated('hc06', query, systemClock);
  return job;
}

async function foundBy(job: ModuleJob) {
  await job.find();
  const stage = job.stage.value;
  if (stage.kind !== 'found') throw new Error(`not found: ${job.failure.value?.message}`);
  return stage.module;
}

test.serial('a module is found at its rate; nothing is written by that', async (t) => {
  await inVirtualTime(async () => {
    const module = await foundBy(jobOn({ baud: '38400' }));
    t.is(module.baudRate, 38_400);
    t.regex(module.version, /linvor/);
  });
});

test.serial(
  'what is wanted becomes a plan, and only what the user saw is written and verified',
  async (t) => {
    await inVirtualTime(async () => {
      const job = jobOn({ baud: '115200' });
      const module = await foundBy(job);
      await job.plan(module, { name: 'Jeep', pin: '4321', baud: '9600' });
      const planned = job.stage.value;
      if (planned.kind !== 'planned') return t.fail(planned.kind);
      t.deepEqual(
        planned.plan.map(({ setting, to }) => [setting, to]),
        [
          ['name', 'Jeep'],
          ['pin', '4321'],
          ['baud', '9600'],
        ],
      );
      await job.write(module, planned.plan);
      const written = job.stage.value;
      if (written.kind !== 'written') return t.fail(`${written.kind}: ${job.failure.value?.message}`);
      t.is(written.result.applied.length, 3);
      t.is(written.module.baudRate, 9600);
      t.is(written.result.line.baudRate, 9600);
    });
  },
);

test.serial(
  'what a tired person types is refused before anything is written, and the form stays',
  async (t) => {
    await inVirtualTime(async () => {
      const job = jobOn({});
      const module = await foundBy(job);
      for (const [typed, message] of [
        [{ pin: '12' }, /is not 4 digits/],
        [{ name: ' Jeep' }, /begins or ends with a space/],
        [{ name: 'Jeep', pin: 'abcd' }, /is not 4 digits/],
        [{}, /nothing to set/],
        [{ name: '' }, /nothing to set/],
      ] as const) {
        await job.plan(module, typed);
        t.regex(job.failure.value?.message ?? '', message);
        t.notRegex(job.failure.value?.hint ?? '', /--\w/, 'a form has no flags');
        t.is(job.stage.value.kind, 'found');
      }
    });
  },
);

test.serial('a Bluetooth port is refused with the reason', async (t) => {
  const job = new ModuleJob(systemClock);
  const bluetooth: Connection = {
    name: 'Bluetooth port',
    isBluetooth: true,
    isSimulated: false,
    open: () => Promise.reject(new Error('opened')),
  };
  job.connection.value = bluetooth;
  await job.find();
  t.regex(job.failure.value?.message ?? '', /only while no phone is connected/);
  t.regex(job.failure.value?.hint ?? '', /USB adapter/);
});

test.serial('stopped, silent, unplugged: it says so and can be tried again', async (t) => {
  await inVirtualTime(async () => {
    const silent = jobOn({ fault: 'silent' });
    await silent.find();
    t.regex(silent.failure.value?.message ?? '', /no module answers/);
    t.is(silent.stage.value.kind, 'unknown');

    const stopped = jobOn({ fault: 'silent' });
    const finding = stopped.find();
    await systemClock.sleep(1000);
    t.is(stopped.stage.value.kind, 'searching');
    stopped.stop();
    await finding;
    t.is(stopped.failure.value, undefined, 'a stop is no failure');
    t.is(stopped.stage.value.kind, 'unknown');

    const unplugged = jobOn({ fault: 'disconnect@1' });
    await unplugged.find();
    t.regex(unplugged.failure.value?.message ?? '', /the link is gone/);
    t.false(unplugged.isBusy.value);
  });
});

test.serial(
  'a failure while it writes: the port is closed, and the module is looked for again',
  async (t) => {
    await inVirtualTime(async () => {
      const job = jobOn({ fault: 'disconnect@2' });
      const module = await foundBy(job);
      await job.plan(module, { name: 'Jeep' });
      const planned = job.stage.value;
      if (planned.kind !== 'planned') return t.fail(planned.kind);
      await job.write(module, planned.plan);
      t.regex(job.failure.value?.message ?? '', /the link is gone/);
      t.is(job.stage.value.kind, 'unknown');
    });
  },
);

test.serial('one thing at a time: a second tap does nothing', async (t) => {
  await inVirtualTime(async () => {
    const job = jobOn({});
    const first = job.find();
    await job.find();
    t.true(job.isBusy.value);
    await first;
    t.is(job.stage.value.kind, 'found');
  });
});
