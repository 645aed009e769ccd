import { readFileSync } from 'node:fs';
import test from 'ava';
import { gpsPortKind, radioKinds } from '../../../host/kenwood/sim/index.js';
import { encodeUi } from '../../../host/packet/ax25/index.js';
import { parseCallSign } from '../../../host/packet/callsign.js';
import { encodeKiss, KissDecoder } from '../../../host/packet/kiss/kiss.js';
import { withModel, withRadio } from './sim-radio.js';

const OPTIONS = new Set([...radioKinds, gpsPortKind].flatMap(({ options }) => Object.keys(options)));

/** Last cells of the facts that are not sure. */
const DOUBTS = readFileSync('host/kenwood/SOURCES.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (one|guess|in conflict|APRSdroid's menus) \|/.test(line))
  .map((line) => line.split('|').at(-2)?.trim() ?? '')
  .filter((cell) => /^(one|guess|in conflict)\b/.test(cell));

test('each doubt about real radios names an option of the simulated one, or says why there is none', (t) => {
  t.true(DOUBTS.length >= 20, `${DOUBTS.length}`);
  for (const cell of DOUBTS) {
    const [, option] = /`([a-z-]+)(?:=[a-z0-9-]+)?`/.exec(cell) ?? [];
    if (option === undefined) t.regex(cell, /: no option, \S/);
    else t.true(OPTIONS.has(option), cell);
  }
});

const [W1AW, K1ABC] = [parseCallSign('W1AW'), parseCallSign('K1ABC')];

function frameOf(text: string): Uint8Array {
  const data = encodeUi({
    from: W1AW,
    to: parseCallSign('APZ001'),
    path: [],
    info: Buffer.from(text, 'latin1'),
  });
  return encodeKiss({ port: 0, command: 0, data });
}

function textsOf(chunks: readonly Buffer[]): string[] {
  const decoder = new KissDecoder();
  return chunks
    .flatMap((chunk) => decoder.push(chunk))
    .map(({ data }) => Buffer.from(data).toString('latin1').slice(16));
}

test.serial('escape-c=lost: a C that is sent as DB 43 is missing', async (t) => {
  for (const [taken, sent] of [
    ['taken', '>a C'],
    ['lost', '>a '],
  ] as const) {
    await withRadio(`mode=kiss&escape-c=${taken}`, async ({ link, radio, sleep }) => {
      const plain = Buffer.from(frameOf('>a C')).toString('latin1');
      await link.send(Buffer.from(plain.replace('C', '\xdbC'), 'latin1'));
      await sleep(100);
      t.is(Buffer.from(radio.transmitted[0]?.frame.info ?? []).toString('latin1'), sent);
    });
  }
});

test.serial('locks-up=binary: text goes out, a byte of 80 hex ends it until it loses power', async (t) => {
  await withModel('th-d7', 'mode=kiss&locks-up=binary', async ({ link, radio, sleep }) => {
    for (const text of ['>text', '>\xe9', '>more']) await link.send(Buffer.from(frameOf(text)));
    await sleep(1000);
    t.is(radio.transmitted.length, 1);
    t.is(radio.tncState, 'hung');
    radio.powerCycle();
    await sleep(10_000);
    t.is(radio.tncState, 'command');
  });
});

test.serial('locks-up=duplex: a frame that comes while it hears one', async (t) => {
  await withModel('th-d7', 'mode=kiss&locks-up=duplex&traffic=2', async ({ link, radio, sleep }) => {
    await sleep(1000);
    await link.send(Buffer.from(frameOf('>in the gap')));
    await sleep(1100);
    await link.send(Buffer.from(frameOf('>too early')));
    await sleep(1000);
    t.is(radio.transmitted.length, 1);
    t.is(radio.tncState, 'hung');
  });
});

test.serial('kiss-begins=left-over: init goes along, and no packet is made of it', async (t) => {
  await withModel('th-d72', 'kiss-begins=left-over', async ({ init, heard, radio, sleep }) => {
    t.is((await init()).mode, 'kiss');
    heard.length = 0;
    t.true(radio.inKiss);
    await sleep(100);
    t.deepEqual(textsOf(heard), []);
    t.is(radio.transmitted.length, 0);
  });
});

test.serial('power-cycle=keeps: it comes back in KISS', async (t) => {
  for (const [kept, state] of [
    ['forgets', 'command'],
    ['keeps', 'kiss'],
  ] as const) {
    await withRadio(`mode=kiss&power-cycle=${kept}`, async ({ radio, sleep }) => {
      radio.powerCycle();
      await sleep(10_000);
      t.is(radio.tncState, state);
    });
  }
});

for (const [answers, texts] of [
  ['none', []],
  ['ack', [':W1AW     :ack42']],
  ['rej', [':W1AW     :rej42']],
] as const) {
  test.serial(
    `answers=${answers}: what the other station says to a message, and to nothing else`,
    async (t) => {
      await withRadio(`mode=kiss&answers=${answers}`, async ({ link, heard, sleep }) => {
        for (const text of [
          `:${K1ABC.padEnd(9)}:hi{42`,
          `:${K1ABC.padEnd(9)}:no number`,
          ':K1ABC    :ack7{1',
          '>x{42',
        ])
          await link.send(Buffer.from(frameOf(text)));
        await sleep(5000);
        t.deepEqual(textsOf(heard), [...texts]);
      });
    },
  );
}
