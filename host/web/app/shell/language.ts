import { effect } from '@preact/signals';
import { type WebLanguage, webLanguage } from '../../../text/web/index.js';
import { keep, kept } from './storage.js';
import { language } from './words.js';

const KEY = 'onair-language';

/** The language that was switched to last, else what the browser prefers. */
export function startLanguage(): void {
  language.value = webLanguage([kept(KEY) ?? '', ...navigator.languages]);
  effect(() => {
    document.documentElement.lang = language.value;
  });
}

/** Switches, also for the next visit. */
export function speak(chosen: WebLanguage): void {
  language.value = chosen;
  keep(KEY, chosen);
}
