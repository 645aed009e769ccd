/** The server speaks psi; people read their own unit. Steps are what a gloved thumb wants. */
const UNITS = {
  psi: { perPsi: 1, digits: 1, step: 1 },
  bar: { perPsi: 0.0689476, digits: 2, step: 0.1 },
  kPa: { perPsi: 6.89476, digits: 0, step: 10 },
};

/** A pressure for people, without its unit; a dash if it is unknown. */
export function pressure(psi, unit) {
  if (psi === null) return '–';
  const { perPsi, digits } = UNITS[unit];
  return (psi * perPsi).toFixed(digits).replace(/^-(?=[0.]+$)/, ''); // noise around 0 must not show as -0
}

/** A target is a round number: 38, not 38.0. */
export function target(psi, unit) {
  if (psi === null) return '–';
  const { perPsi, digits } = UNITS[unit];
  return String(Number((psi * perPsi).toFixed(digits)));
}

/** A pressure as a number in this unit; null if it is unknown. */
export function inUnit(psi, unit) {
  return psi === null ? null : psi * UNITS[unit].perPsi;
}

/** The label of a button that changes a target by so many steps of this unit. */
export function stepText(steps, unit) {
  const size = Math.abs(steps) * UNITS[unit].step;
  return `${steps < 0 ? '−' : '+'}${Number(size.toFixed(2))}`;
}

/** A number of steps up or down, to the next whole step, between the limits of the tire. */
export function stepped(psi, steps, { leastPsi, mostPsi }, unit) {
  const { perPsi, step } = UNITS[unit];
  const whole = Math.round((psi * perPsi) / step) + steps;
  return Math.min(mostPsi, Math.max(leastPsi, (whole * step) / perPsi));
}

/** A time as minutes and seconds, rounded up to a second; a dash if it is unknown. */
export function minutes(ms) {
  if (ms === null) return '–';
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The time of day of an ISO 8601 time, as the phone writes it. */
export function clock(iso) {
  return new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
