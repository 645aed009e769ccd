import test from 'ava';
import fc from 'fast-check';
import { OnairError } from '../../host/error.js';
import { applyPlan } from '../../host/hc06/apply.js';
import { type PlanStep, planSettings, type Wanted } from '../../host/hc06/plan.js';
import { probe } from '../../host/hc06/probe.js';
import { FIRMWARES } from '../../host/hc06/sim/firmwares.js';
import { type Bench, failure, type Query, withLink, withModule } from './bench.js';
import { BridgeLink, PickyLink } from './foreign.js';

const RATES = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1382400];
const CODES = new Map(RATES.map((rate, index) => [rate, '123456789ABC'.charAt(index)]));

/** What was written after the version was asked for. */
const commands = ({ said }: Pick<Bench, 'said'>): string[] =>
  said()
    .map(({ text }) => text)
    .filter((text) => text !== 'AT+VERSION');

test.serial(
  'an ordinary run of every firmware: name, PIN, parity, rate, and a proof at the new rate',
  async (t) => {
    for (const firmware of Object.keys(FIRMWARES)) {
      const parity = firmware === 'linvor-1.5' ? undefined : ('even' as const);
      const wanted: Wanted = { baudRate: 115200, ...(parity && { parity }), pin: '4321', name: 'TM-D700' };
      await withModule({ firmware }, async (bench) => {
        const { module, set, link, said } = bench;
        const { applied, line, warnings } = await set(wanted);
        t.like(module, { name: 'TM-D700', pin: '4321' });
        t.is(module.line.baudRate, 115200);
        t.like(line, { baudRate: 115200, parity: 'none' });
        t.deepEqual(link.line, line);
        t.deepEqual(warnings, []);
        const wording = FIRMWARES[firmware as keyof typeof FIRMWARES].paritySet?.even;
        t.deepEqual(
          applied.map(({ setting, value, answer }) => [setting, value, answer]),
          [
            ['name', 'TM-D700', 'OKsetname'],
            ['pin', '4321', 'OKsetPIN'],
            ...(parity ? [['parity', 'even', wording ?? '']] : []),
            ['baud', '115200', 'OK115200'],
          ],
        );
        for (const { elapsedMs } of applied) t.true(elapsedMs > 500 && elapsedMs < 700);
        t.deepEqual(commands(bench), [
          'AT+NAMETM-D700',
          'AT+PIN4321',
          ...(parity ? ['AT+PE'] : []),
          'AT+BAUD8',
          'AT',
        ]);
        t.is(said().at(-1)?.line.baudRate, 115200, 'asked at the new rate');
        t.true(
          said()
            .slice(0, -1)
            .every(({ line: { baudRate } }) => baudRate === 9600),
        );
        module.powerCycle();
        t.is(module.line.parity, parity ?? 'none');
      });
    }
  },
);

test.serial('every pair of rates', async (t) => {
  let cells = 0;
  for (const [index, from] of RATES.entries()) {
    for (const to of RATES) {
      const firmware = Object.keys(FIRMWARES)[(cells + index) % 3] ?? '';
      const parity = (['none', 'even', 'odd'] as const)[cells % 3] ?? 'none';
      cells += 1;
      await withModule({ firmware, baud: from, parity }, async (bench) => {
        const { module, set, link } = bench;
        const { applied, line } = await set({ baudRate: to });
        t.is(module.line.baudRate, to, `${from} -> ${to}`);
        t.like(line, { baudRate: to, parity });
        t.like(link.line, { baudRate: to, parity });
        t.deepEqual(commands(bench), from === to ? ['AT'] : [`AT+BAUD${CODES.get(to)}`, 'AT']);
        t.is(applied.length, from === to ? 0 : 1);
        t.like(module, { name: 'linvor', pin: '1234' });
      });
    }
  }
  t.log(`${cells} pairs`);
});

