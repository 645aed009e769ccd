import { english } from './english.js';
import { german } from './german.js';

export type { WebText } from './english.js';

/** The texts of the web app, by the code of the language (BCP 47). */
export const WEB_TEXTS = { en: english, de: german } as const;

export type WebLanguage = keyof typeof WEB_TEXTS;

/** The first language that a reader wants and the app speaks; English otherwise. @param wanted as `de-AT` */
export function webLanguage(wanted: readonly string[]): WebLanguage {
  for (const tag of wanted) {
    const [language = ''] = tag.toLowerCase().split('-');
    if (Object.hasOwn(WEB_TEXTS, language)) return language as WebLanguage;
  }
  return 'en';
}
