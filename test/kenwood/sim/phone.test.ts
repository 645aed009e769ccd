import { readFileSync } from 'node:fs';
import test from 'ava';
import { aprsdroid } from '../../../host/kenwood/apps/aprsdroid.js';
import type { AskStep, RadioProfile } from '../../../host/kenwood/profiles/profile.js';
import { tmD700 } from '../../../host/kenwood/profiles/tm-d700.js';
import { encodeUi } from '../../../host/packet/ax25/ax25.js';
import { parseCallSign } from '../../../host/packet/callsign.js';
import { encodeKiss } from '../../../host/packet/kiss/kiss.js';
import { decodeLikeAprsdroid, play } from './phone.js';
import { withRadio } from './sim-radio.js';

/** What goes into the two fields of APRSdroid. */
function aprsdroidString(profile: RadioProfile): {
  initString: string;
  delayMs: number;
  notes: readonly string[];
  sources: readonly string[];
} {
  const {
    files,
    delayMs = 0,
    notes,
    sources,
  } = aprsdroid.write({
    profile,
    values: new Map(Object.entries(profile.values)),
    port: '/dev/rfcomm0',
    baud: 9600,
  });
  return { initString: files[0]?.text ?? '', delayMs, notes, sources: [...new Set(sources)] };
}

function profileThatSays(...commands: string[]): RadioProfile {
  const init = commands.map(
    (send): AskStep => ({
      kind: 'ask',
      label: 'a test',
      source: 'this test',
      confidence: 'derived',
      send,
      expect: /cmd:/,
      withinMs: 1,
      tries: 1,
      ifUnanswered: 'fail',
      blind: true,
    }),
  );
  return { ...tmD700, recover: { tries: 1, steps: [] }, init };
}

test('the TM-D700 string holds the commands of its profile, in order', (t) => {
  const { initString, delayMs, notes, sources } = aprsdroidString(tmD700);
  t.deepEqual(initString.split('\n'), ['%18%03', 'TC 1', 'TNC 2', 'TC 0', 'XFLOW OFF', 'KISS ON', 'RESTART']);
  t.is(delayMs, 4000);
  t.true(notes.some((note) => note.includes('9000') && note.includes('SP3WBX') && note.includes('#331')));
  t.true(notes.some((note) => note.includes('article')));
  t.true(notes.some((note) => note.includes('reconnect')));
  t.true(sources.some((source) => source.includes('aprsdroid')));
});

test('a longer pause in the profile makes a longer delay', (t) => {
  const pause = { kind: 'pause', label: 'slow', source: 'test', confidence: 'derived', ms: 9000 } as const;
  t.is(aprsdroidString({ ...tmD700, init: [...tmD700.init, pause] }).delayMs, 9000);
});

test('what APRSdroid decodes is what was meant, byte for byte', (t) => {
  const commands = [
    'UITRACE %',
    'A+B C',
    '\x03MYCALL N0CALL',
    '%41',
    'TAB\there',
    '\x1b@k',
    '\x7f',
    'two\rlines',
  ];
  const { initString } = aprsdroidString(profileThatSays(...commands.map((command) => `${command}\r`)));
  t.deepEqual(decodeLikeAprsdroid(initString), ['\x18\x03', ...commands]);
  t.is(initString.split('\n')[2], 'A%2BB C');
  t.regex(initString, /%03MYCALL/);
});

test('every character from 00 to 7F but LF passes', (t) => {
  for (let code = 0; code < 0x80; code++) {
    const command = `x${String.fromCharCode(code)}y`;
    if (code === 0x0a) continue;
    const { initString } = aprsdroidString(profileThatSays(`${command}\r`));
    t.is(decodeLikeAprsdroid(initString)[1], command);
  }
});

test('what APRSdroid can not send is refused', (t) => {
  for (const command of ['\xc0\xff\xc0\r', 'caf\u00e9\r', '\u2713\r', 'a\nb\r', '\x80\r']) {
    const error = t.throws(() => aprsdroidString(profileThatSays(command)), { name: 'OnairError' });
    t.like(error, { code: 'bad-value' });
  }
});

for (const mode of ['off', 'aprs', 'packet', 'kiss', 'converse'] as const) {
  test.serial(`a phone that plays the string at a radio in ${mode} gets it into KISS, twice`, async (t) => {
    await withRadio(
      `mode=${mode}&handshake=joined`,
      async (rig) => {
        const { initString, delayMs } = aprsdroidString(tmD700);
        await play(rig, initString, delayMs);
        t.true(rig.radio.inKiss);
        await play(rig, initString, delayMs); // after a lost link
        t.true(rig.radio.inKiss);
        t.deepEqual(rig.radio.transmitted, []);
        // XOFF and XON would be eaten were XFLOW still on.
        const data = encodeUi({
          from: parseCallSign('N0CALL-7'),
          to: parseCallSign('APDR16'),
          path: [],
          info: Buffer.from('>\x13\x11'),
        });
        await rig.link.send(encodeKiss({ port: 0, command: 0, data }));
        await rig.sleep(50);
        t.deepEqual(
          rig.radio.transmitted.map(({ bytes }) => bytes),
          [data],
        );
      },
      { rtscts: false },
    );
  });
}

const DELAYS = [300, 1000, 2000, 3000, 4000, 9000];
const STATES = ['off', 'aprs', 'packet', 'kiss', 'converse'] as const;
const SHORT = 'KISS ON\nRESTART';

/** Plays a string at a radio found in a state, and says what came of it. */
async function outcome(field: string, delayMs: number, mode: string, extra = ''): Promise<string> {
  const { value } = await withRadio(
    `mode=${mode}&handshake=joined${extra}`,
    async (rig) => {
      await play(rig, field, delayMs);
      await rig.sleep(10_000);
      if (rig.radio.transmitted.length > 0) return 'sends!';
      return rig.radio.inKiss ? 'KISS' : '-';
    },
    { rtscts: false },
  );
  return value;
}

test.serial('which strings and delays work: the table of host/README.md', async (t) => {
  const rows: string[] = [];
  for (const [name, field] of [
    ['ours', aprsdroidString(tmD700).initString],
    ['`KISS ON`, `RESTART`', SHORT],
  ] as const) {
    for (const delayMs of DELAYS) {
      const cells = [];
      for (const mode of STATES) cells.push(await outcome(field, delayMs, mode));
      rows.push(`| ${[name, `${delayMs} ms`, ...cells].join(' | ')} |`);
    }
  }
  t.log(rows.join('\n'));
  const readme = readFileSync('host/README.md', 'utf8');
  for (const row of rows) t.true(readme.includes(row), row);
});

test.serial('a radio that takes long to put its settings back needs the 9 s of SP3WBX', async (t) => {
  const { initString, delayMs } = aprsdroidString(tmD700);
  t.is(await outcome(initString, delayMs, 'aprs', '&restore-ms=18000'), '-');
  t.is(await outcome(initString, 9000, 'aprs', '&restore-ms=18000'), 'KISS');
  t.is(
    await outcome(initString, delayMs, 'aprs', '&boot-ms=9000'),
    'KISS',
    'a slow start alone does no harm',
  );
});

test.serial('the 300 ms that APRSdroid starts with are too short', async (t) => {
  await withRadio('handshake=joined', async (rig) => {
    await play(rig, aprsdroidString(tmD700).initString, 300);
    await rig.sleep(10_000);
    t.false(rig.radio.inKiss);
  });
});
