import test from 'ava';
import { systemClock } from '../../host/base/clock.js';
import { type ErrorCode, OnairError } from '../../host/base/error.js';
import { keepOpen } from '../../host/link/keep-open.js';
import type { Link } from '../../host/link/link.js';
import { inVirtualTime } from '../virtual-time.js';
import { puppetLink } from './contract/puppet.js';

const failed = (code: ErrorCode): OnairError => new OnairError(code, { message: code, hint: 'again' });

/** The result of one try: it does not open, or it opens and ends like this, immediately or after being ready. */
type Try = { readonly opens: ErrorCode } | { readonly ends: ErrorCode; readonly ready?: true };

interface Log {
  readonly code: string;
  /** `CODE RETRY-MS` of each loss. */
  readonly lost: readonly string[];
  /** When each opening was tried, virtual ms. */
  readonly triedMs: readonly number[];
  readonly links: readonly Link[];
}

/** Runs the tries in order; any further try is a permanent failure. */
async function log(...tries: readonly Try[]): Promise<Log> {
  const lost: string[] = [];
  const triedMs: number[] = [];
  const links: Link[] = [];
  const { value } = await inVirtualTime(async () => {
    const started = systemClock.now();
    const end = keepOpen({
      clock: systemClock,
      signal: new AbortController().signal,
      open: async () => {
        const now = tries[triedMs.length];
        triedMs.push(Math.round(systemClock.now() - started));
        if (!now) throw failed('bad-value');
        if ('opens' in now) throw failed(now.opens);
        const link = puppetLink();
        links.push(link);
        return link;
      },
      use: async (_, ready) => {
        const now = tries[triedMs.length - 1];
        if (!now || 'opens' in now) throw new Error('not opened');
        if (now.ready) ready();
        throw failed(now.ends);
      },
      onLost: ({ code }, retryMs) => lost.push(`${code} ${retryMs}`),
    });
    return end.catch((error: OnairError) => error.code);
  });
  return { code: value, lost, triedMs, links };
}

const WAS_READY: Try = { ends: 'port-lost', ready: true };

for (const code of [
  'port-lost',
  'port-missing',
  'port-failed',
  'port-busy',
  'device-silent',
  'device-confused',
  'not-verified',
] as const) {
  test.serial(`${code} passes, once it was ready; before that it is an answer`, async (t) => {
    const after = await log(WAS_READY, { opens: code }, { ends: code });
    t.deepEqual(after.lost, ['port-lost 3000', `${code} 6000`, `${code} 12000`]);
    t.is(after.code, 'bad-value');
    const before = await log({ ends: code });
    t.is(before.code, code);
    t.deepEqual(before.lost, []);
  });
}

for (const code of ['port-denied', 'device-refused', 'bad-value', 'interrupted'] as const) {
  test.serial(`${code} does not pass`, async (t) => {
    const { code: end, lost } = await log(WAS_READY, { ends: code });
    t.is(end, code);
    t.deepEqual(lost, ['port-lost 3000']);
  });
}

test.serial('the pauses grow to half a minute, and begin again after it was ready', async (t) => {
  const gone: Try = { opens: 'port-missing' };
  const { triedMs } = await log(WAS_READY, gone, gone, gone, gone, gone, WAS_READY, gone);
  const pauses = triedMs.slice(1).map((at, index) => at - (triedMs[index] ?? 0));
  t.deepEqual(pauses, [3000, 6000, 12_000, 24_000, 30_000, 30_000, 3000, 6000]);
});

test.serial('a port that appears ends the pause, one that appears during a try the next', async (t) => {
  const triedMs: number[] = [];
  const signals: AbortSignal[] = [];
  await inVirtualTime(async () => {
    const started = systemClock.now();
    let appear = (): void => {};
    const end = keepOpen({
      clock: systemClock,
      signal: new AbortController().signal,
      onAppear: (act, until) => {
        appear = act;
        signals.push(until);
      },
      open: async () => {
        triedMs.push(Math.round(systemClock.now() - started));
        if (triedMs.length === 3) appear();
        if (triedMs.length > 1) throw failed(triedMs.length < 5 ? 'port-missing' : 'bad-value');
        return puppetLink();
      },
      use: async (_, ready) => {
        ready();
        systemClock.after(100, appear);
        throw failed('port-lost');
      },
      onLost: () => {},
    });
    await t.throwsAsync(end, { code: 'bad-value' });
  });
  t.deepEqual(triedMs, [0, 100, 3100, 3100, 6100]);
  t.deepEqual(
    signals.map(({ aborted }) => aborted),
    [true],
    'then nobody watches any more',
  );
});

test.serial('a link is closed before the next is opened: a port has one user', async (t) => {
  const { links } = await log(WAS_READY, { ends: 'device-silent' }, WAS_READY);
  t.is(links.length, 3);
  for (const link of links) t.true(link.closed);
});

for (const [when, isOpen, says] of [
  ['while the link is open: farewell is said', true, true],
  ['after the link was lost: to whom?', false, false],
] as const) {
  test.serial(`the signal comes ${when}`, async (t) => {
    const farewells: boolean[] = [];
    const link = puppetLink();
    const { value } = await inVirtualTime(() => {
      const abort = new AbortController();
      return keepOpen({
        clock: systemClock,
        signal: abort.signal,
        open: () => Promise.resolve(link),
        use: async (_, ready) => {
          ready();
          if (!isOpen) await link.close();
          abort.abort();
          throw failed(isOpen ? 'interrupted' : 'port-lost');
        },
        onLost: () => t.fail(),
        farewell: async (to) => void farewells.push(to.isOpen),
      }).catch((error: OnairError) => error.code);
    });
    t.is(value, isOpen ? 'interrupted' : 'port-lost');
    t.deepEqual(farewells, says ? [true] : []);
    t.true(link.closed);
  });
}

test.serial('after a loss there is no farewell', async (t) => {
  let farewells = 0;
  await inVirtualTime(() =>
    keepOpen({
      clock: systemClock,
      signal: new AbortController().signal,
      open: () => Promise.resolve(puppetLink()),
      use: () => Promise.reject(failed('device-refused')),
      onLost: () => t.fail(),
      farewell: async () => void farewells++,
    }).catch((error: OnairError) => t.is(error.code, 'device-refused')),
  );
  t.is(farewells, 0);
});

test.serial('the signal ends the pause between two tries', async (t) => {
  const { elapsedMs } = await inVirtualTime(async () => {
    const abort = new AbortController();
    let tries = 0;
    const end = keepOpen({
      clock: systemClock,
      signal: abort.signal,
      open: async () => {
        if (tries++ > 0) throw failed('port-missing');
        return puppetLink();
      },
      use: async (_, ready) => {
        ready();
        throw failed('port-lost');
      },
      onLost: () => {},
    }).catch((error: OnairError) => t.is(error.code, 'interrupted'));
    await systemClock.sleep(5000);
    abort.abort();
    await end;
    t.is(tries, 2);
  });
  t.is(Math.round(elapsedMs), 5000);
});
