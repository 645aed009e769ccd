import { effect } from '@preact/signals';
import { loadLanguage, type WebLanguage, webLanguage } from '../../../text/web/index.js';
import { keep, kept } from './storage.js';
import { language } from './words.js';

const KEY = 'onair-language';

/** The language that was switched to last, else what the browser prefers; English where that can't be loaded. */
export async function startLanguage(): Promise<void> {
  await use(webLanguage([kept(KEY) ?? '', ...navigator.languages]));
  effect(() => {
    document.documentElement.lang = language.value.code;
  });
}

/** Switches, also for the next visit. */
export async function speak(chosen: WebLanguage): Promise<void> {
  keep(KEY, chosen);
  await use(chosen);
}

async function use(code: WebLanguage): Promise<void> {
  const loaded = await loadLanguage(code).catch(() => undefined); // the page is served no more: it goes on as it is
  if (loaded) language.value = loaded;
}
