import type { Frequency } from '../../packet/aprs/index.js';
import type { Units } from './units.js';
import type { AprsWords } from './words.js';

/** `146.94 MHz -600 kHz tone 107.2 Hz within 32 km`: the settings for a radio. */
export function describeFrequency(frequency: Frequency, units: Units, words: AprsWords): string {
  const { mhz, receiveMhz, tone, offsetKhz, rangeKm, narrow } = frequency;
  return [
    `${mhz} MHz`,
    receiveMhz !== undefined && words.heardOn(receiveMhz),
    offsetKhz !== undefined && `${offsetKhz > 0 ? '+' : ''}${offsetKhz} kHz`,
    tone && describeTone(tone, words),
    narrow && words.narrow,
    rangeKm !== undefined && words.withinRange(units.distance(rangeKm)),
  ]
    .filter(Boolean)
    .join(' ');
}

function describeTone(tone: NonNullable<Frequency['tone']>, words: AprsWords): string {
  if (tone.kind === 'none') return words.noTone;
  return tone.kind === 'dcs' ? `DCS ${tone.code}` : `${words.tones[tone.kind]} ${tone.hz} Hz`;
}
