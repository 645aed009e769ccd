import type { ErrorCode } from '../../base/index.js';
import type { CodeText } from './code-text.js';
import { english } from './english.js';
import { german } from './german.js';
import { GERMAN_ERRORS } from './german-errors.js';

export type { WebText } from './english.js';

/** The texts of the web app, by the code of the language (BCP 47). */
export const WEB_TEXTS = { en: english, de: german } as const;

/** A language of the web app: `en`. */
export type WebLanguage = keyof typeof WEB_TEXTS;

/** Errors of the cores by their code; the cores themselves speak English. */
export const WEB_ERRORS: Readonly<Record<WebLanguage, Partial<Record<ErrorCode, CodeText>>>> = {
  en: {},
  de: GERMAN_ERRORS,
};

/** The first language that a reader wants and the app speaks; English otherwise. @param wanted as `de-AT` */
export function webLanguage(wanted: readonly string[]): WebLanguage {
  for (const tag of wanted) {
    const [language = ''] = tag.toLowerCase().split('-');
    if (Object.hasOwn(WEB_TEXTS, language)) return language as WebLanguage;
  }
  return 'en';
}
