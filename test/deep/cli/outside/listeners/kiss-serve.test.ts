import { mkdtempSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import fc from 'fast-check';
import { encodeKiss } from '../../../../../host/packet/kiss/kiss.js';
import { Serving } from '../../../../cli/kiss/serving.js';
import { type Ran, run } from '../../../../cli/run.js';
import { packet } from '../../../../kiss-server/rig.js';
import { socat } from '../../../../peers.js';
import { attackLog } from '../../../attacks/attack-log.js';
import { kiss } from './kiss-bytes.js';
import { RUNS, talk } from './talk.js';

/** Time in which a frame is on the air for certain, ms. */
const SENT_WITHIN_MS = 60_000;

const scratch = mkdtempSync(join(tmpdir(), 'onair-listeners-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

const note = attackLog('Bytes of chance');

test.serial(
  'kiss serve: whatever one client sends, another’s frames go on air, and nothing else does',
  async (t) => {
    t.timeout(300_000);
    const serving = await Serving.ready('--port "sim:tm-d700?mode=kiss" --no-init --call K1ABC');
    const port = Number(serving.address.split(':').at(-1));
    await fc.assert(
      fc.asyncProperty(kiss, async (pieces) => {
        await talk(port, pieces, 8);
        await serving.pass(10);
      }),
      { numRuns: RUNS },
    );
    const client = await serving.client();
    client.send(packet('K1ABC', 'still here'));
    await serving.event('sent');
    const sent = serving.of('sent');
    t.true(
      sent.every((event) => JSON.stringify(event).includes('K1ABC')),
      JSON.stringify(sent.slice(0, 3)),
    );
    t.is(await serving.stop(), 0);
    note('KISS, cut and spoilt', 'kiss serve over TCP', 'another’s frames go on air', RUNS);
  },
);

/** A command in this process, in real time, until it is stopped. */
async function running(
  argv: readonly string[],
  isReady: RegExp,
): Promise<{ readonly said: () => string; readonly stop: () => Promise<Ran> }> {
  const controller = new AbortController();
  let said = '';
  let ready = (): void => {};
  const started = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const ended = run(argv, {
    signal: controller.signal,
    onScreen: (soFar) => {
      said = soFar;
      if (isReady.test(soFar)) ready();
    },
  });
  await Promise.race([started, ended]);
  return {
    said: () => said,
    stop: () => {
      controller.abort();
      return ended;
    },
  };
}

/** What is no KISS is hung up on, also in the middle of it; then there is another pseudo-terminal soon. */
async function writeTo(pty: string, pieces: readonly Uint8Array[]): Promise<void> {
  try {
    const file = await open(pty, 'r+');
    try {
      for (const piece of pieces) if (piece.length > 0) await file.write(piece);
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EIO' && code !== 'ENOENT') throw error;
    await delay(20);
  }
}

(socat ? test.serial : test.serial.skip)(
  'kiss serve on a socket file and a pseudo-terminal: whatever comes, nothing foreign goes on air',
  async (t) => {
    t.timeout(300_000);
    const [unix, pty] = [join(scratch, 'sock'), join(scratch, 'pty')];
    const line =
      'kiss serve --port sim:tm-d700?mode=kiss --no-init --call K1ABC --yes --json --listen 127.0.0.1:0';
    const serving = await running([...line.split(' '), '--unix', unix, '--pty', pty], /"event":"ready"/);
    t.teardown(() => serving.stop());
    await fc.assert(
      fc.asyncProperty(kiss, async (pieces) => void (await talk(unix, pieces, 8))),
      { numRuns: RUNS / 3 },
    );
    await fc.assert(
      fc.asyncProperty(kiss, (pieces) => writeTo(pty, pieces)),
      { numRuns: RUNS / 10 },
    );
    const client = connect(unix);
    client.on('error', () => {}).write(encodeKiss(packet('K1ABC', 'still here')));
    for (let waited = 0; waited < SENT_WITHIN_MS && !serving.said().includes('"event":"sent"'); waited += 20)
      await delay(20);
    client.destroy();
    const { code, screen, documents } = await serving.stop();
    t.is(code, 0, screen.slice(-500));
    t.notRegex(screen, /a bug in onair/);
    const sent = documents.filter(({ event }) => event === 'sent').map((event) => JSON.stringify(event));
    t.true(
      sent.length > 0 && sent.every((event) => event.includes('K1ABC')),
      sent.slice(0, 3).join() || screen.slice(-1500),
    );
    note('KISS, cut and spoilt', 'kiss serve --unix', 'nothing foreign on air', RUNS / 3);
    note('KISS, cut and spoilt', 'kiss serve --pty', 'nothing foreign on air', RUNS / 10);
  },
);
