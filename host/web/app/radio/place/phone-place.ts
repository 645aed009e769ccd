import { fixOf, type WatchPlace } from './place-fix.js';

/** Geolocation of the browser (https://www.w3.org/TR/geolocation/): the first call asks the user. */
export const watchPhone: WatchPlace = (onFix, onProblem) => {
  if (!('geolocation' in navigator)) {
    onProblem('unavailable');
    return () => {};
  }
  const id = navigator.geolocation.watchPosition(
    ({ coords }) => onFix(fixOf(coords)),
    ({ code, PERMISSION_DENIED }) => onProblem(code === PERMISSION_DENIED ? 'denied' : 'unavailable'),
    { enableHighAccuracy: true, maximumAge: 5000, timeout: 60_000 },
  );
  return () => navigator.geolocation.clearWatch(id);
};
