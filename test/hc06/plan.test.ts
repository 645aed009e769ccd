import test from 'ava';
import fc from 'fast-check';
import { type ErrorCode, OnairError } from '../../host/base/error.js';
import type { Dialect } from '../../host/hc06/dialects/dialect.js';
import { hc01 } from '../../host/hc06/dialects/hc01.js';
import { DIALECTS, dialectOf } from '../../host/hc06/dialects/index.js';
import { linvor } from '../../host/hc06/dialects/linvor.js';
import type { FoundModule } from '../../host/hc06/probe/probe.js';
import { otherFamily } from '../../host/hc06/probe/unknown-device.js';
import { planSettings, planWarnings } from '../../host/hc06/settings/plan.js';
import {
  type RequestedSettings,
  type RequestedText,
  readBaud,
  readParity,
  readRequested,
} from '../../host/hc06/settings/requested-settings.js';
import { PARITIES } from '../../host/link/line.js';

const RATES = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1382400];

const found = (change: Partial<FoundModule> = {}): FoundModule => ({
  baudRate: 9600,
  parity: 'none',
  lineKnown: true,
  dialect: linvor,
  version: 'linvorV1.8',
  elapsedMs: 540,
  warnings: [],
  ...change,
});

/** What a tired person types, and what comes of it: the value, or the error with a word of its text. */
const TYPED: readonly (readonly [RequestedText, unknown, RegExp?])[] = [
  [{}, 'bad-usage', /nothing to set.*--name, --pin, --baud, --parity/],
  [{ name: 'x' }, { name: 'x' }],
  [{ name: 'TM-D700' }, { name: 'TM-D700' }],
  [{ name: 'My Jeep' }, { name: 'My Jeep' }],
  [{ name: '~!@#$%^&*()_+{}|:"<>?' }, 'bad-value', /21 characters/],
  [{ name: '~!@#$%^&*()_+{}|:"<>' }, { name: '~!@#$%^&*()_+{}|:"<>' }],
  [{ name: 'abcdefghijklmnopqrst' }, { name: 'abcdefghijklmnopqrst' }],
  [{ name: 'abcdefghijklmnopqrstu' }, 'bad-value', /has 21 characters.*1 to 20/],
  [{ name: '' }, 'bad-value', /0 characters/],
  [{ name: ' ' }, 'bad-value', /space/],
  [{ name: ' Jeep' }, 'bad-value', /begins or ends with a space/],
  [{ name: 'Jeep ' }, 'bad-value', /begins or ends with a space/],
  [{ name: '🚙' }, 'bad-value', /"🚙" is not a printable ASCII/],
  [{ name: 'Jeep🚙' }, 'bad-value', /"🚙"/],
  [{ name: 'Jéep' }, 'bad-value', /"é"/],
  [{ name: 'Jeep\n' }, 'bad-value', /printable/],
  [{ name: 'Jeep\r\n' }, 'bad-value', /printable/],
  [{ name: 'a\tb' }, 'bad-value', /printable/],
  [{ name: 'a\x7fb' }, 'bad-value', /printable/],
  [{ name: 'a\0b' }, 'bad-value', /printable/],
  [{ name: 'a\u00a0b' }, 'bad-value', /printable/],
  [{ pin: '1234' }, { pin: '1234' }],
  [{ pin: '0000' }, { pin: '0000' }],
  [{ pin: '' }, 'bad-value', /not 4 digits/],
  [{ pin: '123' }, 'bad-value', /"123" is not 4 digits/],
  [{ pin: '12345' }, 'bad-value', /not 4 digits/],
  [{ pin: '12a4' }, 'bad-value', /not 4 digits/],
  [{ pin: 'abcd' }, 'bad-value', /not 4 digits/],
  [{ pin: '１２３４' }, 'bad-value', /not 4 digits/],
  [{ pin: '٠١٢٣' }, 'bad-value', /not 4 digits/],
  [{ pin: '-123' }, 'bad-value', /not 4 digits/],
  [{ pin: '1.23' }, 'bad-value', /not 4 digits/],
  [{ pin: ' 123' }, 'bad-value', /not 4 digits/],
  [{ pin: '1234\n' }, 'bad-value', /not 4 digits/],
  [{ baud: '9600' }, { baudRate: 9600 }],
  [{ baud: '9600 ' }, { baudRate: 9600 }],
  [{ baud: ' 115200' }, { baudRate: 115200 }],
  [{ baud: '921600' }, { baudRate: 921600 }],
  [{ baud: '9601' }, 'bad-value', /did you mean 9600/],
  [{ baud: '11520' }, 'bad-value', /did you mean 115200/],
  [{ baud: '0' }, 'bad-value', /known: 1200, 2400/],
  [{ baud: '-1' }, 'bad-value'],
  [{ baud: '-9600' }, 'bad-value'],
  [{ baud: '1e4' }, 'bad-value'],
  [{ baud: '96e2' }, 'bad-value'],
  [{ baud: '9600.0' }, 'bad-value'],
  [{ baud: '0x2580' }, 'bad-value'],
  [{ baud: '9 600' }, 'bad-value'],
  [{ baud: '9600 8N1' }, 'bad-value'],
  [{ baud: '９６００' }, 'bad-value'],
  [{ baud: '4' }, 'bad-value'],
  [{ baud: 'C' }, 'bad-value'],
  [{ baud: '' }, 'bad-value'],
  [{ baud: ' ' }, 'bad-value'],
  [{ baud: 'fast' }, 'bad-value'],
  [{ baud: '128000' }, { baudRate: 128000 }], // a rate of the JDY-31 only
  [{ baud: '99999999999999999999' }, 'bad-value'],
  [{ baud: '1382400' }, 'unsafe', /locks most people out.*--force/],
  [{ parity: 'none' }, { parity: 'none' }],
  [{ parity: 'Even' }, { parity: 'even' }],
  [{ parity: 'ODD' }, { parity: 'odd' }],
  [{ parity: 'foo' }, 'bad-value', /"foo" is not known.*none, even, odd/],
  [{ parity: 'eveb' }, 'bad-value', /did you mean even/],
  [{ parity: '' }, 'bad-value'],
  [{ parity: 'N' }, 'bad-value'],
  [{ parity: 'mark' }, 'bad-value'],
  [{ name: 'Jeep', pin: '12' }, 'bad-value', /PIN/],
  [
    { name: 'Jeep', pin: '4321', parity: 'even', baud: '38400' },
    { name: 'Jeep', pin: '4321', parity: 'even', baudRate: 38400 },
  ],
];