test.serial('an empty plan proves that the module answers, and writes nothing', async (t) => {
  await withModule({ baud: 38400 }, async (bench) => {
    const result = await bench.set({ baudRate: 38400, parity: 'none' });
    t.deepEqual(result.applied, []);
    t.deepEqual(commands(bench), ['AT']);
    t.deepEqual(bench.events, []);
  });
});

test.serial('property: any name and PIN arrive as typed, each in one burst', async (t) => {
  const name = fc.oneof(
    fc.stringMatching(/^[ -~]{1,20}$/),
    fc.constantFrom('OKsetname', 'OKsetPIN', 'AT', 'AT+VERSION', 'AT+BAUD1', '$&', "$'", '  ', '+++', 'OK'),
  );
  await fc.assert(
    fc.asyncProperty(
      name,
      fc.stringMatching(/^[0-9]{4}$/),
      fc.constantFrom(1200, 9600, 115200),
      fc.constantFrom('', 'echo', 'noise', 'slow', 'echo,noise'),
      async (newName, pin, baud, fault) => {
        await withModule({ baud, fault }, async (bench) => {
          const { applied } = await bench.set({ name: newName, pin });
          t.deepEqual(commands(bench), [`AT+NAME${newName}`, `AT+PIN${pin}`, 'AT']);
          t.like(bench.module, { name: newName, pin });
          t.is(applied.length, 2);
        });
      },
    ),
    { numRuns: 150 },
  );
});

// ---- The matrix: every fault at every moment -----------------------------------------------------------

const WIRE_FAULTS = ['silent', 'slow', 'noise', 'partial', 'echo', 'stale-reply', 'wrong-baud', 'disconnect'];
const FAULTS = [
  ...WIRE_FAULTS.flatMap((fault) => [fault, ...[1, 2, 3, 4, 5, 6, 7, 8].map((nth) => `${fault}@${nth}`)]),
  'keeps-rate',
  'hangs-on-rate',
];
const OLD = { name: 'old', pin: '1111' };
const WANTED: readonly Wanted[] = [
  { name: 'Jeep' },
  { name: 'Jeep', pin: '4321' },
  { name: 'Jeep', pin: '4321', baudRate: 57600 },
];
/** What may go wrong at all: a module that is silent, answers something else, is not where it should be, is gone. */
const CODES_OF_FAULTS = ['device-silent', 'device-confused', 'not-verified', 'port-lost'];

/** Where the module is on the wire: under `wrong-baud` one rate lower than it believes. */
function placeOf(module: Bench['module'], fault: string): number {
  const { baudRate } = module.line;
  if (fault !== 'wrong-baud') return baudRate;
  return RATES[RATES.indexOf(baudRate) - 1] ?? baudRate / 2;
}

