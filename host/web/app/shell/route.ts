import { type Signal, signal } from '@preact/signals';

/** The doors of the app, by the fragment of the address: so it works under any path, and offline. */
export const DOORS = ['', 'try', 'module', 'radio', 'wiring'] as const;
/** Name of a door of the web app. */
export type Door = (typeof DOORS)[number];

/** `#/wiring/bench`: a door, and what is open in it. */
interface Route {
  readonly door: Door;
  readonly rest: string;
}

function routeIn(fragment: string): Route {
  const [name, ...rest] = fragment.replace(/^#\/?/, '').split('/');
  return { door: DOORS.find((door) => door === name) ?? '', rest: rest.join('/') };
}

/** What the address in the browser names now. */
export const route: Signal<Route> = signal(routeIn(location.hash));

addEventListener('hashchange', () => {
  route.value = routeIn(location.hash);
});
