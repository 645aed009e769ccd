import { english } from './english.js';
import type { Language, WebLanguage } from './language.js';

export type { WebText } from './english.js';
export { forPage } from './for-page.js';
export { LANGUAGES, type Language, type WebLanguage, webLanguage } from './language.js';

/** The language of the cores, which the page starts with. */
export const ENGLISH: Language = {
  code: 'en',
  words: english,
  aprs: undefined,
  errors: {},
  translate: () => undefined,
};

/** Others are loaded when they are chosen: the first screen stays small. */
export async function loadLanguage(code: WebLanguage): Promise<Language> {
  return code === 'de' ? (await import('./german/index.js')).GERMAN : ENGLISH;
}
