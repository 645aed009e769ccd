import { OnairError, suggest } from '../../base/index.js';
import type { App } from './app.js';
import { aprsdroid } from './aprsdroid.js';
import { aprsis32 } from './aprsis32.js';
import { aprx } from './aprx.js';
import { direwolf, yaac } from './without-string.js';
import { xastir } from './xastir.js';

/** Every program whose way into KISS we can write, by its name on the command line. */
export const apps: ReadonlyMap<string, App> = new Map(
  [aprsdroid, xastir, aprsis32, yaac, direwolf, aprx].map((app) => [app.id, app]),
);

/** @throws OnairError bad-value with the nearest name */
export function findApp(name: string): App {
  const app = apps.get(name.trim().toLowerCase());
  if (app) return app;
  throw new OnairError('bad-value', {
    message: `there is no init string for "${name}"`,
    hint: suggest(name, [...apps.keys()]),
    details: { app: name },
  });
}
