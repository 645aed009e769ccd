import { type Signal, signal } from '@preact/signals';
import type { Point } from '../../../../packet/index.js';
import { PageError } from '../../shell/failure.js';
import { words } from '../../shell/words.js';
import { watchPhone } from './phone-place.js';
import type { PlaceProblem } from './place-fix.js';

/** Where this phone is, as far as the page was told; nothing keeps it. */
export const ownPlace: Signal<Point | undefined> = signal(undefined);

/** Why the browser gives no place, with what to do about it. */
export function placeError(problem: PlaceProblem): PageError {
  const { denied, deniedHint, unavailable, unavailableHint } = words.value.place;
  return problem === 'denied'
    ? new PageError('bad-usage', { message: denied, hint: deniedHint })
    : new PageError('device-silent', { message: unavailable, hint: unavailableHint });
}

/** Asks the phone once. @throws PageError bad-usage (not allowed), device-silent */
export function askPlace(): Promise<Point> {
  return new Promise((resolve, reject) => {
    let end = (): void => {};
    const settle = (act: () => void): void => {
      queueMicrotask(() => end()); // an answer may come before there is something to end
      act();
    };
    end = watchPhone(
      ({ latitude, longitude }) =>
        settle(() => {
          ownPlace.value = { latitude, longitude };
          resolve(ownPlace.value);
        }),
      (problem) => settle(() => reject(placeError(problem))),
    );
  });
}
