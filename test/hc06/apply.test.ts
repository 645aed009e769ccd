import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import type { ErrorCode, OnairError } from '../../host/base/error.js';
import { linvor } from '../../host/hc06/dialects/linvor.js';
import { probe } from '../../host/hc06/probe/probe.js';
import { applyPlan } from '../../host/hc06/settings/apply.js';
import { type PlanStep, planSettings } from '../../host/hc06/settings/plan.js';
import type { RequestedSettings } from '../../host/hc06/settings/requested-settings.js';
import { commands, OLD, RATES, SILENT_FIRMWARES } from './aftermath.js';
import { BridgeLink, PickyLink } from './foreign.js';
import { failure, withLink, withModule } from './rig.js';
import { ScriptLink } from './script-link.js';

test.serial('an ordinary run of every firmware: in order, and with a proof at the new rate', async (t) => {
  for (const firmware of SILENT_FIRMWARES) {
    const parity = firmware === 'linvor-1.5' ? undefined : ('even' as const);
    const requested: RequestedSettings = {
      baudRate: 115200,
      ...(parity && { parity }),
      pin: '4321',
      name: 'TM-D700',
    };
    await withModule({ firmware }, async (rig) => {
      const { module, set, link, said } = rig;
      const { applied, line, warnings } = await set(requested);
      t.like(module, { name: 'TM-D700', pin: '4321' });
      t.is(module.line.baudRate, 115200);
      t.like(line, { baudRate: 115200, parity: 'none' });
      t.deepEqual(link.line, line);
      t.deepEqual(warnings, []);
      const wording = firmware === 'hc01-2.0' ? 'OK Even' : 'OK EVEN';
      t.deepEqual(
        applied.map(({ setting, value, answer }) => [setting, value, answer]),
        [
          ['name', 'TM-D700', 'OKsetname'],
          ['pin', '4321', 'OKsetPIN'],
          ...(parity ? [['parity', 'even', wording]] : []),
          ['baud', '115200', 'OK115200'],
        ],
      );
      t.is(applied.at(-1)?.proof, 'answers-at-rate', 'a rate needs no other proof');
      for (const { elapsedMs } of applied) t.true(elapsedMs > 500 && elapsedMs < 700);
      t.deepEqual(commands(rig), [
        'AT+NAMETM-D700',
        'AT+PIN4321',
        ...(parity ? ['AT+PE', 'AT'] : []), // both parities are tried
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
});

test.serial('an empty plan proves that the module answers, and writes nothing', async (t) => {
  await withModule({ baud: 38400 }, async (rig) => {
    const result = await rig.set({ baudRate: 38400, parity: 'none' });
    t.deepEqual(result.applied, []);
    t.deepEqual(commands(rig), ['AT']);
    t.deepEqual(rig.events, []);
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
        await withModule({ baud, fault }, async (rig) => {
          const { applied } = await rig.set({ name: newName, pin });
          t.deepEqual(commands(rig), [`AT+NAME${newName}`, `AT+PIN${pin}`, 'AT']);
          t.like(rig.module, { name: newName, pin });
          t.is(applied.length, 2);
        });
      },
    ),
    { numRuns: 150 },
  );
});

test.serial(
  'a module that confirms a rate and keeps the old one: it counts after a power cycle',
  async (t) => {
    for (const baud of [9600, 115200, 1200]) {
      for (const fault of ['keeps-rate', 'rate-at-power-on']) {
        await withModule({ fault, baud }, async (rig) => {
          const { set, link, module, say } = rig;
          const { applied, waiting, line } = await set({ name: 'Jeep', baudRate: 38400 });
          t.like(applied.at(-1), { setting: 'baud', proof: 'confirmed', answer: 'OK38400' });
          t.deepEqual(
            waiting.map(({ setting }) => setting),
            ['baud'],
          );
          t.is(line.baudRate, baud, 'it answers where it was');
          t.is(link.line.baudRate, baud);
          t.is(module.name, 'Jeep');
          t.is(commands(rig).filter((text) => text === 'AT+BAUD6').length, 1, 'said once');
          t.is((await say('AT')).text, 'OK', 'and it answers');
          module.powerCycle();
          t.is(module.line.baudRate, fault === 'keeps-rate' ? baud : 38400);
        });
      }
    }
  },
);

test.serial('a module that is dead after the change: old, new, then all rates are asked', async (t) => {
  await withModule({ fault: 'hangs-on-rate' }, async (rig) => {
    const { set, said, module, probe: look } = rig;
    const error = await failure(t, set({ baudRate: 38400 }), 'not-verified');
    t.like(error.details, { baudRate: null, likely: [38400, 9600], inDoubt: 'baud', applied: [] });
    t.regex(
      error.message,
      /neither at 9600 8N1 nor at 38400 8N1, nor at any other rate; it had answered "OK38400"/,
    );
    t.regex(error.hint, /power off and on.*most likely at 38400, else still at 9600/);
    const lines = said().map(({ text, line }) => `${text} ${line.baudRate}`);
    t.deepEqual(lines.slice(0, 8), [
      'AT+VERSION 9600',
      'AT+BAUD6 9600',
      ...Array.from({ length: 3 }, () => 'AT 38400'),
      ...Array.from({ length: 3 }, () => 'AT 9600'),
    ]);
    t.is(new Set(lines.slice(8).map((line) => line.split(' ')[1])).size, RATES.length, 'then every rate');
    t.true(
      said().every(({ line }) => line.parity === 'none'),
      'its parity did not change',
    );
    t.true(lines.slice(8).every((line) => /^(?:AT(?:\+VERSION)?|\$\$\$) \d+$/.test(line)));
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

test.serial('a lost answer is not a failure when the module answers at the new rate', async (t) => {
  for (const [fault, answer] of [
    ['silent@2', ''],
    ['partial@2', 'OK3'],
    ['stale-reply@2', 'OKlinvorV1.8'],
  ] as const) {
    await withModule({ fault }, async ({ set, module, said }) => {
      const { applied, warnings, line } = await set({ baudRate: 38400 });
      t.like(applied[0], { setting: 'baud', value: '38400', answer });
      t.regex(warnings.join(), /not confirmed in words/);
      t.is(line.baudRate, 38400);
      t.is(module.line.baudRate, 38400);
      const [, rate, alive] = said();
      if (fault === 'silent@2')
        t.is(alive?.text, 'AT+BAUD6', 'a lost command is likelier than a lost answer');
      else t.true((alive?.atMs ?? 0) - (rate?.atMs ?? 0) >= 1500, 'time to take it');
    });
  }
});

test.serial('a command that was not heard is repeated', async (t) => {
  // It ignores input for longer than we rest: the first try of each command is lost.
  await withModule({ recover: 1500 }, async (rig) => {
    const { set, module } = rig;
    await set({ name: 'Jeep', pin: '4321', baudRate: 38400 });
    t.like(module, { name: 'Jeep', pin: '4321' });
    t.is(module.line.baudRate, 38400);
    t.deepEqual(commands(rig).slice(0, 4), ['AT+NAMEJeep', 'AT+NAMEJeep', 'AT+PIN4321', 'AT+PIN4321']);
  });
});

test.serial('the rate command is tried again when the module did not hear it', async (t) => {
  await withModule({ recover: 1200 }, async (rig) => {
    // The module does not receive it, so only the old rate answers.
    await rig.talk(async (dialogue) => {
      const found = await probe(dialogue);
      const plan = planSettings({ baudRate: 38400 }, found.dialect, found);
      const { line } = await applyPlan(dialogue, found, plan);
      t.is(line.baudRate, 38400);
    });
    t.is(rig.module.line.baudRate, 38400);
    t.is(commands(rig).filter((text) => text === 'AT+BAUD6').length, 2);
  });
});

test.serial('no answer at all, and another answer: two errors, with what was heard', async (t) => {
  await withModule({ firmware: 'linvor-1.5', ...OLD }, async (rig) => {
    const error = await failure(
      t,
      rig.set({ name: 'Jeep', parity: 'even', baudRate: 38400 }),
      'device-silent',
    );
    t.is(error.message, 'no answer to AT+PE');
    t.like(error.details, { inDoubt: 'parity', baudRate: 9600, parity: 'none', heard: '' });
    t.deepEqual(
      commands(rig),
      ['AT+NAMEJeep', 'AT+PE', 'AT+PE', 'AT+PE'],
      'the rate is not touched after a failure',
    );
    const { applied } = error.details;
    t.true(Array.isArray(applied) && applied.length === 1);
    t.like((applied as unknown[])[0], { setting: 'name', value: 'Jeep', answer: 'OKsetname' });
  });
  await withModule({ fault: 'partial', ...OLD }, async ({ talk, module }) => {
    await talk(async (dialogue) => {
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
      t.deepEqual(error.details.applied, []);
    });
    t.is(module.name, 'Jeep', 'in doubt: it was taken');
  });
});

test.serial('a module that falls silent after the last setting is not called done', async (t) => {
  await withModule({}, async (rig) => {
    const { said } = rig;
    await rig.talk(async (dialogue) => {
      const found = await probe(dialogue);
      const plan = planSettings({ name: 'Jeep' }, found.dialect, found);
      const deaf = { ...found, dialect: { ...found.dialect, alive: { command: 'AT', accepts: /never/ } } };
      const error = await failure(t, applyPlan(dialogue, deaf, plan), 'not-verified');
      t.regex(error.message, /all commands were confirmed, but .* no longer answers at 9600 8N1/);
      t.like(error.details, { baudRate: 9600 });
      t.true(Array.isArray(error.details.applied) && error.details.applied.length === 1);
    });
    t.is(said().filter(({ text }) => text === 'AT').length, 3);
  });
});

test.serial('each step is reported before it is written', async (t) => {
  await withModule({}, async ({ talk, said, module }) => {
    const noted: string[] = [];
    await talk(async (dialogue) => {
      const found = await probe(dialogue);
      const plan = planSettings({ name: 'Jeep', pin: '4321', baudRate: 1200 }, found.dialect, found);
      const shuffled = [...plan].reverse(); // the rate stays last, whatever the order of the plan
      await applyPlan(dialogue, found, shuffled, ({ setting, command }: PlanStep) => {
        noted.push(setting);
        t.false(said().some(({ text }) => text === command));
      });
    });
    t.deepEqual(noted, ['pin', 'name', 'baud']);
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
      t.true(Array.isArray(error.details.applied) && error.details.applied.length === 1);
      t.false(said().some(({ text }) => text.startsWith('AT+BAUD')));
      t.is(link.device.line.baudRate, 38400);
      t.is(link.line.baudRate, 38400);
    },
  );
});

test.serial('through a bridge without line settings', async (t) => {
  await withLink(
    () => new BridgeLink({ ...OLD, baud: 19200 }),
    async ({ set, link }) => {
      const { applied } = await set({ name: 'Jeep', pin: '4321', baudRate: 38400 });
      t.deepEqual(
        applied.map(({ proof }) => proof),
        ['confirmed', 'confirmed', 'confirmed'],
      );
      t.is(link.device.line.baudRate, 38400);
    },
  );
  await withLink(
    () => new BridgeLink({ firmware: 'v3.0' }),
    async ({ set }) => {
      const { applied } = await set({ baudRate: 38400, parity: 'even' });
      t.deepEqual(
        applied.map(({ setting, proof }) => [setting, proof]),
        [
          ['parity', 'read-back'],
          ['baud', 'read-back'],
        ],
        'what can be read there is a proof',
      );
    },
  );
  // An answer proves no rate there: without a confirmation the command is repeated.
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
    () => new BridgeLink({ fault: 'silent@2,partial@3,stale-reply@6' }),
    async ({ set }) => {
      const { details, message } = await failure(t, set({ baudRate: 38400 }), 'not-verified');
      t.regex(message, /answers, but has not confirmed 38400; it had answered "OK/);
      t.false('baudRate' in details, 'nobody knows the rate there');
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
      t.is(details.inDoubt, 'name');
    },
  );
});

test.serial('Ctrl-C in the rest before a command: it is not written, and not in doubt', async (t) => {
  const requested: RequestedSettings = { name: 'Jeep', pin: '4321', baudRate: 57600 };
  // The question is answered after 0.58 s; each answer is followed by a second of rest.
  for (const [afterMs, written, applied, inDoubt] of [
    [1000, [], 0, undefined],
    [1900, ['AT+NAMEJeep'], 0, 'name'],
    [2600, ['AT+NAMEJeep'], 1, undefined],
    [3400, ['AT+NAMEJeep', 'AT+PIN4321'], 1, 'pin'],
    [4100, ['AT+NAMEJeep', 'AT+PIN4321'], 2, undefined],
  ] as const) {
    await withModule({ ...OLD }, async (rig) => {
      const control = new AbortController();
      const startedAt = rig.clock.now();
      rig.clock.after(afterMs, () => control.abort());
      const error = await failure(t, rig.set(requested, control.signal), 'interrupted');
      t.true(rig.clock.now() - startedAt <= afterMs + 1, 'at once');
      t.deepEqual(commands(rig), [...written]);
      t.is((error.details.applied as unknown[]).length, applied, `${afterMs} ms`);
      t.is(error.details.inDoubt, inDoubt, `${afterMs} ms`);
      t.is(error.details.baudRate, 9600);
    });
  }
  await withModule({ ...OLD }, async (rig) => {
    const control = new AbortController();
    rig.clock.after(5300, () => control.abort()); // while the answer to the rate is awaited
    const { line } = await rig.set(requested, control.signal);
    t.is(line.baudRate, 57600, 'the change is ended, not broken off');
  });
});

/** Applies a plan to whatever the script answers. */
async function failureOf(
  requested: RequestedSettings,
  answers: readonly (string | undefined)[],
  t: ExecutionContext,
  code: ErrorCode,
): Promise<OnairError> {
  const { value } = await withLink(
    () => new ScriptLink(),
    ({ link, talk }) => {
      link.answers.push(...answers.map((text) => (text === undefined ? [] : [[500, text] as const])));
      const found = {
        baudRate: 9600,
        parity: 'none',
        lineKnown: true,
        dialect: linvor,
        version: 'linvorV1.8',
        elapsedMs: 0,
        warnings: [],
      } as const;
      const plan = planSettings(requested, linvor, found);
      return talk((dialogue) => failure(t, applyPlan(dialogue, found, plan), code));
    },
  );
  return value;
}

const silence = (times: number): undefined[] => Array.from({ length: times }, () => undefined);

test.serial('what was heard once is reported, also when silence came after it', async (t) => {
  const { details } = await failureOf({ name: 'Jeep' }, ['OKse', ...silence(2)], t, 'device-confused');
  t.is(details.heard, 'OKse');
  const answers = ['OK3?', ...silence(3), 'OK', ...silence(5), 'OK'];
  const { message } = await failureOf({ baudRate: 38400 }, answers, t, 'not-verified');
  t.regex(message, /stayed at 9600 8N1 and did not take 38400; it had answered "OK3\?"/);
});

test.serial('noise during the search is not a place', async (t) => {
  for (const rubbish of ['#!', 'ERROR:(0)\r\n', 'VERSION:3.0-20170609\r\n']) {
    const answers = ['OK38400', ...silence(6), ...Array.from({ length: 40 }, () => rubbish)];
    const { details } = await failureOf({ baudRate: 38400 }, answers, t, 'not-verified');
    t.like(details, { baudRate: null, inDoubt: 'baud', likely: [38400, 9600] });
  }
});
