import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { visible } from '../../../base/index.js';
import { ENGLISH, forPage, type Language, type WebText } from '../../../text/web/index.js';

/** The language of the page; language.ts chooses it. */
export const language: Signal<Language> = signal(ENGLISH);

/** The texts in that language. */
export const words: ReadonlySignal<WebText> = computed(() => language.value.words);

/** A sentence of a core in that language, safe to show; in English where the language does not have it. */
export function say(sentence: string): string {
  const english = visible(forPage(sentence));
  return language.value.translate(english) ?? english;
}