/** What must hold after any run, however it ended. */
function checkAftermath(
  t: { true(value: boolean, message: string): unknown },
  bench: Bench,
  wanted: Wanted,
  outcome: unknown,
  { query, label }: { query: Query; label: string },
): void {
  const { module, link, said } = bench;
  const fault = String(query['fault'] ?? '');
  const start = Number(query['baud'] ?? 9600);
  const place = placeOf(module, fault);
  const holds = (setting: unknown, value: unknown): boolean =>
    setting === 'name'
      ? module.name === value
      : setting === 'pin'
        ? module.pin === value
        : setting === 'baud' && String(module.line.baudRate) === value;
  const check = (fits: boolean, what: string): void => void t.true(fits, `${label}: ${what}`);

  // The module is never in an unknown state, and never heard anything but whole commands.
  check([OLD.name, wanted.name].includes(module.name), `name ${module.name}`);
  check([OLD.pin, wanted.pin].includes(module.pin), `PIN ${module.pin}`);
  check([start, wanted.baudRate].includes(module.line.baudRate), `rate ${module.line.baudRate}`);
  check(module.line.parity === 'none', 'parity');
  for (const { text } of said()) {
    const whole = [
      'AT',
      'AT+VERSION',
      `AT+NAME${wanted.name}`,
      `AT+PIN${wanted.pin}`,
      `AT+BAUD${CODES.get(wanted.baudRate ?? 0)}`,
    ];
    check(whole.includes(text), `wrote ${JSON.stringify(text)}`);
  }

  if (!(outcome instanceof OnairError)) {
    check(wanted.name === undefined || module.name === wanted.name, 'success without the name');
    check(wanted.pin === undefined || module.pin === wanted.pin, 'success without the PIN');
    check(wanted.baudRate === undefined || place === wanted.baudRate, `success, but it is at ${place}`);
    check(link.line.baudRate === place, `the link is at ${link.line.baudRate}`);
    return;
  }
  const { applied, inDoubt, baudRate } = outcome.details;
  check(outcome.hint.length > 20 && outcome.message.length > 10, 'says nothing');
  if (applied === undefined) {
    // It was not even found, so nothing was written.
    check(
      module.name === OLD.name && module.pin === OLD.pin && module.line.baudRate === start,
      'written before it was found',
    );
    check(
      said().every(({ text }) => text === 'AT+VERSION'),
      'sent more than the question',
    );
    return;
  }
  check(
    Array.isArray(applied) && applied.every(({ setting, value }) => holds(setting, value)),
    `claims ${JSON.stringify(applied)}`,
  );
  // A setting that is neither confirmed nor in doubt was not touched.
  const touched = (setting: string): boolean =>
    inDoubt === setting || (Array.isArray(applied) && applied.some((entry) => entry.setting === setting));
  check(touched('name') || module.name === OLD.name, 'name changed without a word');
  check(touched('pin') || module.pin === OLD.pin, 'PIN changed without a word');
  check(baudRate === null || typeof baudRate === 'number', 'says nothing of the place');
  if (typeof baudRate === 'number') check(baudRate === place, `claims ${baudRate}, is at ${place}`);
  else {
    const { likely } = outcome.details;
    check(
      Array.isArray(likely) && likely.includes(module.line.baudRate),
      `${module.line.baudRate} is not likely`,
    );
    check(outcome.code === 'port-lost' || outcome.message.includes('neither'), 'place not told');
  }
}

for (const wanted of WANTED) {
  const what = Object.keys(wanted).join(' + ');
  for (const baud of [9600, 115200, 1200]) {
    test.serial(`every fault at every moment, ${what}, found at ${baud}`, async (t) => {
      const outcomes = new Map<string, number>();
      let longest = 0;
      for (const fault of FAULTS) {
        const query = { baud, fault, ...OLD };
        const { elapsedMs } = await withModule(query, async (bench) => {
          const outcome = await bench.set(wanted).catch((error: unknown) => error);
          if (outcome instanceof Error && !(outcome instanceof OnairError)) throw outcome;
          const label = `${what} from ${baud} with ${fault}`;
          checkAftermath(t, bench, wanted, outcome, { query, label });
          const end = outcome instanceof OnairError ? outcome.code : 'done';
          outcomes.set(end, (outcomes.get(end) ?? 0) + 1);
          if (end !== 'done') t.true(CODES_OF_FAULTS.includes(end), `${label}: ${end}`);
          const expected = expectedEnd(fault, wanted, baud);
          if (expected) t.is(end, expected, label);
        });
        longest = Math.max(longest, elapsedMs);
      }
      t.true(longest < 90_000, `${longest} ms`);
      t.log(`${FAULTS.length} cells: ${[...outcomes].map(([end, count]) => `${count} ${end}`).join(', ')}`);
    });
  }
}

