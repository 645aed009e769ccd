// APRS uses knots, miles, feet, Fahrenheit and hundredths of an inch; a report has metric values. NIST SP 811, B.8.

/** The international mile. */
export const KM_PER_MILE = 1.609344;
/** The international nautical mile is 1852 m exactly. */
export const KM_PER_NAUTICAL_MILE = 1.852;
/** The international mile is 1609.344 m exactly. */
export const KMH_PER_MPH = 1.609344;
/** A knot is a nautical mile an hour. */
export const KMH_PER_KNOT = 1.852;
/** An hour has 3600 s, a kilometer 1000 m. */
export const KMH_PER_MPS = 3.6;
/** The international foot is 0.3048 m exactly. */
export const M_PER_FOOT = 0.3048;
/** The international inch is 25.4 mm exactly. */
export const MM_PER_INCH = 25.4;

/** °C of °F. */
export function celsius(fahrenheit: number): number {
  return ((fahrenheit - 32) * 5) / 9;
}

/** °F of °C. */
export function fahrenheit(celsius: number): number {
  return (celsius * 9) / 5 + 32;
}

const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7] as const;

/** A value that came from a coarse unit needs no more digits than it had. Never -0. `digits` is 0 to 7. */
export function rounded(value: number, digits: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 = 2): number {
  const power = POWERS[digits];
  return Math.round(value * power) / power + 0;
}
