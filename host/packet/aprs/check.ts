import { OnairError } from '../../base/index.js';

/** @throws OnairError bad-value with the name of the field that does not fit */
export function check(fits: boolean, field: string, value: string | number, hint: string): void {
  if (fits) return;
  const shown = typeof value === 'string' ? JSON.stringify(value) : String(value);
  throw new OnairError('bad-value', { message: `${field} ${shown} does not fit`, hint });
}

/** Text on the air: printable ASCII; | and ~ switch channels in old TNCs (APRS101 chapter 5). */
export function checkText(field: string, text: string, longest: number): void {
  check(text.length <= longest, field, text, `at most ${longest} characters`);
  check(/^[ -{}]*$/.test(text), field, text, 'printable ASCII without | and ~');
}
