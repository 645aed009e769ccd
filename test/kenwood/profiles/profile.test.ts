import test from 'ava';
import { OnairError } from '../../../host/base/error.js';
import { findProfile, radioProfiles } from '../../../host/kenwood/profiles/index.js';
import { KISS_COMMANDS, KissDecoder } from '../../../host/packet/kiss/kiss.js';

test('a radio is found by its name, whatever the case', (t) => {
  t.is(findProfile('TM-D700 ').id, 'tm-d700');
  t.is(findProfile('TH-D75').id, 'th-d74');
  for (const [id, profile] of radioProfiles) t.is(profile.id, id);
});

test('an unknown radio gets the nearest name', (t) => {
  const error = t.throws(() => findProfile('tmd700'), { instanceOf: OnairError });
  t.is(error.code, 'bad-value');
  t.regex(error.hint, /did you mean tm-d700/);
});

for (const profile of radioProfiles.values()) {
  test(`${profile.id}: Ctrl-C comes before any CR, and nothing dangerous is in it`, (t) => {
    const { probe, takePort, questions, tncQuestions, giveBack } = profile.status;
    const status = [probe, ...takePort, ...questions, ...tncQuestions, ...giveBack];
    t.regex(
      probe.send,
      /^\xdb\xc0\xc0\x18\x03\xc0[^\r\xc0]*\r$/,
      'a probe puts nothing into an open frame, spoils a line, and leaves converse',
    );
    const inKiss = new KissDecoder().push(Buffer.from(`\xc0${probe.send}\xc0`, 'latin1'));
    const known: readonly number[] = Object.values(KISS_COMMANDS);
    t.deepEqual(
      inKiss.filter(({ command }) => known.includes(command)),
      [],
      'and is no KISS command behind a FEND',
    );
    const steps = [...profile.recover.steps, ...profile.init, ...profile.exit, ...status];
    const said = steps.flatMap((step) => ('send' in step ? [step.send] : []));
    const first = said[0] ?? '';
    t.true(first.indexOf('\x03') >= 0 && first.indexOf('\x03') < first.indexOf('\r'));
    for (const text of said) {
      t.false(text.includes('\x05'));
      t.notRegex(text, /^(tm-d700|th-d7)$/.test(profile.id) ? /^TN\b/ : /^TNC\b/);
      t.notRegex(text, /^(TX|CONV)/);
    }
  });

  test(`${profile.id}: only what changes nothing or can be said again is said again`, (t) => {
    for (const step of profile.init) if (step.kind === 'ask') t.notRegex(step.send, /RESTART/);
    for (const step of profile.init) if (step.kind === 'tell') t.is(step.send, 'RESTART\r');
    t.is(profile.init.at(-1)?.kind, 'prove-kiss');
  });

  test(`${profile.id}: patterns keep no state between two uses`, (t) => {
    for (const step of [...profile.recover.steps, ...profile.init, ...profile.exit]) {
      if (step.kind !== 'ask') continue;
      for (const pattern of [step.expect, step.refused, step.contradicted])
        t.falsy(pattern?.global || pattern?.sticky);
    }
  });
}
