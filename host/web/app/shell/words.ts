import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { WEB_TEXTS, type WebLanguage, type WebText } from '../../../text/web/index.js';

/** The language of the page; language.ts chooses it. */
export const language: Signal<WebLanguage> = signal('en');

/** The texts in that language. */
export const words: ReadonlySignal<WebText> = computed(() => WEB_TEXTS[language.value]);
