import test from 'ava';
import fc from 'fast-check';
import { OnairError } from '../../host/base/error.js';
import type { Answer } from '../../host/hc06/dialogue/answer.js';
import { Dialogue } from '../../host/hc06/dialogue/dialogue.js';
import { LINES, LOOSE_LINES, QUIET_MS, SILENCE } from '../../host/hc06/dialogue/framing.js';
import { type LineSettings, wireTimeMs } from '../../host/link/line.js';
import { failure, type Host, withLink } from './rig.js';
import { type Pieces, ScriptLink } from './script-link.js';

const { answerMs, restMs } = SILENCE;
const quietMs = QUIET_MS;

interface Script extends Host<ScriptLink> {
  readonly dialogue: Dialogue;
  /** Asks once; the answer comes in these pieces. */
  ask(command: string, accepts: RegExp, pieces: Pieces, answerMs?: number): Promise<Answer>;
}

async function scripted<T>(
  act: (script: Script) => Promise<T>,
  line: Partial<LineSettings> = {},
  signal?: AbortSignal,
): Promise<T> {
  const { value } = await withLink(
    () => new ScriptLink(line),
    async (host) => {
      const dialogue = new Dialogue(host.link, host.clock, signal);
      try {
        return await act({
          ...host,
          dialogue,
          ask: (command, accepts, pieces, limitMs) => {
            host.link.answers.push(pieces);
            return dialogue.ask(command, accepts, limitMs === undefined ? {} : { answerMs: limitMs });
          },
        });
      } finally {
        await dialogue.end();
      }
    },
  );
  return value;
}

/** The longest that the answer to an AT may keep us waiting at 9600 8N1: time for two bytes is kept free. */
const LIMIT_MS = answerMs + wireTimeMs(2 + 2, { baudRate: 9600, parity: 'none' });
/** The longest an answer that began in time may take: 24 bytes are kept free. */
const WHOLE_MS = answerMs + wireTimeMs(2 + 24, { baudRate: 9600, parity: 'none' });

test('the figures of the facts', (t) => {
  t.true(quietMs >= 50 && quietMs <= 200, 'public tools use 50 to 200 ms');
  t.true(answerMs >= 1000 && answerMs <= 1500);
  t.is(restMs, 1000, 'no more than one command a second');
});

test.serial('an answer is judged when the line was quiet, and not before', async (t) => {
  await scripted(async ({ ask }) => {
    const answer = await ask('AT', /OK/, [[500, 'OK']]);
    t.like(answer, { text: 'OK', accepted: true, echoed: false });
    t.is(answer.elapsedMs, 500 + quietMs);
  });
});

test.serial('pieces with gaps below the quiet time are one answer, above it two packets', async (t) => {
  for (const gapMs of [1, 20, quietMs - 1]) {
    await scripted(async ({ ask }) => {
      const pieces = [...'OKsetname'].map((char, index) => [500 + index * gapMs, char] as const);
      const answer = await ask('AT+NAMEx', /OKsetname/, pieces);
      if (500 + 8 * gapMs < 1000) {
        t.is(answer.elapsedMs, 500 + 8 * gapMs + quietMs, `${gapMs} ms`);
        t.is(answer.text, 'OKsetname');
        t.true(answer.accepted);
      }
    });
  }
  for (const gapMs of [quietMs + 1, 2 * quietMs, 400]) {
    await scripted(async ({ ask }) => {
      const whole = await ask('AT', /OKsetname/, [
        [500, 'OKset'],
        [500 + gapMs, 'name'],
      ]);
      t.like(whole, { text: 'OKsetname', accepted: true }, 'a later packet is added to the first');
      const early = await ask('AT', /OK/, [
        [500, 'OK'],
        [500 + gapMs, 'more'],
      ]);
      t.like(early, { text: 'OK', accepted: true }, 'certain after the first packet: nobody waits for more');
      t.is(early.elapsedMs, 500 + quietMs);
    });
  }
});