for (const [typed, outcome, text] of TYPED) {
  test(`typed: ${JSON.stringify(typed)}`, (t) => {
    if (typeof outcome !== 'string') {
      t.deepEqual(readRequested(typed) as unknown, outcome);
      return;
    }
    const error = t.throws(() => readRequested(typed), { instanceOf: OnairError });
    t.is(error.code, outcome as ErrorCode);
    t.regex(`${error.message} | ${error.hint}`, text ?? /./);
    t.true(error.hint.length > 10);
    t.is(error.exitCode, outcome === 'unsafe' ? 7 : 2);
  });
}

test('flags that were not given are nothing to set', (t) => {
  t.throws(() => readRequested({ name: undefined, pin: undefined, parity: undefined, baud: undefined }), {
    code: 'bad-usage',
  });
  t.deepEqual(readRequested({ name: 'x', pin: undefined, parity: undefined, baud: undefined }), {
    name: 'x',
  });
});

test('1382400 needs force, no other rate does', (t) => {
  t.is(readBaud('1382400', true), 1382400);
  t.deepEqual(readRequested({ baud: '1382400' }, true), { baudRate: 1382400 });
  for (const rate of RATES.slice(0, -1)) t.is(readBaud(String(rate)), rate);
  t.throws(() => readBaud('1382400'), { code: 'unsafe' });
  t.throws(() => readBaud('1382401', true), { code: 'bad-value' });
});

