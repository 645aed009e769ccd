import { OnairError, suggest } from '../../../host/base/index.js';

/** The push buttons of a box. */
export const BUTTONS = ['start', 'stop', 'next'] as const;
/** Name of a push button of a box. */
export type ButtonName = (typeof BUTTONS)[number];

/** A press of a button, ms after the beginning. */
export interface Press {
  readonly name: ButtonName;
  readonly atMs: number;
}

/** Parses `start@2,stop@30`. @throws OnairError bad-value */
export function readPresses(text: string): readonly Press[] {
  return text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [, typed = part.trim(), atS] = /^\s*([a-z]+)@(\d+(?:\.\d+)?)s?\s*$/i.exec(part) ?? [];
      const name = BUTTONS.find((known) => known === typed.toLowerCase());
      if (name && atS !== undefined) return { name, atMs: Number(atS) * 1000 };
      throw new OnairError('bad-value', {
        message: `sim:air-up: press can't be "${part.trim()}"`,
        hint: `a button and the second: start@2; ${suggest(typed, BUTTONS)}`,
      });
    });
}
