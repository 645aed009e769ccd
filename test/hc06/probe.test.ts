import test from 'ava';
import fc from 'fast-check';
import { OnairError } from '../../host/base/error.js';
import { type ProbeProgress, probe } from '../../host/hc06/probe/probe.js';
import { RATES_BY_LIKELIHOOD } from '../../host/hc06/probe/rate-search.js';
import { PARITIES, type Parity, wireTimeMs } from '../../host/link/line.js';
import { SILENT_FIRMWARES } from './aftermath.js';
import { BridgeLink, foreignKind, PickyLink } from './foreign.js';
import { type Chunk, failure, type Query, simLink, withLink, withModule } from './rig.js';

const QUESTION = 'AT+VERSION';
const VERSIONS = {
  'linvor-1.5': 'linvorV1.5',
  'linvor-1.8': 'linvorV1.8',
  'hc01-2.0': 'hc01.comV2.0',
} as const;

interface Line {
  readonly baudRate: number;
  readonly parity: Parity;
}

/** Facts 1.8, point 4: written out, so that the table of the program is compared and not repeated. */
const LIKELIEST_FIRST = [
  9600, 115200, 38400, 57600, 19200, 230400, 4800, 2400, 1200, 460800, 921600, 1382400,
];
/** The questions: with CR LF for modules that need it; AT for a master, which reports no version. */
const QUESTIONS = ['AT+VERSION', '\r\n', 'AT+VERSION\r\n', 'AT', 'AT+VERR?', 'AT+V', '$$$'];
const LINE = ['\r\n', 'AT+VERSION\r\n'];
/** The first of two wakes a module that is asleep, and ends what it has received before. */
const TWICE = ['AT+VERSION\r\n', 'AT+VERSION\r\n'];

interface SentQuery extends Line {
  readonly text: string;
}

const at = (parity: Parity, rates: readonly number[], texts: readonly string[] = [QUESTION]): SentQuery[] =>
  rates.flatMap((baudRate) => texts.map((text) => ({ baudRate, parity, text })));
interface Searched {
  readonly rates?: readonly number[];
  readonly parities?: readonly Parity[];
}

/** All attempts of a search that finds nothing, written out. */
function wayOf({ rates, parities }: Searched = {}): SentQuery[] {
  const given = rates !== undefined;
  const all = rates ?? LIKELIEST_FIRST;
  const [none = 'none', ...more] = parities ?? [];
  const others = parities ? more : (['even', 'odd'] as const);
  const likely = all.slice(0, 5);
  const patient = (parity: Parity): SentQuery[] => [
    ...at(parity, likely, ['AT']),
    ...at(parity, likely, LINE),
  ];
  return [
    // the two likeliest rates in both framings
    ...at(none, all.slice(0, 1), ['AT+VERSION', ...LINE]),
    ...at(none, all.slice(1, 2), ['AT+VERSION', '\r\n']),
    // modules that answer lines immediately, then the first rate again
    ...at(
      none,
      [...all.slice(1, 2), ...(given ? [] : [128_000]), ...all.slice(2), ...(given ? [] : [14_400])],
      TWICE,
    ),
    ...at(none, all.slice(0, 1), [...LINE, 'AT']),
    // the rest; a master and an HM-10 answer AT only
    ...at(none, likely.slice(2)),
    ...at(none, all.slice(5), ['AT']),
    ...(given ? [] : at(none, all.slice(0, 1), ['AT'])),
    // a parity set by accident
    ...others.flatMap((parity) => at(parity, all)),
    ...others.flatMap((parity) =>
      at(
        parity,
        all.filter((rate) => rate >= 4800),
        ['AT+VERSION\r\n'],
      ),
    ),
    // again with patience
    ...(given
      ? at(none, all, [...TWICE, 'AT', '$$$'])
      : [
          ...at(none, [19_200, 115_200, 9600, 38_400, 57_600, 38_400], ['AT']),
          ...at(none, [9600, ...all.slice(2), 115_200], ['$$$']),
          ...at(none, likely, ['AT+VERSION\r\n']),
        ]),
    ...more.flatMap(patient),
  ];
}
const WAY: readonly SentQuery[] = wayOf();
/** Whether a silent family reports its version here. */
const isFirstQuestion = ({ text, parity, baudRate }: SentQuery): boolean =>
  text === QUESTION || (text === 'AT' && parity === 'none' && LIKELIEST_FIRST.indexOf(baudRate) >= 5);
