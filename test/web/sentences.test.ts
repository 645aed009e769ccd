import test from 'ava';
import { systemClock } from '../../host/base/index.js';
import { DIALECTS } from '../../host/hc06/index.js';
import { findApp, type RadioProfile, radioProfiles } from '../../host/kenwood/index.js';
import { ADAPTERS } from '../../host/link/index.js';
import { decodeAprs } from '../../host/packet/aprs/index.js';
import { SYMBOLS } from '../../host/packet/aprs/symbols/index.js';
import { parseMonitor } from '../../host/packet/monitor.js';
import { describe, ENGLISH_APRS } from '../../host/text/aprs/index.js';
import { ENGLISH, forPage, loadLanguage } from '../../host/text/web/index.js';
import { translator } from '../../host/text/web/sentences.js';
import { ModuleJob } from '../../host/web/app/module/module-job.js';
import { RadioJob } from '../../host/web/app/radio/radio-job.js';
import { language } from '../../host/web/app/shell/words.js';
import { simulated } from '../../host/web/app/wire/simulated.js';
import { inVirtualTime } from '../virtual-time.js';

test.afterEach.always(() => {
  language.value = ENGLISH;
});

const profiles: readonly RadioProfile[] = [...radioProfiles.values()];

/** APRSdroid's notes; undefined for a radio that needs none of its strings. */
function notesFor(profile: RadioProfile): readonly string[] {
  const setup = { profile, values: new Map(Object.entries(profile.values)), port: '', baud: 9600 };
  try {
    return findApp('aprsdroid').write(setup).notes;
  } catch {
    return [];
  }
}

/** What cores say and the page shows, as far as it stands in their tables. */
const SAID: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'steps of radios': profiles.flatMap(({ recover, init, exit }) =>
    [...recover.steps, ...init, ...exit].map(({ label }) => label),
  ),
  'remarks about modules': DIALECTS.flatMap(({ remarks = [], settings }) => [
    ...remarks,
    ...Object.values(settings).map(({ remark }) => remark),
  ]),
  'remarks about adapters': Object.values(ADAPTERS).map(({ remark }) => remark),
  'notes for APRSdroid': profiles.flatMap(notesFor),
};

for (const [what, sentences] of Object.entries(SAID)) {
  test(`German has all ${what}`, async (t) => {
    const { translate } = await loadLanguage('de');
    const said = [...new Set(sentences.filter((sentence) => sentence !== undefined))];
    t.true(said.length > 3);
    t.deepEqual(
      said.filter((sentence) => translate(forPage(sentence)) === undefined),
      [],
    );
  });
}

/** Symbols whose names are the same in German, or names of their own. */
const SAME =
  /^(X|MacAPRS|SSTV|WinAPRS|xAPRS|Firenet|MARS|VORTAC|Skywarn|digipeater|jeep|hotel|laptop|tornado|restaurant|park|bank|gateway|bus|person|depot|island)$/i;

test('German has all symbols, and those with a character over them', async (t) => {
  const { aprs } = await loadLanguage('de');
  const same = SYMBOLS.filter(({ name }) => aprs?.words.symbol(name) === name && !SAME.test(name));
  t.deepEqual(
    same.map(({ name }) => name),
    [],
  );
  t.is(aprs?.words.symbol('car with overlay 3'), 'Auto mit Zeichen 3');
  t.is(aprs?.words.symbol('digipeater with overlay'), 'Digipeater mit Zeichen');
  t.is(aprs?.words.symbol('circle 4'), 'Kreis 4');
  t.is(aprs?.words.symbol('/?'), '/?');
});