test.serial('silence ends at the deadline, to which the wire time is added', async (t) => {
  for (const [baudRate, parity] of [
    [1200, 'none'],
    [1200, 'even'],
    [9600, 'none'],
    [1382400, 'odd'],
  ] as const) {
    for (const command of ['AT', 'AT+NAMEabcdefghijklmnopqrst']) {
      await scripted(
        async ({ ask, link }) => {
          const answer = await ask(command, /OK/, []);
          t.like(answer, { text: '', accepted: false, echoed: false });
          const expected = answerMs + wireTimeMs(command.length + 2, link.line);
          t.true(
            Math.abs(answer.elapsedMs - expected) <= 1,
            `${baudRate} ${command}: ${answer.elapsedMs} ms`,
          );
          const hurried = await ask(command, /OK/, [], 300);
          t.true(Math.abs(hurried.elapsedMs - (expected - answerMs + 300)) <= 1);
        },
        { baudRate, parity },
      );
    }
  }
});

test.serial('what arrives just before the deadline was heard, what arrives after it was not', async (t) => {
  for (const beforeMs of [1, quietMs / 2, quietMs, 200]) {
    await scripted(async ({ ask }) => {
      const answer = await ask('AT', /OK/, [[LIMIT_MS - beforeMs, 'OK']]);
      t.like(answer, { text: 'OK', accepted: true }, `${beforeMs} ms before`);
      t.true(answer.elapsedMs <= LIMIT_MS + 150 + 2);
    });
  }
  // Once it speaks it is let finish, also at a rate where that takes its time.
  await scripted(
    async ({ ask }) => {
      const beginsMs = answerMs + wireTimeMs(2, { baudRate: 1200, parity: 'none' });
      const answer = await ask('AT', /OK/, [
        [beginsMs + 10, 'Y'],
        [beginsMs + 150, 'OK'],
      ]);
      t.like(answer, { text: 'YOK', accepted: true });
    },
    { baudRate: 1200 },
  );
  await scripted(async ({ ask, sleep }) => {
    t.like(await ask('AT', /OK/, [[LIMIT_MS + 5, 'OK']]), { text: '', accepted: false });
    await sleep(20);
    t.like(
      await ask('AT', /OK/, []),
      { text: '', accepted: false },
      'nor does it count for the next question',
    );
  });
});

