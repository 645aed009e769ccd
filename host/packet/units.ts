/** APRS uses knots, miles, feet, Fahrenheit and hundredths of an inch; a report holds metric values. */
export const KMH_PER_KNOT = 1.852;
export const KMH_PER_MPH = 1.609344;
export const KMH_PER_MPS = 3.6;
export const KM_PER_MILE = 1.609344;
export const M_PER_FOOT = 0.3048;
export const MM_PER_INCH = 25.4;

export function celsius(fahrenheit: number): number {
  return ((fahrenheit - 32) * 5) / 9;
}

export function fahrenheit(celsius: number): number {
  return (celsius * 9) / 5 + 32;
}

/** A value that came from a coarse unit needs no more digits than it had. */
export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
