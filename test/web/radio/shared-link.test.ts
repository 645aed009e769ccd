import { signal } from '@preact/signals';
import test from 'ava';
import { OnairError, systemClock } from '../../../host/base/index.js';
import { tmD700 } from '../../../host/kenwood/index.js';
import { encodeKiss } from '../../../host/packet/kiss/index.js';
import { RadioJob } from '../../../host/web/app/radio/radio-job.js';
import type { Connection } from '../../../host/web/app/wire/connection.js';
import {
  type RadioListener,
  type RadioServer,
  SharedRadioLink,
  type SharedState,
} from '../../../host/web/app/wire/shared-link.js';
import { frameOf } from '../../packet/frames.js';
import { inVirtualTime } from '../../virtual-time.js';

const STATE: SharedState = { title: 'TM-D700', call: 'W1AW', problem: null };
const AT = { latitude: 41.7148, longitude: -72.7272 };

/** A computer with a radio: its state repeated as long as it is not silent, and what it was asked to transmit. */
class Computer implements RadioServer {
  state = STATE;
  isSilent = false;
  refusal: OnairError | undefined;
  readonly transmitted: Uint8Array[] = [];
  readonly open = new Set<RadioListener>();

  listen(on: RadioListener): () => void {
    this.open.add(on);
    const say = (): void => {
      if (!this.open.has(on)) return;
      if (!this.isSilent) on.state(this.state);
      systemClock.after(5000, say);
    };
    systemClock.after(10, say);
    return () => void this.open.delete(on);
  }

  async transmit(kiss: Uint8Array): Promise<void> {
    if (this.refusal) throw this.refusal;
    this.transmitted.push(kiss);
  }

  say(act: (on: RadioListener) => void): void {
    for (const on of [...this.open]) act(on);
  }
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let waited = 0; !isSo(); waited += 50) {
    if (waited > 120_000) throw new Error(`never ${what}`);
    await systemClock.sleep(50);
  }
}

function listening() {
  const computer = new Computer();
  const state = signal<SharedState | undefined>(undefined);
  const connection: Connection = {
    name: 'the radio at the computer',
    isBluetooth: false,
    isSimulated: false,
    shared: { code: signal(''), state },
    open: (line) =>
      SharedRadioLink.open('the radio at the computer', line, {
        server: computer,
        clock: systemClock,
        onState: (latest) => {
          state.value = latest;
        },
      }),
  };
  const job = new RadioJob(systemClock);
  job.connection.value = connection;
  return { computer, job, state };
}

test.serial(
  'packets of a shared radio are shown, a position goes to the computer, and stopping ends it',
  async (t) => {
    await inVirtualTime(async () => {
      const { computer, job, state } = listening();
      const holding = job.hold(tmD700, 9600);
      await until('it listens', () => job.stage.value.kind === 'in-kiss');
      t.is(state.value?.call, 'W1AW');
      computer.say((on) => on.frame(encodeKiss(frameOf('W1AW-3', '>hello'))));
      await until('a packet', () => job.channel.packets.value.length === 1);
      t.deepEqual(computer.transmitted, []);
      await job.transmit('W1AW', AT, '');
      t.is(computer.transmitted.length, 1);
      job.stop();
      await holding;
      t.deepEqual([job.stage.value.kind, job.failure.value, computer.open.size], ['off', undefined, 0]);
    });
  },
);

test.serial('what the computer refuses is told, and the radio stays', async (t) => {
  await inVirtualTime(async () => {
    const { computer, job } = listening();
    const holding = job.hold(tmD700, 9600);
    await until('it listens', () => job.stage.value.kind === 'in-kiss');
    computer.refusal = new OnairError('device-refused', { message: 'W1AW only', hint: 'type W1AW' });
    await t.throwsAsync(job.transmit('W2XYZ', AT, ''), { message: 'W1AW only' });
    await systemClock.sleep(20_000);
    t.is(job.stage.value.kind, 'in-kiss');
    t.is(job.sent.value, undefined);
    job.stop();
    await holding;
  });
});

for (const [what, lose, mend] of [
  [
    'the radio is lost at the computer',
    (computer: Computer) => {
      computer.state = { ...STATE, problem: 'unplugged' };
      computer.say((on) => on.state(computer.state));
    },
    (computer: Computer) => {
      computer.state = STATE;
    },
  ],
  ['the stream ends', (computer: Computer) => computer.say((on) => on.lost()), () => {}],
  [
    'the computer is silent',
    (computer: Computer) => {
      computer.isSilent = true;
    },
    (computer: Computer) => {
      computer.isSilent = false;
    },
  ],
] as const) {
  test.serial(`${what}: it is told, nothing goes out meanwhile, and it comes back by itself`, async (t) => {
    await inVirtualTime(async () => {
      const { computer, job } = listening();
      const holding = job.hold(tmD700, 9600);
      await until('it listens', () => job.stage.value.kind === 'in-kiss');
      lose(computer);
      await until('it is lost', () => job.stage.value.kind === 'lost');
      await t.throwsAsync(job.transmit('W1AW', AT, ''), { code: 'device-refused' });
      mend(computer);
      await until('it is back', () => job.stage.value.kind === 'in-kiss');
      t.deepEqual([computer.transmitted.length, computer.open.size], [0, 1]);
      job.stop();
      await holding;
    });
  });
}

test.serial('a computer whose radio is away, or that says nothing, is an error with a hint', async (t) => {
  await inVirtualTime(async () => {
    const { computer, job } = listening();
    computer.state = { ...STATE, problem: 'unplugged' };
    await job.hold(tmD700, 9600);
    t.regex(job.failure.value?.message ?? '', /away: unplugged/);
    computer.isSilent = true;
    await job.hold(tmD700, 9600);
    t.regex(job.failure.value?.message ?? '', /does not answer/);
    t.truthy(job.failure.value?.hint);
    t.is(computer.open.size, 0);
  });
});