test.serial('a line that is never quiet: heard, and over in time', async (t) => {
  const chatter = Array.from({ length: 100 }, (_, index) => [index * 20, '#'] as const);
  await scripted(async ({ ask }) => {
    const answer = await ask('AT', /OK/, chatter);
    t.false(answer.accepted);
    t.regex(answer.text, /^#{50,53}$/);
    t.true(answer.elapsedMs <= WHOLE_MS + 2);
  });
  await scripted(async ({ ask }) => {
    t.true(
      (await ask('AT', /OK/, [...chatter, [505, 'OK']])).accepted,
      'an answer in the middle of it counts',
    );
  });
});

test.serial('what came unasked before the command is not an answer to it', async (t) => {
  for (const beforeMs of [0, 1, quietMs - 5, quietMs + 5, 500]) {
    await scripted(async ({ ask, link, sleep }) => {
      link.arrive('OK');
      await sleep(beforeMs);
      t.like(await ask('AT', /OK/, []), { text: '', accepted: false }, `${beforeMs} ms before`);
    });
    await scripted(async ({ ask, link, sleep }) => {
      link.arrive('+DISC:SUCCESS\r\n');
      await sleep(beforeMs);
      t.like(await ask('AT', /OK/, [[500, 'OK']]), { text: 'OK', accepted: true });
    });
  }
});

test.serial('the echo of the command is not an answer', async (t) => {
  const cases: readonly (readonly [string, RegExp, Pieces, Partial<Answer>])[] = [
    ['AT', /OK/, [[2, 'AT']], { text: '', echoed: true, accepted: false }],
    [
      'AT',
      /OK/,
      [
        [2, 'AT'],
        [500, 'OK'],
      ],
      { text: 'OK', echoed: true, accepted: true },
    ],
    ['AT', /OK/, [[499, 'ATOK']], { text: 'OK', echoed: true, accepted: true }],
    [
      'AT',
      /OK/,
      [
        [2, 'A'],
        [40, 'T'],
        [500, 'O'],
        [501, 'K'],
      ],
      { text: 'OK', echoed: true, accepted: true },
    ],
    [
      'AT',
      /OK/,
      [
        [500, 'OK'],
        [510, 'AT'],
      ],
      { text: 'OK', echoed: true, accepted: true },
    ],
    [
      'AT',
      /OK/,
      [
        [500, 'OK'],
        [700, 'AT'],
      ],
      { text: 'OK', echoed: false, accepted: true },
    ],
    [
      'AT+NAMEOKsetname',
      /OKsetname/,
      [[10, 'AT+NAMEOKsetname']],
      { text: '', echoed: true, accepted: false },
    ],
    [
      'AT+NAMEOKsetname',
      /OKsetname/,
      [
        [10, 'AT+NAMEOKsetname'],
        [500, 'OKsetname'],
      ],
      { text: 'OKsetname', echoed: true, accepted: true },
    ],
    // An echo in two packets: its beginning looks like a confirmation.
    [
      'AT+NAMEOKname-and-more',
      /OKname/,
      [
        [10, 'AT+NAMEOKname'],
        [110, '-and-more'],
      ],
      { text: '', echoed: true, accepted: false },
    ],
    [
      'AT+NAME$&$1',
      /OKsetname/,
      [
        [10, 'AT+NAME$&$1'],
        [500, 'OKsetname'],
      ],
      { text: 'OKsetname', echoed: true, accepted: true },
    ],
    ['AT+VERSION', /linvor/, [[10, 'AT+VER']], { text: '', echoed: true, accepted: false }],
    ['AT+VERSION', /linvor/, [[10, 'AT\\VERSION']], { text: 'AT\\VERSION', echoed: false, accepted: false }],
  ];
  for (const [command, accepts, pieces, expected] of cases) {
    await scripted(async ({ ask }) => {
      t.like(await ask(command, accepts, pieces), expected, JSON.stringify(pieces));
    });
  }
});

test.serial('another answer than the one asked for is kept for the message', async (t) => {
  await scripted(async ({ ask }) => {
    const answer = await ask('AT+PIN1234', /OKsetPIN/, [[500, 'OKsetname']]);
    t.like(answer, { text: 'OKsetname', accepted: false });
    const limitMs = answerMs + wireTimeMs(10 + 2, { baudRate: 9600, parity: 'none' });
    t.true(Math.abs(answer.elapsedMs - limitMs - 150) <= 2, 'a pause in it is waited for');
  });
  await scripted(async ({ ask }) => {
    const answer = await ask('AT+PIN1234', /OKsetPIN/, [
      [100, 'OKsetname'],
      [600, 'OKsetPIN'],
    ]);
    t.like(answer, { text: 'OKsetnameOKsetPIN', accepted: true });
  });
  await scripted(async ({ ask }) => {
    t.is(
      (await ask('AT', /OK/, [[500, '\x80\xff\x00OK\xfe']])).text,
      '\x80\xff\x00OK\xfe',
      'one character a byte',
    );
  });
});

test.serial('each command is one burst of exactly its bytes', async (t) => {
  await scripted(async ({ dialogue, said }) => {
    await dialogue.ask('AT+NAME\xe9 ~', /x/);
    t.deepEqual(
      said().map(({ text }) => text),
      ['AT+NAME\xe9 ~'],
    );
  });
});

test.serial('a rest follows every answer, none follows silence', async (t) => {
  for (const [pieces, rests] of [
    [[[500, 'OK']], true],
    [[[500, 'rubbish']], true],
    [[[2, 'AT']], false], // an echo is the wire's, the module was silent
    [[], false],
  ] as [Pieces, boolean][]) {
    await scripted(async ({ ask, clock, said, dialogue }) => {
      await ask('AT', /OK/, pieces);
      const doneAt = clock.now();
      await ask('AT', /OK/, []);
      const gapMs = (said()[1]?.atMs ?? 0) - doneAt;
      t.is(gapMs, rests ? restMs : 0, JSON.stringify(pieces));
      await ask('AT', /OK/, [[500, 'OK']]);
      const answeredAt = clock.now();
      await dialogue.ready();
      t.is(clock.now() - answeredAt, restMs);
      await dialogue.ready();
      t.is(clock.now() - answeredAt, restMs, 'once');
    });
  }
  await scripted(async ({ ask, said, sleep, clock }) => {
    await ask('AT', /OK/, [[500, 'OK']]);
    await sleep(700);
    const before = clock.now();
    await ask('AT', /OK/, []);
    t.is((said()[1]?.atMs ?? 0) - before, restMs - 700, 'time that went by counts as rest');
  });
});

test.serial('end() rests, lets the link go, and Ctrl-C ends the rest', async (t) => {
  await scripted(async ({ ask, dialogue, clock, link }) => {
    await ask('AT', /OK/, [[500, 'OK']]);
    const doneAt = clock.now();
    await dialogue.end();
    t.is(clock.now() - doneAt, restMs);
    t.is(link.listenerCount('data'), 0);
    const next = new Dialogue(link, clock, undefined);
    link.answers.push([[500, 'OK']]);
    t.true((await next.ask('AT', /OK/)).accepted, 'the link serves another dialogue');
    await next.end();
  });
  await scripted(async ({ ask, dialogue, clock }) => {
    await ask('AT', /OK/, []);
    const doneAt = clock.now();
    await dialogue.end();
    t.is(clock.now(), doneAt, 'after silence there is nothing to wait for');
  });
  const control = new AbortController();
  await scripted(
    async ({ ask, dialogue, clock }) => {
      await ask('AT', /OK/, [[500, 'OK']]);
      const doneAt = clock.now();
      clock.after(300, () => control.abort());
      await dialogue.end();
      t.is(clock.now() - doneAt, 300);
    },
    {},
    control.signal,
  );
  await scripted(async ({ ask, dialogue, clock, link }) => {
    await ask('AT', /OK/, [[500, 'OK']]);
    const doneAt = clock.now();
    link.unplug();
    await dialogue.end();
    t.is(clock.now(), doneAt, 'a link that is gone needs no rest');
  });
});

test.serial('Ctrl-C ends a wait at once, in every phase', async (t) => {
  for (const [afterMs, written] of [
    [0, 1],
    [300, 1],
    [530, 1],
    [800, 1], // in the rest after the answer
    [1700, 2],
  ] as const) {
    const control = new AbortController();
    await scripted(
      async ({ ask, clock, said }) => {
        const abortAt = clock.now() + afterMs;
        clock.after(afterMs, () => control.abort());
        await failure(
          t,
          (async () => {
            for (;;) await ask('AT', /OK/, [[500, 'OK']]);
          })(),
          'interrupted',
        );
        t.true(clock.now() - abortAt <= 1);
        t.is(said().length, written);
        await failure(t, ask('AT', /OK/, [[500, 'OK']]), 'interrupted');
        t.is(said().length, written, 'nothing is written after Ctrl-C');
      },
      {},
      control.signal,
    );
  }
});

test.serial('an uninterrupted sequence goes on after Ctrl-C, the next one does not', async (t) => {
  const control = new AbortController();
  await scripted(
    async ({ ask, dialogue, clock }) => {
      clock.after(100, () => control.abort());
      const answers = await dialogue.uninterrupted(async () => [
        await ask('AT', /OK/, [[500, 'OK']]),
        await ask('AT', /OK/, [[500, 'OK']]),
      ]);
      t.true(answers.every(({ accepted }) => accepted));
      t.throws(() => dialogue.throwIfInterrupted(), { instanceOf: OnairError });
      await failure(t, ask('AT', /OK/, []), 'interrupted');
    },
    {},
    control.signal,
  );
  const other = new AbortController();
  await scripted(
    async ({ dialogue, ask }) => {
      await t.throwsAsync(
        dialogue.uninterrupted(() => Promise.reject(new Error('inside'))),
        { message: 'inside' },
      );
      other.abort();
      await failure(t, ask('AT', /OK/, []), 'interrupted'); // listens again also after a failure
    },
    {},
    other.signal,
  );
});

test.serial('a lost link ends a wait at once', async (t) => {
  for (const afterMs of [0, 250, 900]) {
    await scripted(async ({ ask, clock, link }) => {
      const lostAt = clock.now() + afterMs;
      clock.after(afterMs, () => link.unplug());
      const error = await failure(t, ask('AT', /OK/, []), 'port-lost');
      t.regex(error.message, /cable was pulled/);
      t.true(clock.now() - lostAt <= 1);
      await failure(t, ask('AT', /OK/, []), 'port-lost');
    });
  }
});

test.serial('an adapter whose write hangs does not hang the dialogue', async (t) => {
  await scripted(async ({ ask, link }) => {
    link.writeMs = Number.POSITIVE_INFINITY;
    const answer = await ask('AT', /OK/, []);
    t.true(answer.elapsedMs <= LIMIT_MS + 1);
    t.is(answer.text, '');
  });
  await scripted(async ({ ask, link }) => {
    link.writeMs = 700;
    t.true((await ask('AT', /OK/, [[500, 'OK']])).accepted, 'a slow one is waited for');
  });
});

test.serial('property: however an answer is cut, it is recognized when no gap is too long', async (t) => {
  const answer = fc.constantFrom('OKsetname', 'OKlinvorV1.8', 'OK115200', 'OK');
  await fc.assert(
    fc.asyncProperty(
      answer,
      fc.array(fc.integer({ min: 0, max: quietMs - 1 }), { minLength: 12, maxLength: 12 }),
      fc.integer({ min: 0, max: 300 }),
      async (text, gaps, firstMs) => {
        await scripted(async ({ ask }) => {
          let atMs = firstMs;
          const pieces = [...text].map((char, index) => {
            if (index > 0) atMs += gaps[index] ?? 0;
            return [atMs, char] as const;
          });
          const heard = await ask('AT', new RegExp(`^${text}$`), pieces);
          t.like(heard, { text, accepted: true });
          t.is(heard.elapsedMs, Math.min(atMs + quietMs, LIMIT_MS));
        });
      },
    ),
    { numRuns: 60 },
  );
});

test.serial(
  'after a command of the other framing the module is let settle, from its last byte on',
  async (t) => {
    for (const baudRate of [1200, 115200]) {
      await scripted(
        async ({ dialogue, said, link }) => {
          await dialogue.ask('AT+VERSION', /OK/, { framing: LOOSE_LINES, answerMs: 100 });
          await dialogue.ask('AT', /OK/, { framing: SILENCE, answerMs: 100 });
          const [first, second] = said();
          const gapMs = (second?.atMs ?? 0) - (first?.atMs ?? 0);
          const expected = SILENCE.settleMs + wireTimeMs('AT+VERSION\r\n'.length, link.line);
          t.true(Math.abs(gapMs - expected) <= 2, `${gapMs} ms`);
        },
        { baudRate },
      );
    }
  },
);

test.serial('a module that speaks while we wait to speak gets the rest that it needs, once', async (t) => {
  await scripted(async ({ dialogue, said, link, clock }) => {
    await dialogue.ask('AT+VERSION', /OK/, { framing: LOOSE_LINES, answerMs: 100 });
    clock.after(300, () => link.arrive('ERROR'));
    const heardAt = clock.now() + 300;
    await dialogue.ask('AT', /OK/, { framing: SILENCE, answerMs: 100 });
    const spokenAt = said()[1]?.atMs ?? 0;
    t.true(Math.abs(spokenAt - heardAt - SILENCE.restMs) <= 2, `${spokenAt - heardAt} ms after it`);
  });
  await scripted(async ({ dialogue, said, link, clock }) => {
    await dialogue.ask('AT+VERSION', /OK/, { framing: LOOSE_LINES, answerMs: 100 });
    for (let ms = 0; ms < 4000; ms += 20) clock.after(ms, () => link.arrive('$'));
    const startedAt = clock.now();
    await dialogue.ask('AT', /OK/, { framing: SILENCE, answerMs: 100 });
    t.true((said()[1]?.atMs ?? 0) - startedAt < 2000, 'one that never stops is spoken to all the same');
  });
});

test.serial('the end of a line ends an answer where that is known, else a quiet line does', async (t) => {
  for (const [framing, elapsedMs] of [
    [LINES, 20],
    [LOOSE_LINES, 20 + QUIET_MS],
  ] as const) {
    await scripted(async ({ dialogue, link }) => {
      link.answers.push([[20, 'OK\r\n']]);
      const answer = await dialogue.ask('AT', /OK\r\n/, { framing });
      t.true(answer.accepted);
      t.true(Math.abs(answer.elapsedMs - elapsedMs) <= 1, `${answer.elapsedMs} ms`);
    });
  }
});
