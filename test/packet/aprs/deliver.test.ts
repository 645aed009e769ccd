import test from 'ava';
import { systemClock } from '../../../host/base/clock.js';
import { decodeAprs } from '../../../host/packet/aprs/decode.js';
import { type DeliveryEnd, deliver } from '../../../host/packet/aprs/send/deliver.js';
import { inVirtualTime } from '../../virtual-time.js';

type Heard = readonly [atMs: number, from: string, info: string];

/** One message, and what is heard when. */
async function play(heard: readonly Heard[], tries = 3): Promise<{ end: DeliveryEnd; sentAt: number[] }> {
  const sentAt: number[] = [];
  const { value } = await inVirtualTime(() => {
    const start = systemClock.now();
    return deliver(
      { from: 'W1AW', to: 'N1AW-9', id: '12', tries, firstWaitMs: 30_000 },
      {
        clock: systemClock,
        signal: new AbortController().signal,
        send: () => Promise.resolve(void sentAt.push(Math.round(systemClock.now() - start))),
        onPacket: (hear) => {
          for (const [atMs, from, info] of heard) {
            systemClock.after(atMs, () =>
              hear(from, decodeAprs({ from, to: 'APZ001', info: Buffer.from(info) })),
            );
          }
        },
      },
    );
  });
  return { end: value, sentAt };
}

const ACKED: readonly (readonly [what: string, heard: Heard])[] = [
  ['the acknowledgement', [5000, 'N1AW-9', ':W1AW     :ack12']],
  ['a reply that acknowledges', [5000, 'N1AW-9', ':W1AW     :fine{44}12']],
  ['an acknowledgement through a gateway', [5000, 'N0CALL', '}N1AW-9>APRS,TCPIP,N0CALL*::W1AW     :ack12']],
];
for (const [what, heard] of ACKED) {
  test.serial(`${what} ends it at once`, async (t) => {
    t.deepEqual(await play([heard]), { end: { kind: 'acknowledged', tries: 1, afterMs: 5000 }, sentAt: [0] });
  });
}

const NOT_OURS: readonly Heard[] = [
  [1000, 'N1AW-9', ':W1AW     :ack13'],
  [1000, 'N1AW-9', ':W1AW     :rej13'],
  [1000, 'N1AW', ':W1AW     :ack12'],
  [1000, 'N1AW-9', ':W1AW-1   :ack12'],
  [1000, 'N1AW-9', ':W1AW     :ack'],
  [1000, 'N1AW-9', ':W1AW     :hello{12'],
  [1000, 'N0CALL', '}N0CALL>APRS,TCPIP,N0CALL*::W1AW     :ack12'],
];
test.serial(
  'what is not for this message does not end it; waits double; the last one is waited for',
  async (t) => {
    t.deepEqual(await play(NOT_OURS), {
      end: { kind: 'unanswered', tries: 3, afterMs: 210_000 },
      sentAt: [0, 30_000, 90_000],
    });
  },
);

test.serial('no wait is longer than two minutes', async (t) => {
  t.deepEqual((await play([], 5)).sentAt, [0, 30_000, 90_000, 210_000, 330_000]);
});

test.serial('a rejection ends it, and so does a late acknowledgement', async (t) => {
  t.like((await play([[40_000, 'N1AW-9', ':W1AW     :rej12']])).end, { kind: 'rejected', tries: 2 });
  t.like((await play([[200_000, 'N1AW-9', ':W1AW     :ack12']])).end, { kind: 'acknowledged', tries: 3 });
});

test.serial('Ctrl-C ends the wait', async (t) => {
  const controller = new AbortController();
  const error = await t.throwsAsync(
    inVirtualTime(() =>
      deliver(
        { from: 'W1AW', to: 'N1AW', id: '1', tries: 2, firstWaitMs: 1000 },
        {
          clock: systemClock,
          signal: controller.signal,
          send: () => Promise.resolve(),
          onPacket: () => void systemClock.after(500, () => controller.abort()),
        },
      ),
    ),
  );
  t.like(error, { code: 'interrupted' });
});
