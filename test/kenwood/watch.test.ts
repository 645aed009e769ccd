import { getEventListeners } from 'node:events';
import test from 'ava';
import { systemClock } from '../../host/base/clock.js';
import { OnairError } from '../../host/base/error.js';
import { type LeftKiss, watchKiss } from '../../host/kenwood/watch.js';
import { DEFAULT_LINE } from '../../host/link/line.js';
import type { SimLink } from '../../host/link/sim/sim-link.js';
import { Puppet, puppetLink } from '../link/contract/puppet.js';
import { inVirtualTime } from '../virtual-time.js';
import { outcomeOf } from './sim/sim-radio.js';

interface Watch {
  readonly link: SimLink;
  readonly abort: AbortController;
  /** What was handed on. */
  handedOn(): string;
  /** How often the question was put. */
  asked(): number;
  /** The TNC says something. */
  says(text: string): void;
  sleep(ms: number): Promise<void>;
  /** How the watch ended, if it has. */
  end(): LeftKiss | OnairError | undefined;
}

/** A watch over a TNC that says what `act` wants, in virtual time. */
async function watched(
  act: (watch: Watch) => Promise<void>,
  checkMs = 0,
  before = (_link: SimLink, _abort: AbortController): unknown => undefined,
) {
  await inVirtualTime(async () => {
    const link = puppetLink({ line: { ...DEFAULT_LINE, baudRate: 9600 } });
    const puppet = link.device;
    if (!(puppet instanceof Puppet)) throw new Error('no puppet');
    let handedOn = '';
    let asked = 0;
    link.tap = (direction) => {
      if (direction === 'out') asked++;
    };
    const abort = new AbortController();
    let end: LeftKiss | OnairError | undefined;
    await before(link, abort);
    const watch = outcomeOf(
      watchKiss(link, {
        clock: systemClock,
        signal: abort.signal,
        probe: 'ID\r',
        checkMs,
        onBytes: (bytes) => {
          handedOn += bytes.toString('latin1');
        },
      }),
    ).then((outcome) => {
      end = outcome;
    });
    try {
      await act({
        link,
        abort,
        handedOn: () => handedOn,
        asked: () => asked,
        says: (text) => puppet.send(text),
        sleep: (ms) => systemClock.sleep(ms),
        end: () => end,
      });
    } finally {
      await link.close();
      await watch;
    }
  });
}

const FEND = '\xc0';

for (const [what, said] of [
  ['a prompt', '\r\ncmd:'],
  ['a prompt right behind a packet', `${FEND}\0hi${FEND}cmd:`],
  ['a prompt right behind the end of a packet', `${FEND}cmd:`],
  ['a prompt in capitals', 'CMD:'],
  ['a command that it does not know', '?EH\r'],
  ['the same, small', '?eh\r'],
  ['radio control that does not know the question', '?\r'],
  ['radio control after something else', 'BUSY\r?\r'],
  ['radio control that knows it but not like this', 'N\r'],
] as const) {
  test.serial(`${what}: it has left KISS`, async (t) => {
    await watched(async ({ says, sleep, end }) => {
      says(said);
      await sleep(2000);
      t.true(end() !== undefined && !(end() instanceof OnairError));
    });
  });
}

test.serial('a prompt that comes letter by letter is one', async (t) => {
  await watched(async ({ says, sleep, end }) => {
    for (const letter of '\r\ncmd:') {
      says(letter);
      await sleep(300);
    }
    await sleep(1000);
    t.deepEqual(end(), { heard: String.raw`\r\ncmd:` });
  });
});

for (const [what, said] of [
  ['a packet', `${FEND}\0cmd: ?EH\r?\r${FEND}`],
  ['the rest of a packet', `cmd: we said${FEND}`],
  ['a packet that was begun', `${FEND}\0\r\ncmd:`],
  ['a packet that was begun right behind another', `hi${FEND}\0\r\ncmd:`],
  ['what no TNC says', 'hello\r'],
  ['noise before a word', '\x80cmd:'],
  ['a question mark inside a line', 'what?\rIN\r'],
] as const) {
  test.serial(`${what}: it is in KISS still`, async (t) => {
    await watched(async ({ says, sleep, end, handedOn }) => {
      says(said);
      await sleep(2000);
      t.is(end(), undefined);
      t.is(handedOn(), said, 'every byte is handed on');
    });
  });
}

