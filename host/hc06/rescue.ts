import type { Parity } from '../link/index.js';
import type { FoundModule } from './probe/probe.js';
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

/** The problems of a module that software can fix. */
export function rescueCases({ baudRate, parity, lineKnown, version, dialect }: FoundModule): RescueCase[] {
  const cases: RescueCase[] = [];
  if (version === '' && dialect.settings.role)
    cases.push({ cause: { code: 'master-role' }, requested: { role: 'slave' } });
  if (lineKnown && parity !== 'none' && dialect.settings.parity)
    cases.push({ cause: { code: 'parity-set', parity }, requested: { parity: 'none' } });
  if (lineKnown && baudRate !== SHIPPED_RATE && dialect.settings.baud)
    cases.push({ cause: { code: 'other-rate', baudRate }, requested: { baudRate: SHIPPED_RATE } });
  return cases;
}

/** What a person can do if no module answers, likeliest remedy first. */
export function stepsByHand(refused: readonly number[]): string[] {
  return [
    'Is a phone connected (LED solid)? Switch Bluetooth off on every phone near it, then run this again.',
    'Swap TX and RX, join the grounds, and look at the wire: onair hc06 probe --echo-test',
    'Take the power off for half an hour (or short VCC to GND for 20 s with the power off), then run this again: it ends whatever hangs.',
    refused.length > 0
      ? `This adapter can't do ${refused.join(', ')}: take one that can (FTDI FT232R does up to 3 Mbaud), for a module that was set there.`
      : 'Take an adapter with another chip: some say that they do a rate and do not (above 230400 above all).',
    'Has the board a button, or a pin called KEY or EN? Hold it while the power comes on (LED slow), then: onair hc06 probe --baud 38400',
    'Without an adapter that follows, a bit-banged recovery sketch on an Arduino sends AT+BAUD4 at the rate that it is locked at.',
    'There is no hardware reset on an HC-06. If its LED is dark, or its RX pin got 5 V, it is dead.',
  ];
}
