import test from 'ava';
import { aprsdroidString } from '../../host/kenwood/init-string.js';
import type { AskStep, RadioProfile } from '../../host/kenwood/profile.js';
import { tmD700 } from '../../host/kenwood/profiles/tm-d700.js';
import { encodeUi } from '../../host/packet/ax25.js';
import { parseCallSign } from '../../host/packet/callsign.js';
import { encodeKiss } from '../../host/packet/kiss.js';
import { type Bench, withRadio } from './sim-radio.js';

/** Java's URLDecoder with UTF-8, then split at newlines: what KissProto.scala does with the field (facts 1.3). */
function decodeLikeAprsdroid(field: string): string[] {
  const bytes: number[] = [];
  for (let at = 0; at < field.length; at++) {
    const char = field.charAt(at);
    if (char === '%') {
      const hex = field.slice(at + 1, at + 3);
      if (!/^[0-9a-f]{2}$/i.test(hex)) throw new Error('IllegalArgumentException');
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    } else if (char === '+') bytes.push(0x20);
    else bytes.push(...Buffer.from(char));
  }
  return Buffer.from(bytes).toString('utf8').split('\n');
}

/** The phone: every line with CR LF, then the delay, listening to nothing. */
async function play({ link, sleep }: Bench, field: string, delayMs: number): Promise<void> {
  for (const line of decodeLikeAprsdroid(field)) {
    await link.send(Buffer.from(`${line}\r\n`, 'utf8'));
    await sleep(delayMs);
  }
}

function profileThatSays(...commands: string[]): RadioProfile {
  const init = commands.map(
    (send): AskStep => ({
      kind: 'ask',
      label: 'a test',
      source: 'this test',
      confidence: 'inferred',
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
  const { app, initString, delayMs, notes, sources } = aprsdroidString(tmD700);
  t.is(app, 'aprsdroid');
  t.deepEqual(initString.split('\n'), ['TC 1', 'TNC 2', 'TC 0', 'XFLOW OFF', 'KISS ON', 'RESTART']);
  t.is(delayMs, 4000);
  t.true(notes.some((note) => note.includes('9000') && note.includes('SP3WBX') && note.includes('#331')));
  t.true(notes.some((note) => note.includes('article')));
  t.true(notes.some((note) => note.includes('reconnect')));
  t.true(sources.some((source) => source.includes('aprsdroid')));
  t.is(new Set(sources).size, sources.length);
});

test('a longer pause in the profile makes a longer delay', (t) => {
  const pause = { kind: 'pause', label: 'slow', source: 'test', confidence: 'inferred', ms: 9000 } as const;
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
  t.deepEqual(decodeLikeAprsdroid(initString), commands);
  t.is(initString.split('\n')[1], 'A%2BB C');
  t.regex(initString, /%03MYCALL/);
});

test('every character from 00 to 7F but LF passes', (t) => {
  for (let code = 0; code < 0x80; code++) {
    const command = `x${String.fromCharCode(code)}y`;
    if (code === 0x0a) continue;
    t.deepEqual(decodeLikeAprsdroid(aprsdroidString(profileThatSays(`${command}\r`)).initString), [command]);
  }
});

test('what APRSdroid can not send is refused', (t) => {
  for (const command of ['\xc0\xff\xc0\r', 'caf\u00e9\r', '\u2713\r', 'a\nb\r', '\x80\r']) {
    const error = t.throws(() => aprsdroidString(profileThatSays(command)), { name: 'OnairError' });
    t.like(error, { code: 'bad-value' });
  }
});

for (const mode of ['off', 'aprs', 'packet', 'kiss'] as const) {
  test.serial(`a phone that plays the string at a radio in ${mode} gets it into KISS, twice`, async (t) => {
    await withRadio(
      `mode=${mode}&handshake=joined`,
      async (bench) => {
        const { initString, delayMs } = aprsdroidString(tmD700);
        await play(bench, initString, delayMs);
        t.true(bench.radio.inKiss);
        await play(bench, initString, delayMs); // after a lost link
        t.true(bench.radio.inKiss);
        t.deepEqual(bench.radio.transmitted, []);
        // XOFF and XON would be eaten were XFLOW still on.
        const data = encodeUi({
          from: parseCallSign('N0CALL-7'),
          to: parseCallSign('APDR16'),
          path: [],
          info: Buffer.from('>\x13\x11'),
        });
        await bench.link.send(encodeKiss({ port: 0, command: 0, data }));
        await bench.sleep(50);
        t.deepEqual(
          bench.radio.transmitted.map(({ bytes }) => bytes),
          [data],
        );
      },
      { rtscts: false },
    );
  });
}

test.serial('the 300 ms that APRSdroid starts with are too short', async (t) => {
  await withRadio('handshake=joined', async (bench) => {
    await play(bench, aprsdroidString(tmD700).initString, 300);
    await bench.sleep(10_000);
    t.false(bench.radio.inKiss);
  });
});