const same = (a: Line, b: Line): boolean => a.baudRate === b.baudRate && a.parity === b.parity;
/** Maximum time for one question, ms. */
const LONGEST_MS: Readonly<Record<string, number>> = {
  'AT+VERSION': 1000,
  AT: 2500,
  '\r\n': 150,
  'AT+VERSION\r\n': 450,
};
const longestMs = (asked: SentQuery): number => (LONGEST_MS[asked.text] ?? 0) + wireTimeMs(84, asked);

const placesOf = (said: readonly Chunk[]): SentQuery[] =>
  said.map(({ text, line: { baudRate, parity } }) => ({ baudRate, parity, text }));
const onlyAsks = (said: readonly Chunk[]): boolean => said.every(({ text }) => QUESTIONS.includes(text));

test('the order of likelihood is that of the facts', (t) => {
  t.deepEqual(RATES_BY_LIKELIHOOD, LIKELIEST_FIRST);
});

for (const firmware of SILENT_FIRMWARES) {
  test.serial(`${firmware} is found at every rate and parity, likeliest place first`, async (t) => {
    let cells = 0;
    for (const baud of LIKELIEST_FIRST) {
      for (const parity of PARITIES) {
        cells += 1;
        const here = { baudRate: baud, parity };
        const { elapsedMs } = await withModule(
          { firmware, baud, parity },
          async ({ link, module, talk, said, clock }) => {
            const startedAt = clock.now();
            const found = await talk(async (dialogue) => {
              const result = await probe(dialogue);
              t.is(result.elapsedMs, clock.now() - startedAt);
              return result;
            });
            t.like(found, { ...here, lineKnown: true, version: VERSIONS[firmware], warnings: [] });
            t.is(found.dialect.id, firmware.startsWith('linvor') ? 'linvor' : 'hc01');
            t.like(link.line, here, 'the link is left there');
            const index = WAY.findIndex((asked) => same(asked, here) && isFirstQuestion(asked));
            const way = WAY.slice(0, index + 1);
            const version = way.at(-1)?.text === 'AT' ? at(parity, [baud]) : [];
            t.deepEqual(placesOf(said()), [...way, ...version]);
            t.true(onlyAsks(said()));
            // A silent family may have received the lines for the others: it needs time to discard them.
            const bound = way.slice(0, -1).reduce((sum, asked) => sum + longestMs(asked), 0) + 4 * 1000;
            t.true(
              found.elapsedMs <= bound + 650 + version.length * 1650 + 3 * wireTimeMs(24, here),
              `${found.elapsedMs} > ${bound} ms`,
            );
            t.like(module, { name: 'linvor', pin: '1234', role: 'slave' });
            t.like(module.line, here, 'nothing was changed');
          },
        );
        t.true(elapsedMs < 60_000);
      }
    }
    t.log(`${cells} places`);
  });
}

test.serial('a module at 9600 is found in 0.6 s, and the next command is heard', async (t) => {
  await withModule({}, async ({ probe, say, clock }) => {
    const startedAt = clock.now();
    const { elapsedMs } = await probe();
    t.true(elapsedMs > 500 && elapsedMs < 600, `${elapsedMs} ms`);
    t.true(clock.now() - startedAt - elapsedMs >= 1000, 'the rest after an answer');
    t.is((await say('AT')).text, 'OK');
  });
});

test.serial('a lost first answer does not lose the module', async (t) => {
  for (const baud of LIKELIEST_FIRST.slice(0, 5)) {
    await withModule({ baud, fault: 'silent@1' }, async ({ probe, said }) => {
      t.is((await probe()).baudRate, baud);
      const again = WAY.findIndex((asked) => asked.baudRate === baud && asked.text === 'AT');
      t.is(said().length, again + 2, 'it is there, and tells its version then');
    });
  }
  for (const baud of LIKELIEST_FIRST) {
    await withModule({ baud, fault: 'silent@1' }, async ({ probe, said }) => {
      t.is((await probe({ rates: [baud] })).baudRate, baud, 'the only rate is asked twice as well');
      t.deepEqual(
        said().map(({ text }) => text),
        ['AT+VERSION', ...LINE, ...LINE, 'AT', 'AT+VERSION'],
      );
    });
  }
});