test('whatever is typed: a value within the limits, or an error with a code', (t) => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 24 }),
    fc.string({ maxLength: 24 }),
    fc.stringMatching(/^\d{0,8}$/),
  );
  fc.assert(
    fc.property(
      fc.record({ name: text, pin: text, baud: text, parity: text }, { requiredKeys: [] }),
      (typed) => {
        try {
          const { name, pin, baudRate, parity } = readRequested(typed);
          if (name !== undefined) t.regex(name, /^[!-~]([ -~]{0,18}[!-~])?$/);
          if (pin !== undefined) t.regex(pin, /^[0-9]{4}([0-9]{2})?$/);
          if (baudRate !== undefined) t.true([...RATES, 128000].includes(baudRate));
          if (parity !== undefined) t.true(PARITIES.includes(parity));
        } catch (error) {
          if (!(error instanceof OnairError)) throw error;
          t.true(['bad-value', 'bad-usage', 'unsafe'].includes(error.code));
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('parity of a probe is read in the same way', (t) => {
  t.is(readParity('eVeN'), 'even');
  t.throws(() => readParity('evne'), { code: 'bad-value', message: /"evne"/ });
});

test('the order is name, PIN, parity, rate last, whatever the order of the request', (t) => {
  for (const dialect of [linvor, hc01]) {
    const plan = planSettings(
      { baudRate: 1200, parity: 'odd', pin: '0007', name: 'Jeep 4' },
      dialect,
      found({ dialect }),
    );
    t.deepEqual(
      plan.map(({ setting, from, to, command, takesEffect }) => [setting, from, to, command, takesEffect]),
      [
        ['name', undefined, 'Jeep 4', 'AT+NAMEJeep 4', 'immediately'],
        ['pin', undefined, '0007', 'AT+PIN0007', 'immediately'],
        ['parity', 'none', 'odd', 'AT+PO', 'after-power-cycle'],
        ['baud', '9600', '1200', 'AT+BAUD1', 'immediately'],
      ],
    );
    t.regex(plan[1]?.remark ?? '', /pairings/);
  }
});

test('every command and the answers that confirm it', (t) => {
  const commandOf = (requested: Parameters<typeof planSettings>[0]) => {
    const [step, ...more] = planSettings(requested, linvor, undefined);
    t.deepEqual(more, []);
    if (!step) throw new Error('nothing planned');
    return step;
  };
  const codes = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C'];
  for (const [index, baudRate] of RATES.entries()) {
    const { command, confirms } = commandOf({ baudRate });
    t.is(command, `AT+BAUD${codes[index]}`);
    t.regex(`OK${baudRate}`, confirms);
    t.regex(`\x80OK${baudRate}\xff`, confirms);
    for (const other of [`OK${baudRate}0`, 'OK', `${baudRate}`, 'OKsetname', `OK1${baudRate}`])
      t.notRegex(other, confirms, `${baudRate}: ${other}`);
  }
  const letters = { none: 'N', even: 'E', odd: 'O' };
  for (const parity of PARITIES) {
    const { command, confirms } = commandOf({ parity });
    t.is(command, `AT+P${letters[parity]}`);
    for (const word of [parity, parity.toUpperCase(), parity[0]?.toUpperCase() + parity.slice(1)])
      t.regex(`OK ${word}`, confirms);
    for (const other of PARITIES.filter((each) => each !== parity)) t.notRegex(`OK ${other}`, confirms);
  }
  const { confirms: name } = commandOf({ name: 'x' });
  for (const yes of ['OKsetname', 'OKname', 'OKSETNAME', '\x91OKsetname']) t.regex(yes, name);
  for (const no of ['OK', 'OKsetPIN', 'OKset', 'name', 'OKlinvorV1.8']) t.notRegex(no, name);
  const { confirms: pin } = commandOf({ pin: '1234' });
  for (const yes of ['OKsetPIN', 'OKsetpin', 'OKpin']) t.regex(yes, pin);
  for (const no of ['OK', 'OKsetname', 'OKset', 'PIN']) t.notRegex(no, pin);
});

test('what is known to hold is left out; what cannot be read is written', (t) => {
  const now = found({ baudRate: 38400, parity: 'even' });
  t.deepEqual(planSettings({ baudRate: 38400, parity: 'even' }, linvor, now), []);
  t.deepEqual(planSettings({}, linvor, now), []);
  const settings = (requested: Parameters<typeof planSettings>[0], module: FoundModule | undefined) =>
    planSettings(requested, linvor, module).map(({ setting, from }) => [setting, from]);
  t.deepEqual(settings({ name: 'linvor', pin: '1234', baudRate: 38400, parity: 'odd' }, now), [
    ['name', undefined],
    ['pin', undefined],
    ['parity', 'even'],
  ]);
  t.deepEqual(settings({ baudRate: 9600, parity: 'even' }, now), [['baud', '38400']]);
  // Over raw TCP the rate is not known, and before a dry run nothing is.
  const all = [
    ['parity', undefined],
    ['baud', undefined],
  ];
  t.deepEqual(settings({ baudRate: 38400, parity: 'even' }, found({ ...now, lineKnown: false })), all);
  t.deepEqual(settings({ baudRate: 38400, parity: 'even' }, undefined), all);
});

test('a dialect without a parity command says so', (t) => {
  const { parity: _, ...settings } = linvor.settings;
  const plain: Dialect = { ...linvor, settings };
  t.throws(() => planSettings({ name: 'x', parity: 'even' }, plain, found()), {
    code: 'bad-value',
    message: /no parity command/,
  });
  t.deepEqual(planSettings({ parity: 'none' }, plain, found()), [], 'not needed, not missed');
});

test('the limits of each dialect: the last that it takes, and the first that it does not', (t) => {
  for (const dialect of DIALECTS) {
    const planned = (requested: RequestedSettings): unknown => planSettings(requested, dialect, undefined);
    const refused = (requested: RequestedSettings, message: RegExp): void => {
      const error = t.throws(() => planned(requested), { instanceOf: OnairError });
      t.is(error?.code, 'bad-value');
      t.regex(error?.message ?? '', message, dialect.id);
    };
    const { max } = dialect.nameLength;
    t.notThrows(() => planned({ name: 'x'.repeat(max) }));
    refused({ name: 'x'.repeat(max + 1) }, /characters$/);
    t.notThrows(() => planned({ pin: '1'.repeat(dialect.pinDigits) }));
    refused({ pin: '1'.repeat(dialect.pinDigits + 2) }, /is not \d digits$/);
    for (const rate of [...RATES, 128000]) {
      if (dialect.baudCodes.has(rate)) t.notThrows(() => planned({ baudRate: rate }));
      else refused({ baudRate: rate }, dialect.settings.baud ? /does not do/ : /has no rate command/);
    }
  }
});

test('warnings on what will be written, and on nothing else', (t) => {
  const warned = (requested: RequestedSettings, now: FoundModule | undefined): string[] =>
    planWarnings(planSettings(requested, now?.dialect ?? linvor, now), now);
  t.deepEqual(warned({ name: 'Jeep', pin: '1234', baudRate: 115200, parity: 'odd' }, found()), []);
  t.regex(warned({ baudRate: 230400 }, found()).join(), /^230400 baud is more than .*128 kbit\/s/);
  t.deepEqual(warned({ baudRate: 230400 }, found({ baudRate: 230400 })), [], 'it is there already');
  t.regex(warned({ baudRate: 921600 }, undefined).join(), /921600/);
  t.deepEqual(warned({ baudRate: 115200 }, undefined), []);
  const long = 'abcdefghijklmno'; // 15
  t.regex(warned({ name: long }, found({ baudRate: 38400 })).join(), /over 14 characters/);
  t.deepEqual(warned({ name: long }, found({ baudRate: 19200 })), []);
  t.deepEqual(warned({ name: long.slice(1) }, found({ baudRate: 38400 })), []);
  t.deepEqual(warned({ name: long }, found({ baudRate: 38400, version: 'hc01.comV2.0' })), []);
  t.deepEqual(warned({ name: long }, undefined), []);
  const bridged = found({ lineKnown: false });
  t.regex(warned({ baudRate: 9600 }, bridged).join(), /bridge at the other end/);
  t.deepEqual(planWarnings([], bridged), []);
  t.deepEqual(warned({ name: 'x' }, bridged), []);
  t.regex(warned({ parity: 'even' }, found({ version: 'linvorV1.5' })).join(), /newer than V1\.5/);
  t.deepEqual(warned({ parity: 'none' }, found({ version: 'linvorV1.5' })), []);
  t.deepEqual(warned({ name: 'x' }, found({ version: 'linvorV1.5' })), []);
  const all = { baudRate: 57600, version: 'linvor V1.5', lineKnown: false };
  t.is(warned({ name: long, baudRate: 230400, parity: 'odd' }, found(all)).length, 4);
});

/** Spellings of facts 1.0: with and without OK, other letter case, noise around. */
const SAID: readonly (readonly [string, Dialect | undefined, string?])[] = [
  ['OKlinvorV1.5', linvor, '1.5'],
  ['OKlinvorV1.8', linvor, '1.8'],
  ['linvorV1.8', linvor, '1.8'],
  ['LinvorV1.6', linvor, '1.6'],
  ['+linvor V1.8', linvor, '1.8'],
  ['\x80\x91OKlinvorV1.8\xfe', linvor, '1.8'],
  ['hc01.comV2.0', hc01, '2.0'],
  ['OKhc01.comV2.0', hc01, '2.0'],
  ['HC01.COM V2.1', hc01, '2.1'],
  ['OK', undefined],
  ['OKlinvor', undefined],
  ['hc01xcomV2.0', undefined],
  ['', undefined],
];

test('dialects are known by what they say of themselves', (t) => {
  for (const [said, dialect, version] of SAID) {
    t.is(dialectOf(said), dialect, said);
    t.is(dialect?.version.exec(said)?.[1], version);
    if (dialect) t.is(otherFamily(said), undefined, `${said} is no other family`);
  }
  t.is(new Set(DIALECTS.map(({ id }) => id)).size, DIALECTS.length);
});
