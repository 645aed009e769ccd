import type { Parity } from '../link/index.js';
import type { Values } from './dialects/dialect.js';
import type { FoundModule } from './probe/probe.js';
import { isApartFromData, isDataLineUnknown } from './settings/plan.js';
import type { RequestedSettings } from './settings/requested-settings.js';

/** Factory rate, which every adapter supports. */
const SHIPPED_RATE = 9600;

/** Why a module that answers was hard to find. */
export type RescueCause =
  | { readonly code: 'master-role' }
  | { readonly code: 'parity-set'; readonly parity: Parity }
  | { readonly code: 'other-rate'; readonly baudRate: number };

/** A problem of a module that was found, and the settings that fix it. */
export interface RescueCase {
  readonly cause: RescueCause;
  readonly requested: RequestedSettings;
}

/**
 * The problems of a module that software can fix. In an AT mode the rate that answers is not the one for data, and the
 * module says that one, so it is not lost.
 * @param read its data line, if it reports it
 */
export function rescueCases(found: FoundModule, read: Values): RescueCase[] {
  const { baudRate, parity, version, dialect } = found;
  const isDataLine = found.lineKnown && !isApartFromData(found, read) && !isDataLineUnknown(found, read);
  const cases: RescueCase[] = [];
  if (version === '' && dialect.settings.role)
    cases.push({ cause: { code: 'master-role' }, requested: { role: 'slave' } });
  if (isDataLine && parity !== 'none' && dialect.settings.parity)
    cases.push({ cause: { code: 'parity-set', parity }, requested: { parity: 'none' } });
  if (isDataLine && baudRate !== SHIPPED_RATE && dialect.settings.baud)
    cases.push({ cause: { code: 'other-rate', baudRate }, requested: { baudRate: SHIPPED_RATE } });
  return cases;
}

/** What a person can do if no module answers, likeliest remedy first. */
export function stepsByHand(refused: readonly number[]): string[] {
  return [
    'Is a phone connected (LED solid)? Switch Bluetooth off on every phone near it, then run this again.',
    'Swap TX and RX, connect the grounds, and check the wire: onair hc06 probe --echo-test',
    'Disconnect the power for half an hour (or short VCC to GND for 20 s with the power off), then run this again: a module that hangs then restarts.',
    refused.length > 0
      ? `This adapter does not support ${refused.join(', ')}: use one that does (FTDI FT232R: up to 3 Mbaud), for a module at such a rate.`
      : 'Use an adapter with another chip: some accept a rate that they do not run at (mostly above 230400).',
    'Does the board have a button, or a pin called KEY or EN? Hold it while you switch the power on (LED slow), then: onair hc06 probe --baud 38400',
    'Without such an adapter, a bit-banged recovery sketch on an Arduino can send AT+BAUD4 at the rate of the module.',
    'There is no hardware reset on an HC-06. If its LED is dark, or its RX pin got 5 V, it is dead.',
  ];
}
