import test from 'ava';
import { systemClock } from '../../../host/base/clock.js';
import { OnairError } from '../../../host/base/error.js';
import { radioProfiles } from '../../../host/kenwood/profiles/index.js';
import type { RadioProfile } from '../../../host/kenwood/profiles/profile.js';
import { readProfile } from '../../../host/kenwood/profiles/profile-file.js';
import { profileText } from '../../../host/kenwood/profiles/profile-text.js';
import { runExit, runInit } from '../../../host/kenwood/session/runner.js';
import { inVirtualTime } from '../../virtual-time.js';
import { openRadio, PROFILE_OF } from '../sim/sim-radio.js';

/** What the runner uses of a profile, with patterns as text. */
function essence({
  id,
  title,
  line,
  values,
  identity,
  recover,
  init,
  exit,
  exitMode,
  byHand,
}: RadioProfile): unknown {
  const { send, answers, withinMs } = identity;
  return JSON.parse(
    JSON.stringify(
      {
        id,
        title,
        line,
        values,
        identity: { send, answers, withinMs },
        recover,
        init,
        exit,
        exitMode,
        byHand,
      },
      (_key, value: unknown) => (value instanceof RegExp ? value.source : value),
    ),
  );
}

for (const profile of radioProfiles.values()) {
  test.serial(`${profile.id}: printed as a file and read again it is the same, and works`, async (t) => {
    const own = readProfile(profileText(profile), 'own.yaml');
    t.deepEqual(essence(own), essence(profile));
    const device = [...PROFILE_OF].find(([, id]) => id === profile.id)?.[0] ?? '';
    await inVirtualTime(async () => {
      const { link, radio } = openRadio(device, '');
      await runInit(link, own, { clock: systemClock });
      t.true(radio.inKiss);
      await runExit(link, own, { clock: systemClock });
      t.false(radio.inKiss);
      t.deepEqual(radio.transmitted, []);
      await link.close();
    });
  });
}

test('a file holds only what differs', (t) => {
  const own = readProfile('id: mine\nbasedOn: tm-d710\nvalues: { band: "1" }\n', 'mine.yaml');
  t.is(own.title, 'mine');
  t.deepEqual(own.values, { band: '1' });
  t.deepEqual(own.init, radioProfiles.get('tm-d710')?.init);
});

const STEP = '  - { label: a, ask: "X\\r", expect: cmd }\n';
const PROVE = '  - { label: p, proveKiss: { bootMs: 1, poke: "\\r", silentMs: 50 } }\n';

/** A file with a mistake, where it is, and what is said. */
const MISTAKES: readonly (readonly [text: string, place: string, says: RegExp])[] = [
  ['id: a\ntitel: b\n', '2:1', /unknown key "titel".*did you mean title/],
  ['id: a\n\tb: c\n', '2:1', /tab/i],
  ['title: x\n', '1:1', /id/],
  ['id: A B\n', '1:1', /small letters/],
  ['id: a\nbasedOn: tm-d770\n', '2:1', /did you mean tm-d700/],
  [
    `id: a\ninit:\n  - { label: a, aks: "X", expect: cmd }\n${PROVE}`,
    '3:17',
    /unknown key "aks".*did you mean ask/,
  ],
  [`id: a\ninit:\n  - label: a\n    ask: "X"\n    expect: "("\n${PROVE}`, '5:5', /regular expression/],
  [`id: a\ninit:\n  - { label: a, ask: "X" }\n${PROVE}`, '3:5', /expect/],
  [`id: a\ninit:\n  - { label: a }\n${PROVE}`, '3:5', /one of ask, tell, pauseMs, proveKiss/],
  [`id: a\ninit:\n  - { label: a, ask: "X", tell: "Y", expect: c }\n${PROVE}`, '3:5', /one of/],
  [`id: a\ninit:\n${STEP}`, '2:1', /must end in a step with proveKiss/],
  [`id: a\ninit:\n  - { label: a, pauseMs: -1 }\n${PROVE}`, '3:17', />=0/],
  [`id: a\ninit:\n  - { label: a, tell: "\\x05" }\n${PROVE}`, '2:1', /Ctrl-E/],
  [`id: a\ninit:\n  - { label: a, tell: "CONV\\r" }\n${PROVE}`, '2:1', /it transmits/],
  [`id: a\nexit:\n  - { label: a, tell: "k\\r" }\n`, '2:1', /it transmits/],
  ['id: a\nidentity: { send: "ID\\r", answer: x }\n', '2:27', /did you mean answers/],
  [`id: a\nrecover:\n  tries: 2\n  steps:\n  ${STEP}`, '5:7', /Ctrl-C .*before any CR/],
  ['id: a\nrecover:\n  tries: 2\n  steps:\n    - { label: a, pauseMs: 5 }\n', '5:7', /is an ask/],
  ['id: a\nexitMode: aprss\n', '2:1', /aprs/],
];

for (const [text, place, says] of MISTAKES) {
  test(`${JSON.stringify(text).slice(0, 90)}: ${says.source}`, (t) => {
    const error = t.throws(() => readProfile(text, 'my-radio.yaml'), { instanceOf: OnairError });
    t.is(error.code, 'bad-value');
    t.true(error.message.startsWith(`my-radio.yaml:${place}: `), error.message);
    t.regex(`${error.message} ${error.hint}`, says);
  });
}
