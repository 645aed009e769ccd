import type { ExecutionContext } from 'ava';
import { inTheLoop, type Loop } from './rig.js';

/**
 * What the board may take to let go after the last word of its host: lease, the promise of the sketch, one plant step.
 */
const LET_GO_MS = 500 + 5 + 5;

/** A way to lose the host, and how long the board may take until all is shut. */
export interface Loss {
  readonly title: string;
  readonly withinMs: number;
  readonly lose: (loop: Loop) => void;
}

/** Runs until the main pulse is well on its way. */
export async function filling(loop: Loop): Promise<void> {
  void loop.start();
  await loop.until(
    'the second pulse is on',
    () => loop.events.filter(({ kind }) => kind === 'opened').length === 2,
  );
  const end = loop.uno.nowMs + 300;
  await loop.until('it flows', () => loop.uno.nowMs >= end);
}

/** The first of them, which npm test plays. */
export const HOST_GONE: Loss = {
  title: 'the host’s process is gone, or hangs',
  withinMs: LET_GO_MS,
  lose: () => {},
};

/** Every way to lose the host. */
export const LOSSES: readonly Loss[] = [
  HOST_GONE,
  {
    title: 'the cable is pulled and the board is powered from elsewhere',
    withinMs: LET_GO_MS,
    lose: (loop) => loop.link.unplug(),
  },
  {
    title: 'the host dies in the middle of a message',
    withinMs: LET_GO_MS,
    lose: (loop) => loop.uno.hostSend([0xf0, 0x01, 0x04]),
  },
  {
    title: 'the cable brings noise instead of a host',
    withinMs: LET_GO_MS,
    lose: (loop) => loop.uno.hostSend(Array.from({ length: 3000 }, (_, i) => (i * 73 + 41) & 0x7f)),
  },
  {
    title: 'the host says SYSTEM_RESET and no more',
    withinMs: 10,
    lose: (loop) => loop.uno.hostSend([0xff]),
  },
  {
    title: 'another program opens the port, which resets the board',
    withinMs: 5,
    lose: (loop) => loop.uno.reset(),
  },
  { title: 'the board loses its power for a moment', withinMs: 5, lose: (loop) => loop.uno.powerCycle() },
];

/** All valves shut by themselves when the host is lost so, and stay shut. */
export function shutsAfter(t: ExecutionContext, { withinMs, lose }: Loss): Promise<void> {
  return inTheLoop({ startPsi: 20, targetPsi: 45 }, async (loop) => {
    await filling(loop);
    t.is(loop.fill, 'high');
    t.is(loop.relay, 'high');
    lose(loop);
    loop.withoutHost(withinMs);
    t.not(loop.fill, 'high');
    t.not(loop.relay, 'high');
    const shutPsi = loop.tirePsi;
    loop.withoutHost(3000);
    t.not(loop.fill, 'high', 'it stays shut');
    t.true(loop.tirePsi < shutPsi + 1, `${shutPsi} -> ${loop.tirePsi}`);
  });
}
