import type { SymbolName } from './item.js';

/** A symbol as the data of an SVG path around 0, 0 (IEEE 315 shapes), from its pin at y -20 to the one at y 20. */
interface Shape {
  readonly path: string;
  /** Parts that are filled. */
  readonly filled?: string;
  /** Letters that stay upright when the symbol is upside down. */
  readonly letters?: string;
}

const DIODE = 'M0 -20V-8M-9 8H9M0 8V20';
const DIODE_BODY = 'M-9 -8H9L0 8Z';
const CIRCLE = 'M0 -12A12 12 0 1 1 -0.01 -12Z';

/** The shape of each symbol. */
export const SHAPES: Readonly<Record<SymbolName, Shape>> = {
  resistor: { path: 'M0 -20V-15L7 -12.5L-7 -7.5L7 -2.5L-7 2.5L7 7.5L-7 12.5L0 15V20' },
  diode: { path: DIODE, filled: DIODE_BODY },
  led: { path: `${DIODE}M8 -6L13 -11M9.5 -11H13V-7.5M8 1L13 -4M9.5 -4H13V-0.5`, filled: DIODE_BODY },
  nmos: {
    path: 'M0 -20V-9H-6M0 20V9H-6M-6 -13V-5M-6 -4V4M-6 5V13M-10 -12V12M-14 0H-10M0 9V0H-3',
    filled: 'M-6 0L-1 -3V3Z',
  },
  coil: {
    path: 'M0 -20V-16C10 -16 10 -8 0 -8C10 -8 10 0 0 0C10 0 10 8 0 8C10 8 10 16 0 16V20',
  },
  contact: { path: 'M0 -20V-10M0 20V10L-10 -8', filled: 'M-2 -10A2 2 0 1 0 2 -10A2 2 0 1 0 -2 -10Z' },
  fuse: { path: 'M0 -20V20M-6 -12H6V12H-6Z' },
  switch: {
    path: 'M0 -20V-10M0 20V10L-9 -9',
    filled: 'M-2 -10A2 2 0 1 0 2 -10A2 2 0 1 0 -2 -10ZM-2 10A2 2 0 1 0 2 10A2 2 0 1 0 -2 10Z',
  },
  button: {
    path: 'M0 -20V-9M0 20V9M-6 -11V11M-6 0H-12M-12 -5V5',
    filled: 'M-2 -9A2 2 0 1 0 2 -9A2 2 0 1 0 -2 -9ZM-2 9A2 2 0 1 0 2 9A2 2 0 1 0 -2 9Z',
  },
  battery: { path: 'M0 -20V-7M-12 -7H12M-6 -2H6M-12 3H12M-6 8H6M0 8V20M6 -15H12M9 -18V-12' },
  motor: { path: `${CIRCLE}M0 -20V-12M0 12V20`, letters: 'M' },
  buzzer: { path: 'M0 -20V-8H-4M0 20V8H-4M-4 -11V11A11 11 0 0 1 -4 -11Z' },
};
