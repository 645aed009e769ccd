import { getEventListeners } from 'node:events';
import test, { type ExecutionContext } from 'ava';
import { systemClock } from '../../host/base/clock.js';
import { Conversation } from '../../host/kenwood/conversation/conversation.js';
import type { ProveKissStep } from '../../host/kenwood/profiles/profile.js';
import { type KissProof, proveKiss } from '../../host/kenwood/proof.js';
import type { SimLink } from '../../host/link/sim/sim-link.js';
import { Puppet, puppetLink } from '../link/contract/puppet.js';
import { inVirtualTime } from '../virtual-time.js';
import { expectError, outcomeOf } from './sim/sim-radio.js';

interface Talk {
  readonly talk: Conversation;
  readonly link: SimLink;
  readonly abort: AbortController;
  handedOn(): string;
  /** The other side says something, after so long. */
  says(text: string, afterMs?: number): void;
}

async function talking<T>(act: (talk: Talk) => Promise<T>): Promise<{ value: T; elapsedMs: number }> {
  return inVirtualTime(async () => {
    const link = puppetLink();
    const puppet = link.device;
    if (!(puppet instanceof Puppet)) throw new Error('no puppet');
    const abort = new AbortController();
    let handedOn = '';
    const talk = new Conversation(link, systemClock, abort.signal, (bytes) => {
      handedOn += bytes.toString('latin1');
    });
    try {
      return await act({
        talk,
        link,
        abort,
        handedOn: () => handedOn,
        says: (text, afterMs = 0) => void systemClock.after(afterMs, () => puppet.send(text)),
      });
    } finally {
      talk.close();
      await link.close();
    }
  });
}

test.serial(
  'every byte is handed on, also what is forgotten; what comes after the end is not ours',
  async (t) => {
    await talking(async ({ talk, link, handedOn, says }) => {
      says('one');
      t.true(await talk.until(() => talk.text === 'one', 1000));
      talk.mark();
      says('two');
      t.true(await talk.until(() => talk.text === 'two', 1000));
      await talk.calm(100, 1000);
      t.is(talk.text, '', 'after a calm nothing is left to be taken for an answer');
      t.is(handedOn(), 'onetwo');
      talk.close();
      says('three');
      await systemClock.sleep(100);
      t.is(handedOn(), 'onetwo');
      t.is(String(link.read()), 'three');
    });
  },
);

test.serial('what is true already is not waited for', async (t) => {
  const { elapsedMs } = await talking(async ({ talk }) => t.true(await talk.until(() => true, 1000)));
  t.is(elapsedMs, 0);
});

test.serial('the signal ends a wait at once, and a wait leaves nothing behind on it', async (t) => {
  const { elapsedMs } = await talking(async ({ talk, abort }) => {
    for (let wait = 0; wait < 20; wait++) await talk.until(() => false, 10);
    t.is(getEventListeners(abort.signal, 'abort').length, 0);
    systemClock.after(50, () => abort.abort());
    expectError(t, await outcomeOf(talk.until(() => false, 10_000)), 'interrupted');
    expectError(t, await outcomeOf(talk.until(() => true, 10_000)), 'interrupted');
  });
  t.is(Math.round(elapsedMs), 250);
});

const STEP: ProveKissStep = {
  kind: 'prove-kiss',
  label: 'is it in KISS?',
  bootMs: 3000,
  poke: '\r',
  silentMs: 400,
  source: 'ours',
  confidence: 'derived',
};

async function proven(
  t: ExecutionContext,
  measuredBootMs: number | undefined,
  ...says: readonly (readonly [text: string, afterMs: number])[]
): Promise<{ proof: KissProof | undefined; elapsedMs: number }> {
  const { value, elapsedMs } = await talking(async (rig) => {
    for (const [text, afterMs] of says) rig.says(text, afterMs);
    const outcome = await outcomeOf(proveKiss(rig.talk, STEP, measuredBootMs));
    if (!(outcome instanceof Error)) return outcome;
    expectError(t, outcome, 'not-verified');
    return undefined;
  });
  return { proof: value, elapsedMs: Math.round(elapsedMs) };
}

test.serial(
  'a TNC gets the time to start that it took before, and a little more; else that of its profile',
  async (t) => {
    const measured = await proven(t, 4000);
    t.deepEqual(measured.proof, { kind: 'round-trip', bootMs: 4300, silentMs: 400 });
    t.true(measured.elapsedMs >= 4700 && measured.elapsedMs < 4800, `${measured.elapsedMs}`);
    const unknown = await proven(t, undefined);
    t.deepEqual(unknown.proof, { kind: 'silence', bootMs: 3000, silentMs: 400 });
    t.true(unknown.elapsedMs >= 3400 && unknown.elapsedMs < 3500, `${unknown.elapsedMs}`);
  },
);

test.serial('a prompt at the end of that time is no KISS, in whatever letters', async (t) => {
  for (const prompt of ['cmd:', 'CMD:', '?EH', '?eh']) {
    t.is((await proven(t, 4000, [prompt, 4250])).proof, undefined, prompt);
    t.is((await proven(t, undefined, [prompt, 2900])).proof, undefined, prompt);
    t.is((await proven(t, 4000, [prompt, 4650])).proof, undefined, 'after the CR');
  }
});