test.serial('the rest of a packet that comes in two pieces is no prompt', async (t) => {
  await watched(async ({ says, sleep, end }) => {
    says('cmd: we');
    await sleep(300);
    says(` said${FEND}`);
    await sleep(2000);
    t.is(end(), undefined);
  });
});

test.serial('of a flood of text only the end is kept', async (t) => {
  await watched(async ({ says, sleep, end }) => {
    says(`${'x'.repeat(5000)}cmd:`);
    await sleep(10_000);
    const left = end();
    t.true(left !== undefined && 'heard' in left && left.heard.length === 512 && left.heard.endsWith('cmd:'));
  });
});

test.serial('after it has left everything is for the next reader, once', async (t) => {
  await watched(async ({ link, abort, says, sleep, end, handedOn }) => {
    says('cmd:');
    await sleep(1000);
    t.truthy(end());
    says('more');
    await sleep(1000);
    t.is(handedOn(), 'cmd:');
    t.is(String(link.read()), 'more');
    t.is(handedOn(), 'cmd:');
    t.is(getEventListeners(abort.signal, 'abort').length, 0);
    t.is(link.listenerCount('close'), 0);
  });
});

test.serial('stopped right behind a word, it takes nothing from the next reader', async (t) => {
  await watched(async ({ link, abort, says, sleep, end }) => {
    says('cmd:');
    await sleep(100);
    abort.abort();
    await sleep(0);
    t.is((end() as OnairError).code, 'interrupted');
    let next = '';
    link.on('data', (bytes: Buffer) => {
      next += bytes;
    });
    link.resume();
    await sleep(1000);
    says('more');
    await sleep(1000);
    t.is(next, 'more');
  });
});

test.serial('a silent TNC is asked again and again; one that is heard is not asked', async (t) => {
  await watched(async ({ says, sleep, asked }) => {
    await sleep(35_000);
    t.is(asked(), 3);
    for (let at = 0; at < 20; at++) {
      says(`${FEND}\0hi${FEND}`);
      await sleep(4000);
    }
    t.is(asked(), 3);
    await sleep(27_000);
    t.is(asked(), 6);
  }, 10_000);
});

test.serial('the question is left out where the caller wants that', async (t) => {
  await watched(async ({ says, sleep, asked }) => {
    says(`${FEND}\0hi${FEND}`);
    await sleep(1_000_000);
    t.is(asked(), 0);
  });
});

test.serial('nothing is asked after the end', async (t) => {
  await watched(async ({ says, sleep, asked, end }) => {
    says('cmd:');
    await sleep(100_000);
    t.truthy(end());
    t.is(asked(), 0);
  }, 10_000);
});

test.serial('it ends with the signal, and at once where that came before', async (t) => {
  await watched(async ({ abort, sleep, end }) => {
    abort.abort();
    await sleep(0);
    t.is((end() as OnairError).code, 'interrupted');
  });
  await watched(
    async ({ sleep, end, says, handedOn }) => {
      says('cmd:');
      await sleep(2000);
      t.is((end() as OnairError).code, 'interrupted');
      t.is(handedOn(), '');
    },
    0,
    (_, abort) => abort.abort(),
  );
});

test.serial('it ends with the link, and at once where that is closed', async (t) => {
  await watched(async ({ link, sleep, end }) => {
    await link.close();
    await sleep(0);
    t.is((end() as OnairError).code, 'port-lost');
  });
  await watched(
    async ({ sleep, end }) => {
      await sleep(0);
      t.is((end() as OnairError).code, 'port-lost');
    },
    0,
    (link) => link.close(),
  );
});
