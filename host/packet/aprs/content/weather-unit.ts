import type { Draft, Weather } from '../report.js';

/** Programs by the first letter of the text after the weather, `WX software` of chapter 12. */
const SOFTWARE: Readonly<Record<string, string>> = {
  D: 'APRSdos',
  M: 'MacAPRS',
  P: 'pocketAPRS',
  S: 'APRS+SA',
  W: 'WinAPRS',
  X: 'X-APRS',
};

/** Weather stations by the letters after it, `WX unit` of chapter 12; stations send `UII` for `U-II`, too. */
const UNITS: Readonly<Record<string, string>> = {
  DVS: 'Davis',
  HKT: 'Heathkit',
  PIC: 'PIC device',
  RSW: 'Radio Shack',
  'U-II': 'Ultimeter II',
  UII: 'Ultimeter II',
  U2R: 'Ultimeter II, remote',
  U2K: 'Ultimeter 500 or 2000',
  U2KR: 'Ultimeter logger, remote',
  U5: 'Ultimeter 500',
  UPKM: 'Ultimeter packet mode, remote',
};

const SHORTEST = 3;
const LONGEST = 5;

/** `wRSW` as all that follows the weather: which program sends it, and of which station. Letter case varies. */
export function readWeatherUnit(text: string, at: number, weather: Draft<Weather>): void {
  const length = text.length - at;
  if (length < SHORTEST || length > LONGEST) return;
  const unit = UNITS[text.slice(at + 1).toUpperCase()];
  if (unit === undefined) return;
  weather.unit = unit;
  const software = SOFTWARE[text.charAt(at).toUpperCase()];
  if (software !== undefined) weather.software = software;
}
