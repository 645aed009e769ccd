import test from 'ava';
import type { RecentLine } from '../../host/hc06/probe/rate-search.js';
import { readRecentLines, writeRecentLines } from '../../host/hc06/probe/recent-lines.js';
import { withModule } from './rig.js';

const here = (baudRate: number, framing: RecentLine['framing'] = 'silence'): RecentLine => ({
  baudRate,
  parity: 'none',
  framing,
});

test('the last three places, the newest first, each once', (t) => {
  let text = '';
  for (const rate of [9600, 38400, 57600, 38400, 115200])
    text = writeRecentLines(readRecentLines(text), here(rate));
  t.deepEqual(
    readRecentLines(text).map(({ baudRate }) => baudRate),
    [115200, 38400, 57600],
  );
});

test('a broken state file is an empty one', (t) => {
  for (const text of ['', '{', '[]', '{"seen":3}', '{"seen":[{"baudRate":"x"}]}', '\u0000']) {
    t.deepEqual(readRecentLines(text), []);
  }
});

test.serial('a module is found at the second place when it was seen there', async (t) => {
  for (const [firmware, framing, questions] of [
    ['linvor-1.8', 'silence', 4],
    ['jdy-33', 'cr-lf', 6],
  ] as const) {
    await withModule({ firmware, baud: 4800 }, async ({ probe, said }) => {
      const { baudRate, elapsedMs } = await probe({ recent: [here(4800, framing)] });
      t.is(baudRate, 4800);
      t.true(said().length <= questions, `${said().length} questions`);
      t.true(elapsedMs < 4000, `${elapsedMs} ms`);
    });
  }
  await withModule({ baud: 19200 }, async ({ probe }) => {
    t.is((await probe({ recent: [here(4800), here(57600, 'cr-lf')] })).baudRate, 19200, 'it moved since');
  });
});