test.serial('the first place is asked a second time within 5 s', async (t) => {
  await withModule({ fault: 'silent' }, async ({ probe, said }) => {
    await failure(t, probe(), 'device-silent');
    const [first] = said();
    const again = said().find(({ text }) => text === 'AT');
    t.is(again?.line.baudRate, 9600);
    t.true((again?.atMs ?? Number.NaN) - (first?.atMs ?? 0) < 5000);
  });
});

test.serial('an unclear answer is asked for again at once', async (t) => {
  for (const fault of ['partial@1', 'partial@1,echo']) {
    await withModule({ fault, baud: 38400 }, async ({ probe, said }) => {
      t.like(await probe(), { baudRate: 38400, version: 'linvorV1.8' });
      const found = WAY.findIndex((asked) => asked.baudRate === 38400 && asked.text === QUESTION);
      t.deepEqual(placesOf(said()), [...WAY.slice(0, found + 1), ...WAY.slice(found, found + 1)]);
      const [first, second] = said().slice(found);
      t.true((second?.atMs ?? 0) - (first?.atMs ?? 0) >= 1000, 'after a rest');
    });
  }
  await withModule({ fault: 'partial' }, async ({ probe, said }) => {
    const { details } = await failure(t, probe({ rates: [9600], parities: ['none'] }), 'device-unknown');
    t.is(details.answer, 'OKlinv');
    t.is(said().length, 2, 'the second equal answer that can be read ends it');
  });
  // The second answer is silence: the first one is reported.
  for (const [says, heard] of [
    ['OKlinv|', ['OKlinv']],
    ['OK1|OK2|OK3|OK4|OK5', ['OK2']],
    ['OK1||OK3||OK5|', ['OK3']],
  ] as const) {
    await withLink(
      () => simLink(foreignKind, { says }),
      async ({ probe }) => {
        const { details } = await failure(t, probe({ rates: [9600], parities: ['none'] }), 'device-confused');
        t.deepEqual(details.heard, heard);
      },
    );
  }
});

test.serial('faults of the wire that a probe gets through', async (t) => {
  for (const [fault, warning] of [
    ['slow', undefined],
    ['stale-reply', undefined],
    ['noise', /noise/],
    ['echo', /echo/],
    ['echo,noise', /echo/],
  ] as const) {
    for (const baud of [1200, 9600, 115200]) {
      await withModule({ fault, baud }, async ({ probe, said }) => {
        const found = await probe();
        t.like(found, { baudRate: baud, version: 'linvorV1.8', parity: 'none' }, fault);
        t.is(
          found.warnings.some((text) => warning?.test(text)),
          warning !== undefined,
        );
        t.true(onlyAsks(said()));
      });
    }
  }
  await withModule({ fault: 'wrong-baud', baud: 115200 }, async ({ probe }) => {
    t.is((await probe()).baudRate, 57600, 'found where it really is');
  });
  // One sketch has 600 ms: the hurried question allows for that too.
  for (const [parity, commandEndMs] of [
    ['none', 600],
    ['even', 600],
    ['odd', 600],
  ] as const) {
    for (const baud of [2400, 115200]) {
      await withModule({ 'command-end': commandEndMs, parity, baud }, async ({ probe }) => {
        t.like(await probe(), { baudRate: baud, parity });
      });
    }
  }
});

test.serial(
  'a module that answers garbage, and is deaf after it, is found within the time of silence',
  async (t) => {
    for (const baud of LIKELIEST_FIRST) {
      await withModule({ firmware: 'bt-06', baud }, async ({ probe }) => {
        const { elapsedMs, dialect } = await probe();
        t.is(dialect.framing.title, 'silence');
        t.true(elapsedMs < 45_000, `${baud}: ${elapsedMs} ms`);
      });
    }
  },
);

