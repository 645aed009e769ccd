import test from 'ava';
import type { AppText } from '../../host/kenwood/apps/app.js';
import { apps, findApp } from '../../host/kenwood/apps/index.js';
import { findProfile, radioProfiles } from '../../host/kenwood/profiles/index.js';
import { PROFILE_OF, type Rig, withModel } from './sim/sim-radio.js';

function write(app: string, radio: string): AppText {
  const profile = findProfile(radio);
  const values = new Map(Object.entries(profile.values));
  return findApp(app).write({ profile, values, port: '/dev/ttyUSB0', baud: 9600 });
}

/** `Output!Response!Seconds!Text` as APRSIS32 reads it (aprsisce.wikidot.com doc:openclosecmd). */
function parseAprsis32(line: string): { output: string; response: string; seconds: number } {
  const decode = (text: string): string =>
    text.replace(/\^(\d{3}|.)/g, (_all, code: string) =>
      code.length === 3 ? String.fromCharCode(Number(code)) : String.fromCharCode(code.charCodeAt(0) & 0x1f),
    );
  const [output = '', response = '', seconds = ''] = line.split('!');
  return {
    output: output.endsWith('~') ? decode(output.slice(0, -1)) : `${decode(output)}\r`,
    response: response === '' ? 'cmd:' : decode(response),
    seconds: seconds === '' ? 1 : Number(seconds),
  };
}

async function playAprsis32(rig: Rig, text: string, tag: 'OpenCmd' | 'CloseCmd'): Promise<void> {
  const lines = [...text.matchAll(new RegExp(`<${tag}>(.*)</${tag}>`, 'g'))].map(([, line = '']) => line);
  for (const { output, response, seconds } of lines.map(parseAprsis32)) {
    rig.heard.length = 0;
    await rig.link.send(Buffer.from(output, 'latin1'));
    for (let waited = 0; waited < seconds * 1000; waited += 50) {
      if (Buffer.concat(rig.heard).toString('latin1').includes(response)) break;
      await rig.sleep(50);
    }
  }
}

/** Ctrl-C, line, CR, as Xastir's command_file_to_tnc_port does. */
async function playXastir(rig: Rig, text: string): Promise<void> {
  let ctrlC = '\x03';
  for (const line of text.split('\n')) {
    if (line === '##META <no-ctrl-c>') ctrlC = '';
    else if (line === '##META <delay>') await rig.sleep(500);
    else if (!line.startsWith('#') && line !== '') {
      await rig.link.send(Buffer.from(`${ctrlC}${line}\r`, 'latin1'));
      ctrlC = '\x03';
    }
  }
}

for (const [device, radio] of PROFILE_OF) {
  test.serial(`APRSIS32 plays its lines at a ${device} in any state: KISS, and back`, async (t) => {
    const text = write('aprsis32', radio).files[0]?.text ?? '';
    const modes =
      device === 'th-d74'
        ? ['off', 'aprs', 'kiss']
        : device === 'tnc2'
          ? ['packet', 'kiss']
          : ['off', 'aprs', 'kiss', 'converse'];
    for (const mode of modes) {
      await withModel(device, `mode=${mode}`, async (rig) => {
        await playAprsis32(rig, text, 'OpenCmd');
        await rig.sleep(3000);
        t.true(rig.radio.inKiss, mode);
        await playAprsis32(rig, text, 'CloseCmd');
        t.false(rig.radio.inKiss, mode);
        t.is(rig.radio.mode, device === 'tnc2' ? 'packet' : 'aprs', mode);
        t.deepEqual(rig.radio.transmitted, []);
      });
    }
  });

  test.serial(`Xastir plays its files at a ${device}: packets as text, and back`, async (t) => {
    const [start, stop] = write('xastir', radio).files;
    if (device === 'th-d74') {
      t.is(start, undefined);
      return;
    }
    for (const mode of device === 'tnc2' ? ['packet', 'converse'] : ['off', 'aprs', 'packet', 'converse']) {
      await withModel(device, `mode=${mode}`, async (rig) => {
        await playXastir(rig, start?.text ?? '');
        await rig.sleep(100);
        t.is(rig.radio.tncState, 'command', mode);
        t.deepEqual(
          ['ECHO', 'MONITOR', 'AUTOLF'].map((name) => rig.radio.tncSetting(name)),
          ['OFF', 'ON', 'OFF'],
          mode,
        );
        await playXastir(rig, stop?.text ?? '');
        t.is(rig.radio.mode, device === 'tnc2' ? 'packet' : 'aprs', mode);
        t.deepEqual(rig.radio.transmitted, [], mode);
      });
    }
  });

  test.serial(`Aprx writes its string in one burst at a ${device}`, async (t) => {
    const text = write('aprx', radio).files[0]?.text ?? '';
    const [, quoted = ''] = /initstring "([^"]*)"/.exec(text) ?? [];
    t.notRegex(quoted, /[A-Z']|\\[^rx]/, 'what its parser changes or miscounts');
    const bytes = quoted.replace(/\\(r|x[0-9a-f]{2})/g, (_all, code: string) =>
      code === 'r' ? '\r' : String.fromCharCode(Number.parseInt(code.slice(1), 16)),
    );
    for (const mode of device === 'th-d74' ? ['off', 'kiss'] : ['packet', 'kiss', 'converse']) {
      await withModel(device, `mode=${mode}&half-line=RESTA`, async (rig) => {
        await rig.link.send(Buffer.from(bytes, 'latin1'));
        await rig.sleep(6000);
        t.true(rig.radio.inKiss, mode);
        t.deepEqual(rig.radio.transmitted, [], mode);
      });
    }
  });
}

test('every program has a text or a reason for every radio, with sources', (t) => {
  for (const app of apps.keys()) {
    for (const radio of radioProfiles.keys()) {
      const { where, files, notes, sources } = write(app, radio);
      t.true(where.length > 5 && notes.length > 0 && sources.length > 0, `${app} ${radio}`);
      for (const { name, text } of files) {
        t.true(name.length > 3 && !text.includes('{'), `${app} ${radio}: every value is filled in`);
        t.notRegex(text, /[^\n\x20-\x7e]/, `${app} ${radio}: plain text`);
      }
    }
  }
});

test('an unknown program gets the nearest name', (t) => {
  const error = t.throws(() => findApp('direwofl'), { name: 'OnairError' });
  t.regex((error as { hint?: string } | undefined)?.hint ?? '', /did you mean direwolf/);
});
