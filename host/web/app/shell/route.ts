import { type Signal, signal } from '@preact/signals';

/** The doors of the app, by the fragment of the address: so it works under any path, and offline. */
export const DOORS = { '': 'onair', try: 'Try it', module: 'Bluetooth module', radio: 'Radio' } as const;
export type Door = keyof typeof DOORS;

function doorIn(fragment: string): Door {
  const name = fragment.replace(/^#\/?/, '');
  return name in DOORS ? (name as Door) : '';
}

export const door: Signal<Door> = signal(doorIn(location.hash));

addEventListener('hashchange', () => {
  door.value = doorIn(location.hash);
});