/** What a run must come to, where that is certain. */
function expectedEnd(fault: string, { name, pin, baudRate }: Wanted, start: number): string | undefined {
  const [kind = '', nth] = fault.split('@');
  const messages = 1 + [name, pin, baudRate, 'AT'].filter((each) => each !== undefined).length;
  switch (kind) {
    case 'disconnect':
      return nth === undefined || Number(nth) <= messages ? 'port-lost' : 'done';
    case 'slow':
    case 'noise':
    case 'echo':
    case 'stale-reply':
      return 'done';
    case 'silent':
      // One lost answer does not matter, but that to the question at a rate that is asked once only.
      return nth === undefined || (nth === '1' && start === 1200) ? 'device-silent' : 'done';
    case 'partial':
      return nth === undefined ? 'device-confused' : 'done';
    case 'wrong-baud':
      if (nth !== undefined) return 'done';
      if (start === 1200) return 'device-silent'; // 600 baud is no rate of the table
      return baudRate === undefined || start === 115200 ? 'done' : 'not-verified'; // found at 57600: as wanted
    case 'keeps-rate':
    case 'hangs-on-rate':
      return baudRate === undefined ? 'done' : 'not-verified';
    default:
      return undefined;
  }
}

// ---- Where the module is when a change of rate goes wrong ----------------------------------------------

test.serial('a module that keeps its rate is left well at the old one', async (t) => {
  for (const baud of [9600, 1200, 115200]) {
    await withModule({ fault: 'keeps-rate', baud }, async (bench) => {
      const { set, link, module, say } = bench;
      const error = await failure(t, set({ name: 'Jeep', baudRate: 38400 }), 'not-verified');
      t.regex(error.message, /stayed at .* did not take 38400; it had said "OK38400"/);
      t.like(error.details, { baudRate: baud, parity: 'none' });
      t.is(link.line.baudRate, baud);
      t.is(module.name, 'Jeep');
      t.is(commands(bench).filter((text) => text === 'AT+BAUD6').length, 2, 'tried twice');
      t.is((await say('AT')).text, 'OK', 'and it answers');
    });
  }
});

test.serial('a module that is dead after the change: old, new, then all rates are asked', async (t) => {
  await withModule({ fault: 'hangs-on-rate' }, async (bench) => {
    const { set, said, module, probe: look } = bench;
    const error = await failure(t, set({ baudRate: 38400 }), 'not-verified');
    t.like(error.details, { baudRate: null, likely: [38400, 9600], inDoubt: 'baud', applied: [] });
    t.regex(
      error.message,
      /neither at 9600 8N1 nor at 38400 8N1, nor at any other rate; it had said "OK38400"/,
    );
    t.regex(error.hint, /power off and on.*most likely at 38400, else still at 9600/);
    const lines = said().map(({ text, line }) => `${text} ${line.baudRate}`);
    t.deepEqual(lines.slice(0, 8), [
      'AT+VERSION 9600',
      'AT+BAUD6 9600',
      ...Array.from({ length: 3 }, () => 'AT 38400'),
      ...Array.from({ length: 3 }, () => 'AT 9600'),
    ]);
    t.is(new Set(lines.slice(8)).size, RATES.length, 'then every rate');
    t.true(lines.slice(8).every((line) => line.startsWith('AT+VERSION')));
    module.powerCycle();
    t.is((await look()).baudRate, 38400, 'the hint tells the truth');
  });
});

test.serial('a module that goes elsewhere is found there', async (t) => {
  await withModule({ fault: 'wrong-baud', baud: 115200 }, async ({ set, link }) => {
    const error = await failure(t, set({ baudRate: 38400 }), 'not-verified');
    t.regex(error.message, /went to 19200 8N1 instead of 38400/);
    t.like(error.details, { baudRate: 19200, parity: 'none' });
    t.is(link.line.baudRate, 19200);
  });
});

test.serial('an answer that is lost is no failure when the module answers at the new rate', async (t) => {
  for (const [fault, answer] of [
    ['silent@2', ''],
    ['partial@2', 'OK3'],
    ['stale-reply@2', 'OKlinvorV1.8'],
  ] as const) {
    await withModule({ fault }, async ({ set, module }) => {
      const { applied, warnings, line } = await set({ baudRate: 38400 });
      t.like(applied[0], { setting: 'baud', value: '38400', answer });
      t.regex(warnings.join(), /not confirmed in words/);
      t.is(line.baudRate, 38400);
      t.is(module.line.baudRate, 38400);
    });
  }
});

