import { GERMAN_APRS } from '../../aprs/german.js';
import type { Language } from '../language.js';
import { translator } from '../sentences.js';
import { GERMAN_ERRORS } from './errors.js';
import { GERMAN_FAILURES } from './failures.js';
import { GERMAN_NOTES } from './notes.js';
import { GERMAN_STEPS } from './steps.js';
import { german } from './words.js';

/** Everything in German; its file is loaded when it is chosen. */
export const GERMAN: Language = {
  code: 'de',
  words: german,
  aprs: GERMAN_APRS,
  errors: GERMAN_ERRORS,
  translate: translator({ ...GERMAN_STEPS, ...GERMAN_NOTES, ...GERMAN_FAILURES }),
};