test.serial(
  'an answer so late that it seems to answer the lines: how it is spoken to is asked again',
  async (t) => {
    for (const commandEnd of [600, 650, 700]) {
      await withModule({ 'command-end': commandEnd, fault: 'slow' }, async ({ talk, module }) => {
        await talk(async (dialogue) => {
          const { dialect, elapsedMs } = await probe(dialogue);
          t.is(dialect.framing.title, 'silence', `${commandEnd} ms`);
          t.true(elapsedMs < 40_000, `${elapsedMs} ms`);
          t.true((await dialogue.ask('AT+NAMELate', /OKsetname/)).accepted);
        });
        t.is(module.name, 'Late');
      });
    }
  },
);

test.serial('only the rates and parities asked for are tried', async (t) => {
  const some = [1200, 2400, 4800, 9600, 19200, 38400];
  const tries: readonly Searched[] = [
    { rates: [1200, 38400] },
    { parities: ['odd'] },
    { rates: [57600], parities: ['even'] },
    { rates: [4800], parities: ['odd', 'none'] },
    { rates: some, parities: ['none'] },
  ];
  for (const options of tries) {
    await withModule({ fault: 'silent' }, async ({ probe, said }) => {
      await failure(t, probe(options), 'device-silent');
      t.deepEqual(placesOf(said()), wayOf(options));
    });
  }
  await withModule({ baud: 38400, parity: 'even' }, async ({ probe }) => {
    await failure(t, probe({ rates: [9600, 19200] }), 'device-silent');
    await failure(t, probe({ parities: ['none', 'odd'] }), 'device-silent');
    t.like(await probe({ rates: [38400], parities: ['even'] }), { baudRate: 38400, parity: 'even' });
  });
});

test.serial('progress reports the place and a time that is never exceeded', async (t) => {
  for (const query of [{ fault: 'silent' }, { baud: 1200, parity: 'odd' }, { baud: 57600 }] as Query[]) {
    await withModule(query, async ({ probe, clock, said }) => {
      const noted: (ProbeProgress & { atMs: number })[] = [];
      await probe({ onProgress: (progress) => noted.push({ ...progress, atMs: clock.now() }) }).catch(
        () => {},
      );
      const doneAt = clock.now();
      t.deepEqual(
        noted.map(({ line }) => ({ ...line })),
        said().map(({ line: { baudRate, parity } }) => ({ baudRate, parity })),
      );
      for (const [index, { longestMs: longest, atMs }] of noted.entries()) {
        t.true(atMs + longest + 1100 >= doneAt, 'one rest not counted');
        t.true(longest < (noted[index - 1]?.longestMs ?? 75_000));
      }
      t.true((noted[0]?.longestMs ?? 0) < 75_000);
    });
  }
});

/** The device that answers, and the message to the user. */
const OTHERS: readonly (readonly [string, 'device-unknown' | 'device-confused', RegExp])[] = [
  ['+VERSION=Firmware V3.0.6,Bluetooth V4.0 LE\r\n', 'device-unknown', /BLE/],
  ['MLT-BT05-V4.4\r\n', 'device-unknown', /BLE/],
  ['ERROR:(0)\r\n', 'device-unknown', /"ERROR:\(0\)"/],
  ['OK', 'device-unknown', /unknown/],
  [
    '-bash: AT+VERSION: command not found\r\nroot@console $ ',
    'device-unknown',
    /console of a computer.*-bash/,
  ],
  ['Simple example\r\n', 'device-unknown', /"Simple example"/],
  ['?\r', 'device-confused', /not like an HC-06/],
  ['\x80\xff\xaa\x91\xe5', 'device-confused', /not like an HC-06/],
];

test.serial('a device that is not an HC-06 is named, and only the questions were sent to it', async (t) => {
  for (const [says, code, message] of OTHERS) {
    await withLink(
      () => simLink(foreignKind, { says }),
      async ({ probe, said, clock }) => {
        const startedAt = clock.now();
        const error = await failure(t, probe(), code);
        t.regex(error.message, message, says);
        t.true(onlyAsks(said()));
        if (code === 'device-unknown') {
          t.like(error.details, { baudRate: 9600, parity: 'none', commandEnd: 'silence' });
          t.true(clock.now() - startedAt < 6000, 'named at once');
          t.regex(error.hint, /nothing was changed/);
          t.notRegex(error.hint, /noise/);
        } else t.regex(error.hint, /noise, or another device/);
      },
    );
  }
});