test.serial('a command that was not heard is repeated', async (t) => {
  // Deaf for longer than we rest: the first try of everything is lost.
  await withModule({ recover: 1500 }, async (bench) => {
    const { set, module } = bench;
    await set({ name: 'Jeep', pin: '4321', baudRate: 38400 });
    t.like(module, { name: 'Jeep', pin: '4321' });
    t.is(module.line.baudRate, 38400);
    t.deepEqual(commands(bench).slice(0, 4), ['AT+NAMEJeep', 'AT+NAMEJeep', 'AT+PIN4321', 'AT+PIN4321']);
  });
});

test.serial('the rate command is tried again when the module did not hear it', async (t) => {
  await withModule({ recover: 1200 }, async (bench) => {
    // With the module deaf to it, only the old rate answers.
    await bench.talk(async (dialogue) => {
      const found = await probe(dialogue);
      const plan = planSettings({ baudRate: 38400 }, found.dialect, found);
      const { line } = await applyPlan(dialogue, found, plan);
      t.is(line.baudRate, 38400);
    });
    t.is(bench.module.line.baudRate, 38400);
    t.is(commands(bench).filter((text) => text === 'AT+BAUD6').length, 2);
  });
});

test.serial('no answer at all, and another answer: two errors, with what was heard', async (t) => {
  await withModule({ firmware: 'linvor-1.5', ...OLD }, async (bench) => {
    const error = await failure(
      t,
      bench.set({ name: 'Jeep', parity: 'even', baudRate: 38400 }),
      'device-silent',
    );
    t.is(error.message, 'no answer to AT+PE');
    t.like(error.details, { inDoubt: 'parity', baudRate: 9600, parity: 'none', heard: '' });
    t.deepEqual(
      commands(bench),
      ['AT+NAMEJeep', 'AT+PE', 'AT+PE', 'AT+PE'],
      'the rate is not touched after a failure',
    );
    const { applied } = error.details;
    t.true(Array.isArray(applied) && applied.length === 1);
    t.like((applied as unknown[])[0], { setting: 'name', value: 'Jeep', answer: 'OKsetname' });
  });
  await withModule({ fault: 'partial', ...OLD }, async ({ talk, module }) => {
    await talk(async (dialogue) => {
      const { linvor } = await import('../../host/hc06/dialects/linvor.js');
      const plan = planSettings({ name: 'Jeep' }, linvor, undefined);
      const found = {
        baudRate: 9600,
        parity: 'none',
        lineKnown: true,
        dialect: linvor,
        version: '',
        elapsedMs: 0,
        warnings: [],
      } as const;
      const error = await failure(t, applyPlan(dialogue, found, plan), 'device-confused');
      t.like(error.details, { heard: 'OKse', inDoubt: 'name', baudRate: 9600 });
      t.regex(error.message, /AT\+NAMEJeep was answered with "OKse"/);
      t.deepEqual(error.details['applied'], []);
    });
    t.is(module.name, 'Jeep', 'in doubt: it was taken');
  });
});

test.serial('a module that falls silent after the last setting is not called done', async (t) => {
  await withModule({}, async (bench) => {
    const { said } = bench;
    await bench.talk(async (dialogue) => {
      const found = await probe(dialogue);
      const plan = planSettings({ name: 'Jeep' }, found.dialect, found);
      const deaf = { ...found, dialect: { ...found.dialect, alive: /never/ } };
      const error = await failure(t, applyPlan(dialogue, deaf, plan), 'not-verified');
      t.regex(error.message, /all commands were confirmed, but .* no longer answers at 9600 8N1/);
      t.like(error.details, { baudRate: 9600 });
      t.true(Array.isArray(error.details['applied']) && error.details['applied'].length === 1);
    });
    t.is(said().filter(({ text }) => text === 'AT').length, 3);
  });
});

