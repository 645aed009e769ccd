import test from 'ava';
import { openBoard } from '../../../firmware/air-up/board/index.js';
import { parsePins } from '../../../firmware/air-up/board/pins/pin-map.js';
import type { Command } from '../../../firmware/air-up/cycle/input.js';
import { LEASE_MS, type Outputs, safeOutputs } from '../../../firmware/air-up/cycle/outputs.js';
import { OnairError } from '../../../host/base/error.js';
import { jobOf, PINS, type Rig, withBoard } from './rig.js';

const FILL: Outputs = { pump: true, outlets: [{ fill: true, vent: false }] };
const VENT: Outputs = { pump: false, outlets: [{ fill: false, vent: true }] };
const SAFE = safeOutputs(1);

const open = ({ link, pins, clock, abort }: Rig): ReturnType<typeof openBoard> =>
  openBoard({ link, pins, clock, signal: abort.signal });

test.serial('readings have the time at which their raw report came', async (t) => {
  await withBoard('psi=20', async (rig) => {
    const board = await open(rig);
    const { outlets, battery, switchClosed } = board.read();
    t.true(rig.clock.now() - (outlets[0]?.atMs ?? 0) <= 40);
    t.true(Math.abs((outlets[0]?.ratio ?? 0) - (0.1 + (0.8 * 20) / 150)) < 0.003);
    t.true(Math.abs((battery?.volts ?? 0) - 13.8) < 0.05);
    t.true(switchClosed);
    rig.device.hang();
    await rig.clock.sleep(1000);
    t.true(rig.clock.now() - (board.read().outlets[0]?.atMs ?? 0) >= 960, 'an old reading keeps its age');
    await board.close();
  });
});

test.serial(`outputs go LOW by themselves ${LEASE_MS} ms after the last write`, async (t) => {
  await withBoard('', async (rig) => {
    const board = await open(rig);
    board.write(FILL);
    await rig.clock.sleep(LEASE_MS - 20);
    t.deepEqual(rig.on, ['fill valve of hose', 'pump relay']);
    board.write(FILL);
    await rig.clock.sleep(LEASE_MS - 20);
    t.deepEqual(rig.on, ['fill valve of hose', 'pump relay'], 'a new write is a new lease');
    await rig.clock.sleep(40);
    t.deepEqual(rig.on, []);
    board.write(FILL);
    await rig.clock.sleep(20);
    t.deepEqual(rig.on, ['fill valve of hose', 'pump relay'], 'who comes back may go on');
    await board.close();
    t.deepEqual(rig.on, []);
  });
});

test.serial('only changes are sent, and all of it once a second', async (t) => {
  await withBoard('', async (rig) => {
    const board = await open(rig);
    board.write(FILL);
    await rig.clock.sleep(50);
    const before = rig.written.length;
    for (let n = 0; n < 5; n++) {
      board.write(FILL);
      await rig.clock.sleep(100);
    }
    t.is(rig.written.length, before);
    await rig.link.send(Buffer.from([0x90, 0, 0])); // lost on the way, or somebody else
    t.deepEqual(rig.on, []);
    for (let n = 0; n < 10; n++) {
      board.write(FILL);
      await rig.clock.sleep(100);
    }
    t.deepEqual(rig.on, ['fill valve of hose', 'pump relay']);
    await board.close();
  });
});

test.serial('what goes LOW goes before what goes HIGH: never air in and out at once', async (t) => {
  await withBoard('', async (rig) => {
    const board = await open(rig);
    for (const outputs of [FILL, VENT, FILL, SAFE]) {
      board.write(outputs);
      const now = new Map(rig.written.slice(-12).map(({ title, high }) => [title, high]));
      t.false(now.get('fill valve of hose') && now.get('vent valve of hose'));
      await rig.clock.sleep(50);
    }
    for (let index = 0; index < rig.written.length; index++) {
      const [fill, vent] = ['fill valve of hose', 'vent valve of hose'].map(
        (title) => rig.written.slice(0, index + 1).findLast((written) => written.title === title)?.high,
      );
      if (rig.written[index]?.title === 'vent valve of hose') t.false(fill && vent);
    }
    t.throws(() => board.write({ pump: false, outlets: [{ fill: true, vent: true }] }), {
      instanceOf: RangeError,
    });
    t.throws(() => board.write({ pump: false, outlets: [...SAFE.outlets, { fill: true, vent: false }] }), {
      instanceOf: RangeError,
    });
    await board.close();
  });
});

test.serial('after an abort nothing goes HIGH, whoever asks', async (t) => {
  await withBoard('', async (rig) => {
    const board = await open(rig);
    board.write(FILL);
    await rig.clock.sleep(50);
    rig.abort.abort();
    await rig.clock.sleep(20);
    t.deepEqual(rig.on, []);
    board.write(FILL);
    await rig.clock.sleep(50);
    t.deepEqual(rig.on, []);
    await board.close();
  });
});

test.serial('a board that has restarted gets nothing HIGH any more', async (t) => {
  await withBoard('', async (rig) => {
    const commands: string[] = [];
    const { link, pins, clock, abort } = rig;
    const setup = {
      link,
      pins,
      clock,
      signal: abort.signal,
      onCommand: ({ kind }: Command) => commands.push(kind),
    };
    const board = await openBoard(setup);
    board.write(FILL);
    rig.device.restart();
    await clock.sleep(3000);
    t.deepEqual(commands, ['link-lost']);
    board.write(FILL);
    await clock.sleep(100);
    t.deepEqual(rig.on, []);
    await board.close();
  });
});

