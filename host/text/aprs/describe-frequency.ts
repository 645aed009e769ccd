import type { Frequency } from '../../packet/aprs/index.js';
import type { Units } from './units.js';

/** `146.94 MHz -600 kHz tone 107.2 Hz within 32 km`: what a radio is set to. */
export function describeFrequency(frequency: Frequency, units: Units): string {
  const { mhz, receiveMhz, tone, offsetKhz, rangeKm, narrow } = frequency;
  return [
    `${mhz} MHz`,
    receiveMhz !== undefined && `heard on ${receiveMhz} MHz`,
    offsetKhz !== undefined && `${offsetKhz > 0 ? '+' : ''}${offsetKhz} kHz`,
    tone && describeTone(tone),
    narrow && 'narrow',
    rangeKm !== undefined && `within ${units.distance(rangeKm)}`,
  ]
    .filter(Boolean)
    .join(' ');
}

const TONES = { tone: 'tone', ctcss: 'CTCSS', burst: 'burst' } as const;

function describeTone(tone: NonNullable<Frequency['tone']>): string {
  if (tone.kind === 'none') return 'no tone';
  return tone.kind === 'dcs' ? `DCS ${tone.code}` : `${TONES[tone.kind]} ${tone.hz} Hz`;
}