test.serial('each step is told before it is written', async (t) => {
  await withModule({}, async ({ talk, said, module }) => {
    const told: string[] = [];
    await talk(async (dialogue) => {
      const found = await probe(dialogue);
      const plan = planSettings({ name: 'Jeep', pin: '4321', baudRate: 1200 }, found.dialect, found);
      const shuffled = [...plan].reverse(); // the rate stays last, whatever the order of the plan
      await applyPlan(dialogue, found, shuffled, ({ setting, command }: PlanStep) => {
        told.push(setting);
        t.false(said().some(({ text }) => text === command));
      });
    });
    t.deepEqual(told, ['pin', 'name', 'baud']);
    t.is(module.line.baudRate, 1200);
  });
});

test.serial('an adapter that cannot follow: nothing is sent, and the module stays', async (t) => {
  await withLink(
    () => new PickyLink({ ...OLD, baud: 38400 }, [1382400]),
    async ({ link, set, said }) => {
      const error = await failure(t, set({ name: 'Jeep', baudRate: 1382400 }), 'port-failed');
      t.like(error.details, { baudRate: 38400, parity: 'none' });
      t.false('inDoubt' in error.details);
      t.true(Array.isArray(error.details['applied']) && error.details['applied'].length === 1);
      t.false(said().some(({ text }) => text.startsWith('AT+BAUD')));
      t.is(link.device.line.baudRate, 38400);
      t.is(link.line.baudRate, 38400);
    },
  );
});

test.serial('a cable pulled at any moment: the error tells what is known', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 9000 }),
      fc.constantFrom(...WANTED),
      async (afterMs, wanted) => {
        await withLink(
          () => new PickyLink({ ...OLD }, []),
          async (host) => {
            host.clock.after(afterMs, () => host.link.unplug());
            const outcome = await host.set(wanted).catch((error: unknown) => error);
            if (!(outcome instanceof OnairError)) return; // it was done before
            t.is(outcome.code, 'port-lost');
            const { baudRate } = outcome.details;
            const { baudRate: place } = host.link.device.line;
            if (typeof baudRate === 'number') t.is(baudRate, place);
            else if (baudRate === null) t.deepEqual(outcome.details['likely'], [wanted.baudRate, 9600]);
            else t.true(host.said().every(({ text }) => text === 'AT+VERSION'));
          },
        );
      },
    ),
    { numRuns: 100 },
  );
});

test.serial('through a bridge without line settings', async (t) => {
  await withLink(
    () => new BridgeLink({ ...OLD, baud: 19200 }),
    async ({ set, link }) => {
      const { applied } = await set({ name: 'Jeep', pin: '4321', baudRate: 38400 });
      t.is(applied.length, 3);
      t.is(link.device.line.baudRate, 38400);
    },
  );
  // An answer proves no rate there: without the module's word the command is repeated.
  await withLink(
    () => new BridgeLink({ fault: 'silent@2' }),
    async ({ set, said }) => {
      const { warnings, applied } = await set({ baudRate: 38400 });
      t.deepEqual(warnings, []);
      t.like(applied[0], { answer: 'OK38400' });
      t.is(said().filter(({ text }) => text === 'AT+BAUD6').length, 2);
    },
  );
  await withLink(
    () => new BridgeLink({ fault: 'hangs-on-rate' }),
    async ({ set }) => {
      const { details } = await failure(t, set({ baudRate: 38400 }), 'not-verified');
      t.like(details, { baudRate: null, likely: [38400, 9600] });
    },
  );
  await withLink(
    () => new BridgeLink({ fault: 'disconnect@2' }),
    async ({ set }) => {
      const { details } = await failure(t, set({ name: 'Jeep' }), 'port-lost');
      t.false('baudRate' in details, 'nobody knows the rate there');
      t.is(details['inDoubt'], 'name');
    },
  );
});