test.serial('bytes that do not leave any more are a lost link', async (t) => {
  await withBoard('psi=20', async (rig) => {
    const state = await rig.run(jobOf({ FL: 28 }), {
      onStep: (_, events) => {
        if (events.some(({ kind }) => kind === 'opened')) rig.link.isStuck = true;
      },
    });
    t.like(state.stage, { kind: 'fault', fault: { code: 'lease-tripped' } });
    t.deepEqual(rig.on, [], 'the board has shut the valve by itself');
    t.true(rig.clock.now() < 6000, 'and close does not wait for ever');
  });
});

test.serial('opening a board presses no button', async (t) => {
  await withBoard('', async (rig) => {
    const commands: Command[] = [];
    const { link, pins, clock, abort } = rig;
    const board = await openBoard({
      link,
      pins,
      clock,
      signal: abort.signal,
      onCommand: (act) => commands.push(act),
    });
    // What nobody renews the board lets go; that is no button.
    await clock.sleep(2000);
    t.is(commands.shift()?.kind, 'lease-tripped');
    commands.splice(0, commands.length, ...commands.filter(({ kind }) => kind !== 'lease-tripped'));
    t.deepEqual(commands, []);
    await board.close();
  });
});

test.serial('counts that no converter gives are no reading', async (t) => {
  await withBoard('psi=20', async (rig) => {
    const board = await open(rig);
    rig.device.hang();
    await rig.clock.sleep(300);
    const before = board.read().outlets[0];
    rig.link.inject(0xe0, 0x7f, 0x7f);
    await rig.clock.sleep(10);
    t.deepEqual(board.read().outlets[0], before);
    rig.link.inject(0xe0, 0x00, 0x02);
    await rig.clock.sleep(10);
    t.is(board.read().outlets[0]?.ratio, 256.5 / 1024);
    await board.close();
  });
});

test.serial(
  'answers that do not fit each other: confused in the handshake, lost later, never a crash',
  async (t) => {
    await withBoard('fault=silent', async (rig) => {
      rig.clock.after(100, () => {
        rig.link.inject(
          0xf9,
          2,
          5,
          0xf0,
          0x79,
          2,
          5,
          0x61,
          0,
          0xf7,
          0xf0,
          0x6c,
          0x7f,
          0xf7,
          0xf0,
          0x6a,
          0,
          1,
          2,
          0xf7,
        );
      });
      t.is((await t.throwsAsync(open(rig), { instanceOf: OnairError }))?.code, 'device-confused');
      t.deepEqual(rig.misdeeds, []);
    });
    await withBoard('', async (rig) => {
      const state = await rig.run(jobOf({ FL: 28 }), {
        onStep: (_, events) => {
          if (!events.some(({ kind }) => kind === 'opened')) return;
          rig.clock.after(100, () => rig.link.inject(0xf0, 0x6e, 0x70, 1, 1, 0xf7));
        },
      });
      t.like(state.stage, { kind: 'fault', fault: { code: 'link-lost' } });
      t.deepEqual(rig.on, []);
    });
  },
);

test.serial('a write to a link that is gone throws', async (t) => {
  await withBoard('', async (rig) => {
    const board = await open(rig);
    rig.link.pull();
    t.is(t.throws(() => board.write(FILL), { instanceOf: OnairError })?.code, 'port-lost');
    await board.close();
    await board.close();
  });
});

test.serial('close waits until the last LOW has left', async (t) => {
  await withBoard('', async (rig) => {
    const board = await open(rig);
    board.write(FILL);
    await board.close();
    t.deepEqual(rig.on, [], 'without any further waiting');
    t.deepEqual(rig.misdeeds, []);
  });
});

test.serial('a board without a pin of the map is refused, by the name of the pin', async (t) => {
  const nano = parsePins('board: nano\noutlets: [{ name: hose, fill: 4, sensor: A7 }]\n', 'nano.yaml');
  await withBoard(
    '',
    async (rig) => {
      const error = await t.throwsAsync(
        rig.run(jobOf({ FL: 28 }, { outlets: [{ ...OUTLET, hasVent: false }], pump: PUMP })),
        {
          instanceOf: OnairError,
        },
      );
      t.is(error?.code, 'device-refused');
      t.regex(error?.message ?? '', /can't use pin A7 as analog, for the sensor of hose/);
    },
    nano,
  );
});

test.serial('a job that needs what the map does not have', async (t) => {
  const bare = parsePins('board: uno\noutlets: [{ name: hose, fill: 4, sensor: A0 }]\n', 'bare.yaml');
  await withBoard(
    '',
    async (rig) => {
      for (const [job, what] of [
        [jobOf({ FL: 28 }), /vent valve for hose/],
        [jobOf({ FL: 28 }, { outlets: [{ ...OUTLET, hasVent: false }] }), /relay/],
        [
          jobOf({ FL: 28 }, { outlets: [OUTLET, OUTLET].map((outlet) => ({ ...outlet, hasVent: false })) }),
          /outlet number 2/,
        ],
      ] as const) {
        const error = await t.throwsAsync(rig.run(job), { instanceOf: OnairError });
        t.is(error?.code, 'bad-value');
        t.regex(error?.message ?? '', what);
      }
      t.is(rig.written.length, 0);
    },
    bare,
  );
});

const [OUTLET] = jobOf({ FL: 28 }).outlets as [ReturnType<typeof jobOf>['outlets'][number]];
const PUMP = { control: { kind: 'mechanical', relay: false }, duty: { kind: 'continuous' } } as const;

test('the map of the tests is that of one hose', (t) => {
  t.is(PINS.outlets.length, 1);
});