test.serial('a device that never stops talking is not called silent', async (t) => {
  for (const [says, every, code, message] of [
    ['$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n', 1000, 'device-unknown', /GPS/],
    [
      'Temperature: 21.5|Temperature: 21.6|Temperature: 21.7|Temperature: 21.8',
      300,
      'device-unknown',
      /unasked/,
    ],
    ['1023\r\n', 20, 'device-unknown', /unasked: "1023/],
    ['21.5,40.2\r\n', 2000, 'device-unknown', /unasked: "21\.5,40\.2/],
    ['\x00\x91', 5, 'device-confused', /sends unasked, and in binary/],
  ] as const) {
    await withLink(
      () => simLink(foreignKind, { says, every, to: 'never' }),
      async ({ probe }) => {
        const error = await failure(t, probe({ rates: [9600], parities: ['none'] }), code);
        t.regex(error.message, message);
        t.true(error.message.length < 250);
      },
    );
  }
});

test.serial('silence, a connected phone, an echo: three hints', async (t) => {
  for (const query of [{ fault: 'silent' }, { connected: 'yes' }] as Query[]) {
    await withModule(query, async ({ probe, said, module }) => {
      const error = await failure(t, probe(), 'device-silent');
      t.regex(error.hint, /phone is connected.*crossed.*power/);
      t.regex(error.hint, /master/);
      t.is(error.details.attempts, WAY.length);
      t.deepEqual(placesOf(said()), WAY);
      t.true(onlyAsks(said()));
      t.is(module.line.baudRate, 9600);
    });
  }
  await withModule({ fault: 'silent' }, async ({ probe }) => {
    const error = await failure(t, probe({ rates: [19200], parities: ['none'] }), 'device-silent');
    t.regex(error.message, /at 19200 8N1/);
  });
  for (const fault of ['echo,silent', 'silent,echo']) {
    await withModule({ fault }, async ({ probe }) => {
      const error = await failure(t, probe(), 'device-silent');
      t.is(error.details.echo, true);
      t.regex(error.message, /only our own commands/);
      t.regex(error.hint, /TX and RX are joined/);
    });
  }
});

test.serial('a lost link is reported at once', async (t) => {
  await withModule({ fault: 'disconnect', baud: 38400 }, async ({ probe, clock }) => {
    const error = await failure(t, probe(), 'port-lost');
    t.regex(error.message, /unplugged/);
    t.true(clock.now() < 1e9);
  });
  for (const afterMs of [0, 1, 300, 999, 1001, 5000, 30_000]) {
    await withLink(
      () => new PickyLink({ fault: 'silent' }, []),
      async ({ link, probe, clock }) => {
        const pulledAt = clock.now() + afterMs;
        clock.after(afterMs, () => link.unplug());
        await failure(t, probe(), 'port-lost');
        t.true(clock.now() - pulledAt < 50, `${clock.now() - pulledAt} ms later`);
      },
    );
  }
});

test.serial('a rate that the adapter refuses is passed over', async (t) => {
  await withLink(
    () => new PickyLink({ baud: 4800, parity: 'odd' }, [921600, 1382400, 9600]),
    async ({ probe, said }) => {
      const found = await probe();
      t.like(found, { baudRate: 4800, parity: 'odd' });
      t.false(
        said().some(({ line }) => line.baudRate > 500_000),
        'nothing is sent at a rate that was not set',
      );
    },
  );
  await withLink(
    () => new PickyLink({ baud: 1382400 }, [921600, 1382400]),
    async ({ probe }) => {
      const error = await failure(t, probe(), 'device-silent');
      t.regex(error.hint, /921600, 1382400/);
    },
  );
  await withLink(
    () => new PickyLink({}, [115200], 'lost with it'),
    async ({ probe, said }) => {
      const error = await failure(t, probe({ rates: [38400, 115200, 9600] }), 'port-failed');
      t.regex(error.message, /can't switch to 115200/, 'a port that is gone with it ends the search');
      t.is(said().length, 3);
    },
  );
  await withLink(
    () => new PickyLink({}, [1382400]),
    async ({ probe }) => {
      await failure(t, probe({ rates: [1382400] }), 'port-failed');
    },
  );
});

test.serial('a link without line settings is asked as it is', async (t) => {
  for (const baud of [1200, 9600, 115200]) {
    await withLink(
      () => new BridgeLink({ baud, firmware: 'hc01-2.0', parity: 'even' }),
      async ({ probe, said }) => {
        const found = await probe({ rates: [38400], parities: ['odd'] });
        t.like(found, { lineKnown: false, version: 'hc01.comV2.0' });
        t.regex(found.warnings.join(), /no line settings/);
        t.is(said().length, 1);
      },
    );
  }
  await withLink(
    () => new BridgeLink({ fault: 'silent@1' }),
    async ({ probe, said }) => {
      t.false((await probe()).lineKnown);
      t.is(said().length, 7);
    },
  );
  const { elapsedMs } = await withLink(
    () => new BridgeLink({ fault: 'silent' }),
    async ({ probe, said }) => {
      await failure(t, probe(), 'device-silent');
      t.is(said().length, 10);
    },
  );
  t.true(elapsedMs < 12_000, 'no scan of rates that nobody sets');
});

test.serial(
  'a module with a second of silence and more is found at the second look, and then waited for',
  async (t) => {
    for (const baud of LIKELIEST_FIRST.slice(0, 5)) {
      await withModule({ 'command-end': 1300, baud }, async ({ talk, module }) => {
        await talk(async (dialogue) => {
          const found = await probe(dialogue);
          t.like(found, { baudRate: baud, version: 'linvorV1.8' });
          t.true((await dialogue.ask('AT+NAMESlow', /OKsetname/)).accepted);
        });
        t.is(module.name, 'Slow');
      });
    }
  },
);

test.serial('Ctrl-C ends it at once, at any moment', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(36_000),
      fc.constantFrom('', 'echo', 'partial', 'noise,partial'),
      async (afterMs, fault) => {
        await withModule({ baud: 1382400, parity: 'odd', fault }, async ({ probe, clock, said, sleep }) => {
          const control = new AbortController();
          const abortAt = clock.now() + afterMs;
          clock.after(afterMs, () => control.abort());
          const outcome = await probe({}, control.signal).then(
            () => 'found',
            (error: unknown) => (error instanceof OnairError ? error.code : String(error)),
          );
          const lateMs = clock.now() - abortAt;
          if (outcome === 'interrupted') t.true(lateMs < 50, `${lateMs} ms after Ctrl-C`);
          else t.true(clock.now() < abortAt + 50, `${outcome}, though stopped before`);
          const count = said().length;
          await sleep(5000);
          t.is(said().length, count, 'nothing is sent afterwards');
          t.true(onlyAsks(said()));
        });
      },
    ),
    { numRuns: 60, seed: 6 },
  );
});

test.serial(
  'a signal that gives a reason ends it with that reason; one that was aborted before sends nothing',
  async (t) => {
    await withModule({ fault: 'silent' }, async ({ probe, clock, said }) => {
      const control = new AbortController();
      const reason = new OnairError('device-silent', {
        message: 'not done within 2 s',
        hint: 'give more time',
      });
      clock.after(2000, () => control.abort(reason));
      t.is(await failure(t, probe({}, control.signal), 'device-silent'), reason);
      t.is(said().length, 9);
    });
    await withModule({}, async ({ link, probe, said }) => {
      const noted: ProbeProgress[] = [];
      const places = { rates: [38400], onProgress: (progress: ProbeProgress) => void noted.push(progress) };
      await failure(t, probe(places, AbortSignal.abort()), 'interrupted');
      t.deepEqual(said(), []);
      t.deepEqual(noted, []);
      t.is(link.line.baudRate, 9600, 'nor is the port touched');
    });
  },
);
