import { fahrenheit, KM_PER_MILE, M_PER_FOOT, MM_PER_INCH } from '../../packet/index.js';

/** Units shown to people; JSON documents are always metric. */
export interface Units {
  distance(km: number): string;
  speed(kmh: number): string;
  height(m: number): string;
  temperature(celsius: number): string;
  rain(mm: number): string;
}

/** Small values with one decimal, large ones without. */
function short(value: number): string {
  return value.toFixed(Math.abs(value) < 10 ? 1 : 0);
}

/** Kilometers, meters, degrees Celsius. */
export const METRIC: Units = {
  distance: (km) => `${short(km)} km`,
  speed: (kmh) => `${kmh.toFixed(0)} km/h`,
  height: (m) => `${m.toFixed(0)} m`,
  temperature: (celsius) => `${celsius.toFixed(1)} °C`,
  rain: (mm) => `${mm.toFixed(1)} mm`,
};

/** Miles, feet, degrees Fahrenheit. */
export const IMPERIAL: Units = {
  distance: (km) => `${short(km / KM_PER_MILE)} mi`,
  speed: (kmh) => `${(kmh / KM_PER_MILE).toFixed(0)} mph`,
  height: (m) => `${(m / M_PER_FOOT).toFixed(0)} ft`,
  temperature: (celsius) => `${fahrenheit(celsius).toFixed(0)} °F`,
  rain: (mm) => `${(mm / MM_PER_INCH).toFixed(2)} in`,
};
