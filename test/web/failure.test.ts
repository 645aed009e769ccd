import test from 'ava';
import { EXIT_CODES, OnairError } from '../../host/base/index.js';
import { ENGLISH, loadLanguage } from '../../host/text/web/index.js';
import { failureOf, PageError } from '../../host/web/app/shell/failure.js';
import { language } from '../../host/web/app/shell/words.js';

const SILENT = { message: 'no answer at any rate', hint: 'check the wiring' };

test.afterEach(() => {
  language.value = ENGLISH;
});

test.serial(
  'in German an error is told by its code, with the English sentence that has the details',
  async (t) => {
    t.deepEqual(failureOf(new OnairError('device-silent', SILENT)), SILENT);
    language.value = await loadLanguage('de');
    const failure = failureOf(new OnairError('device-silent', SILENT));
    t.is(failure?.message, 'Nichts hat geantwortet');
    t.is(failure?.english, 'no answer at any rate: check the wiring');
  },
);

test.serial(
  'an error of the page is in its language already; a bug and a stop are no errors of a device',
  async (t) => {
    language.value = await loadLanguage('de');
    const own = { message: 'CH340 ist ausgesteckt', hint: 'wieder einstecken' };
    t.deepEqual(failureOf(new PageError('port-missing', own)), own);
    t.deepEqual(failureOf(new TypeError('x is undefined')), { message: 'x is undefined', hint: undefined });
    t.is(failureOf(new OnairError('interrupted', SILENT)), undefined);
  },
);

/** Errors of the command line, and those that only the page itself raises. */
const NOT_OF_CORES = new Set([
  'bad-usage',
  'needs-yes',
  'no-program',
  'port-missing',
  'port-denied',
  'stopped-for-safety',
  'declined',
  'interrupted',
]);

test('each code that a core in the page raises has a German sentence', async (t) => {
  t.deepEqual(
    Object.keys((await loadLanguage('de')).errors).sort(),
    Object.keys(EXIT_CODES)
      .filter((code) => !NOT_OF_CORES.has(code))
      .sort(),
  );
});
