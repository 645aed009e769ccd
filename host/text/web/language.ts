import type { ErrorCode } from '../../base/index.js';
import type { AprsLanguage } from '../aprs/index.js';
import type { CodeText } from './code-text.js';
import type { WebText } from './english.js';
import type { Translate } from './sentences.js';

/** Everything that the page says in one language. */
export interface Language {
  /** BCP 47. */
  readonly code: WebLanguage;
  readonly words: WebText;
  /** Sentences for packets; undefined where they are English, which is loaded with the first packet only. */
  readonly aprs: AprsLanguage | undefined;
  /** Errors of the cores by their code, where the language does not have the sentence itself. */
  readonly errors: Partial<Record<ErrorCode, CodeText>>;
  /** Sentences of the cores, which speak English. */
  readonly translate: Translate;
}

/** Languages, by the code, in their own words. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;

/** A language of the web app: `en`. */
export type WebLanguage = keyof typeof LANGUAGES;

/** The first language that a reader wants and the app speaks; English otherwise. @param wanted as `de-AT` */
export function webLanguage(wanted: readonly string[]): WebLanguage {
  for (const tag of wanted) {
    const [language = ''] = tag.toLowerCase().split('-');
    if (Object.hasOwn(LANGUAGES, language)) return language as WebLanguage;
  }
  return 'en';
}
