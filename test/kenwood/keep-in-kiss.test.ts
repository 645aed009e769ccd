import test, { type ExecutionContext } from 'ava';
import { systemClock } from '../../host/base/clock.js';
import { OnairError } from '../../host/base/error.js';
import { type KeepEvent, keepInKiss } from '../../host/kenwood/keep-in-kiss.js';
import { findProfile } from '../../host/kenwood/profiles/index.js';
import type { SimRadio } from '../../host/kenwood/sim/radio.js';
import { encodeKiss, RETURN_FRAME } from '../../host/packet/kiss/kiss.js';
import { inVirtualTime } from '../virtual-time.js';
import { openRadio, outcomeOf } from './sim/sim-radio.js';

interface Log {
  readonly events: KeepEvent[];
  readonly radios: SimRadio[];
  readonly bytes: Buffer[];
  send(bytes: Uint8Array): Promise<void>;
  sleep(ms: number): Promise<void>;
}

/** Holds `sim:tm-d700` in KISS while `act` makes its life hard; each opening may be another query. */
async function keeper(
  t: ExecutionContext,
  queries: readonly string[],
  act: (log: Log) => Promise<void>,
  checkMs = 0,
): Promise<OnairError> {
  const { value } = await inVirtualTime(async () => {
    const abort = new AbortController();
    const events: KeepEvent[] = [];
    const radios: SimRadio[] = [];
    const bytes: Buffer[] = [];
    let last: ReturnType<typeof openRadio> | undefined;
    const kept = outcomeOf(
      keepInKiss({
        clock: systemClock,
        signal: abort.signal,
        profile: findProfile('tm-d700'),
        open: () => {
          const query = queries[Math.min(radios.length, queries.length - 1)] ?? '';
          if (query === 'gone') {
            radios.push(...radios.slice(-1));
            const error = new OnairError('port-missing', { message: 'no such port', hint: 'plug it in' });
            return Promise.reject(error);
          }
          last = openRadio('tm-d700', query);
          radios.push(last.radio);
          return Promise.resolve(last.link);
        },
        onEvent: (event) => events.push(event),
        onBytes: (chunk) => bytes.push(chunk),
        checkMs,
      }),
    );
    const send = async (chunk: Uint8Array): Promise<void> => last?.link.send(chunk);
    await systemClock.sleep(12_000);
    await act({ events, radios, bytes, send, sleep: (ms) => systemClock.sleep(ms) });
    abort.abort();
    const end = await kept;
    for (const radio of radios) t.deepEqual(radio.transmitted, []);
    return end as OnairError;
  });
  return value;
}

test.serial('a power cycle is seen by the prompt, and KISS is back', async (t) => {
  const end = await keeper(t, [''], async ({ events, radios, sleep }) => {
    radios[0]?.powerCycle();
    await sleep(15_000);
    t.true(radios[0]?.inKiss);
    t.deepEqual(
      events.map(({ kind }) => kind),
      ['ready', 'left', 'ready'],
    );
    t.is(radios.length, 1, 'the same link');
  });
  t.is(end.code, 'interrupted');
});

test.serial('a radio that leaves KISS is noticed at once', async (t) => {
  await keeper(t, [''], async ({ events, radios, send, sleep }) => {
    await send(RETURN_FRAME);
    await sleep(12_000);
    t.true(radios[0]?.inKiss);
    t.like(events[1], { kind: 'left', heard: 'cmd:' });
  });
});

test.serial('a radio that went silently to radio control is noticed by the question', async (t) => {
  await keeper(
    t,
    [''],
    async ({ events, radios, send, sleep }) => {
      await sleep(100_000);
      t.is(events.length, 1, 'in KISS the question draws nothing');
      await send(Buffer.from('TC 1\r'));
      await sleep(75_000);
      t.true(radios[0]?.inKiss);
      t.deepEqual(
        events.map(({ kind }) => kind),
        ['ready', 'left', 'ready'],
      );
    },
    30_000,
  );
});

test.serial('a lost link is opened again, with longer and longer pauses', async (t) => {
  await keeper(
    t,
    ['fault=disconnect@14&traffic=5', 'gone', 'gone', 'fault=silent', ''],
    async ({ events, radios, sleep }) => {
      await sleep(90_000);
      t.deepEqual(
        events.map((event) => (event.kind === 'lost' ? `${event.error.code} ${event.retryMs}` : event.kind)),
        [
          'ready',
          'port-lost 3000',
          'port-missing 6000',
          'port-missing 12000',
          'device-silent 24000',
          'ready',
        ],
      );
      t.true(radios.at(-1)?.inKiss);
    },
  );
});

test.serial('what does not pass ends it: the first failure, another radio, a refusal', async (t) => {
  for (const [queries, code] of [
    [['fault=silent'], 'device-silent'],
    [['fault=disconnect@14&traffic=5', 'fault=wrong-radio'], 'device-refused'],
    [['fault=disconnect@14&traffic=5', 'fault=refuses-kiss'], 'device-refused'],
  ] as const) {
    t.is((await keeper(t, queries, ({ sleep }) => sleep(60_000))).code, code);
  }
});

test.serial('packets that talk of prompts are no prompts', async (t) => {
  await keeper(t, ['traffic=1'], async ({ events, bytes, radios, sleep }) => {
    const tricky = encodeKiss({ port: 0, command: 0, data: Buffer.from(' cmd: ?EH\r?\rcmd:') });
    for (let cut = 1; cut < tricky.length; cut++) {
      radios[0]?.sendRaw(tricky.subarray(0, cut));
      await sleep(700);
      radios[0]?.sendRaw(tricky.subarray(cut));
    }
    t.deepEqual(
      events.map(({ kind }) => kind),
      ['ready'],
    );
    t.true(Buffer.concat(bytes).includes('cmd: ?EH'));
  });
});