// ---- Ctrl-C --------------------------------------------------------------------------------------------

test.serial('Ctrl-C at any moment never stops half-way in a change of rate', async (t) => {
  const ends = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 15_000 }),
      fc.constantFrom(...WANTED, { baudRate: 57600 } as Wanted),
      fc.constantFrom(9600, 115200, 1200),
      fc.constantFrom(
        '',
        'keeps-rate',
        'hangs-on-rate',
        'silent@4',
        'silent@5',
        'partial@4',
        'slow',
        'echo',
        'noise',
      ),
      async (afterMs, wanted, baud, fault) => {
        const query = { baud, fault, ...OLD };
        await withModule(query, async (bench) => {
          const { clock, said, sleep, link, module } = bench;
          const control = new AbortController();
          clock.after(afterMs, () => control.abort());
          const outcome = await bench.set(wanted, control.signal).catch((error: unknown) => error);
          if (outcome instanceof Error && !(outcome instanceof OnairError)) throw outcome;
          const count = said().length;
          await sleep(3000);
          t.is(said().length, count, 'nothing is written afterwards');
          const label = `${JSON.stringify(wanted)} from ${baud} with ${fault}, stopped after ${afterMs} ms`;
          checkAftermath(t, bench, wanted, outcome, { query, label });
          const end = outcome instanceof OnairError ? outcome.code : 'done';
          ends.set(end, (ends.get(end) ?? 0) + 1);
          if (end === 'interrupted') {
            // Stopped before the change of rate: there the module still is. During the search the link is anywhere.
            t.is(module.line.baudRate, baud, label);
            t.false(
              said().some(({ text }) => text.startsWith('AT+BAUD')),
              label,
            );
            if (outcome instanceof OnairError && outcome.details['applied'])
              t.is(link.line.baudRate, baud, label);
          }
        });
      },
    ),
    { numRuns: 400 },
  );
  t.log([...ends].map(([end, count]) => `${count} ${end}`).join(', '));
  t.true((ends.get('interrupted') ?? 0) > 50);
});

test.serial('Ctrl-C in the rest before a command: it is not written, and not in doubt', async (t) => {
  const wanted: Wanted = { name: 'Jeep', pin: '4321', baudRate: 57600 };
  // The question is answered after 0.58 s; each answer is followed by a second of rest.
  for (const [afterMs, written, applied, inDoubt] of [
    [1000, [], 0, undefined],
    [1900, ['AT+NAMEJeep'], 0, 'name'],
    [2600, ['AT+NAMEJeep'], 1, undefined],
    [3400, ['AT+NAMEJeep', 'AT+PIN4321'], 1, 'pin'],
    [4100, ['AT+NAMEJeep', 'AT+PIN4321'], 2, undefined],
  ] as const) {
    await withModule({ ...OLD }, async (bench) => {
      const control = new AbortController();
      const startedAt = bench.clock.now();
      bench.clock.after(afterMs, () => control.abort());
      const error = await failure(t, bench.set(wanted, control.signal), 'interrupted');
      t.true(bench.clock.now() - startedAt <= afterMs + 1, 'at once');
      t.deepEqual(commands(bench), [...written]);
      t.is((error.details['applied'] as unknown[]).length, applied, `${afterMs} ms`);
      t.is(error.details['inDoubt'], inDoubt, `${afterMs} ms`);
      t.is(error.details['baudRate'], 9600);
    });
  }
  await withModule({ ...OLD }, async (bench) => {
    const control = new AbortController();
    bench.clock.after(5300, () => control.abort()); // while the answer to the rate is awaited
    const { line } = await bench.set(wanted, control.signal);
    t.is(line.baudRate, 57600, 'the change is ended, not broken off');
  });
});
