import { type Signal, signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { Failed, Status } from './parts.js';
import { words } from './words.js';

type Loaded = FunctionComponent | 'failed' | undefined;

/** A door whose code is loaded when it is opened first: the first screen stays small. */
export function lazy(load: () => Promise<FunctionComponent>): FunctionComponent {
  const loaded: Signal<Loaded> = signal(undefined);
  let isLoading = false;
  const begin = (): void => {
    if (isLoading) return;
    isLoading = true;
    load().then(
      (view) => {
        loaded.value = view;
      },
      () => {
        isLoading = false;
        loaded.value = 'failed';
      },
    );
  };
  return () => {
    const View = loaded.value;
    if (View === undefined) begin();
    if (View === undefined) return <Status>{words.value.page.loading}</Status>;
    if (View !== 'failed') return <View />;
    const { notLoaded, notLoadedHint } = words.value.page;
    return <Failed failure={{ message: notLoaded, hint: notLoadedHint }} />;
  };
}