/** Lines of a monitor, and the sentences that the page makes of them. */
const TOLD: readonly (readonly [line: string, german: string])[] = [
  [
    'A>APZ1:=4903.50N/07201.75W>088/036/A=001234Test',
    'Auto, 49.0583, -72.0292, 67 km/h nach O (88°), 376 m hoch, "Test"',
  ],
  [
    'A>APZ1:;LEADER   _092345z4903.50N/07201.75W>',
    'Objekt LEADER (weg): Auto, 49.0583, -72.0292, am 9., 23:45 UTC',
  ],
  [
    'A>APZ1:_10090556c220s004g005t077r001p000P000h50b09900',
    '25,0 °C, Wind 6 km/h aus SW, Böen 8 km/h, 50 % Feuchte, 990,0 hPa, Regen 0,3 mm in einer Stunde',
  ],
  ['A>APZ1::DL1ABC   :Hallo{7', 'an DL1ABC: Hallo (Nachricht 7)'],
  ['A>APZ1::DL1ABC   :ack7', 'an DL1ABC: hat Nachricht 7'],
  ['A>APZ1:>net at 8', 'Status: net at 8'],
];

test('packets are told in German; what a station writes stays as it is', async (t) => {
  const { aprs = ENGLISH_APRS } = await loadLanguage('de');
  for (const [line, german] of TOLD) {
    const text = describe(decodeAprs(parseMonitor(line)), { ...aprs, at: undefined });
    t.true(text.includes(german), `${text} | ${german}`);
  }
});

test('what stands in a gap is translated where it is a sentence of its own', (t) => {
  const translate = translator({ 'APRS mode': 'APRS-Modus', '{}: no answer to "{}"': '{}: nichts auf „{}“' });
  t.is(translate('APRS mode: no answer to "TN 1"'), 'APRS-Modus: nichts auf „TN 1“');
  t.is(translate('KISS: no answer to "(?)\n"'), 'KISS: nichts auf „(?)\n“');
  t.is(translate('no answer'), undefined);
  t.is(translate('constructor'), undefined);
});

/** What goes wrong first for most, and how it is made to. */
const FIRST_FAILURES: Readonly<Record<string, () => Promise<ModuleJob | RadioJob>>> = {
  'a silent module': () => searched({ fault: 'silent' }),
  'a module whose phone is connected': () => searched({ connected: 'yes' }),
  'a silent radio': () => brought({ fault: 'silent' }),
  'another radio': () => brought({ fault: 'wrong-radio' }),
};

async function searched(query: Readonly<Record<string, string>>): Promise<ModuleJob> {
  const job = new ModuleJob(systemClock);
  job.connection.value = simulated('hc06', query, systemClock);
  await job.find();
  return job;
}

async function brought(query: Readonly<Record<string, string>>): Promise<RadioJob> {
  const job = new RadioJob(systemClock);
  job.connection.value = simulated('tm-d700', query, systemClock);
  const profile = radioProfiles.get('tm-d700');
  if (profile) await job.hold(profile, 9600);
  return job;
}

for (const [what, fail] of Object.entries(FIRST_FAILURES)) {
  test.serial(`${what}: the hint names no command line, and German says all of it`, async (t) => {
    const german = await loadLanguage('de');
    for (const each of [ENGLISH, german]) {
      language.value = each;
      await inVirtualTime(async () => {
        const failure = (await fail()).failure.value;
        t.notRegex(`${failure?.message} ${failure?.hint}`, /onair [a-z]|--|undefined|command again/);
        t.is(failure?.english, undefined);
        if (each === german) t.notRegex(`${failure?.message} ${failure?.hint}`, /\b(the|is|and|with)\b/);
      });
    }
  });
}

test('a hint that only the command line can follow says so', (t) => {
  t.is(
    forPage('give the band yourself: --band a'),
    'give the band yourself: --band a (in a terminal, by onair on a computer)',
  );
  t.is(forPage('is this the right port (onair ports)?'), 'is this the right port?');
  t.is(
    forPage('switch its power off and on, then: onair hc06 probe. It may be slow'),
    'switch its power off and on, then find the module again. It may be slow',
  );
  t.is(forPage('--at "north" is not a position'), '"north" is not a position');
  t.is(forPage('-10 to 10'), '-10 to 10');
});
