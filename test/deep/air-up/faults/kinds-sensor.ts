import { breaking, type FaultKind, inflates, sensing } from './kind.js';

const WRONG = 'The sensor reads wrong, but not obviously';
const HANGS = 'The sensor hangs, or ice blocks its port';
const CREEPS = 'The sensor creeps, or its port is half blocked';
const SLIPS = 'The sensor slips while air flows';

const slips = (offsetPsi: number): FaultKind => ({
  name: `slips by ${offsetPsi} psi`,
  row: SLIPS,
  at: 'mid',
  breaks: sensing({ offsetPsi }),
});

/** The sensor and its wires. */
export const SENSOR_KINDS: readonly FaultKind[] = [
  { name: 'wire broken', row: "The sensor's wire breaks", at: 'mid', breaks: sensing({ wire: 0 }) },
  {
    name: 'wire at the supply',
    row: "The sensor's wire touches the supply",
    at: 'mid',
    breaks: sensing({ wire: 0.999 }),
  },
  { name: 'dead inside, 7 %', row: 'The sensor dies inside', at: 'mid', breaks: sensing({ wire: 0.07 }) },
  { name: 'hangs', row: HANGS, at: 'mid', breaks: sensing({ wire: 'hold' }) },
  { name: 'hangs, late', row: HANGS, at: 'late', breaks: sensing({ wire: 'hold' }) },
  {
    name: 'ice blocks its port',
    row: HANGS,
    at: 'start',
    breaks: sensing({ lagS: Number.POSITIVE_INFINITY }),
  },
  {
    name: 'port half blocked, lag 30 s',
    row: CREEPS,
    at: 'start',
    breaks: sensing({ lagS: 30 }),
  },
  {
    name: 'port half blocked, lag 3 s',
    row: CREEPS,
    at: 'mid',
    breaks: sensing({ lagS: 3 }),
  },
  slips(-3),
  slips(-5),
  slips(-8),
  slips(3),
  slips(5),
  { name: 'reference +8 %', row: SLIPS, at: 'mid', breaks: sensing({ supplyError: 0.08 }) },
  { name: 'reference -8 %', row: SLIPS, at: 'mid', breaks: sensing({ supplyError: -0.08 }) },
  { name: 'ramp -0.05 psi/s', row: CREEPS, at: 'start', breaks: sensing({ driftPsiPerS: -0.05 }) },
  { name: 'ramp +0.05 psi/s', row: CREEPS, at: 'start', breaks: sensing({ driftPsiPerS: 0.05 }) },
  { name: 'noise of 1 psi', row: WRONG, at: 'start', breaks: sensing({ noisePsi: 1 }) },
  {
    name: 'spikes of 40 psi, 1 in 200',
    row: WRONG,
    at: 'start',
    breaks: sensing({ spikeShare: 0.005, spikePsi: 40 }),
  },
  { name: 'always 5 % too low', row: WRONG, at: 'start', breaks: sensing({ gain: 0.95 }), constant: true },
  { name: 'always 5 % too high', row: WRONG, at: 'start', breaks: sensing({ gain: 1.05 }), constant: true },
  {
    name: 'always 3 psi too low',
    row: WRONG,
    at: 'start',
    breaks: sensing({ offsetPsi: -3 }),
    constant: true,
  },
  {
    name: 'always 3 psi too high',
    row: WRONG,
    at: 'start',
    breaks: sensing({ offsetPsi: 3 }),
    constant: true,
  },
  {
    name: 'slips by -5 psi, maximum = target',
    row: 'The tire gets more than its sidewall allows',
    at: 'mid',
    breaks: sensing({ offsetPsi: -5 }),
    job: ({ tires }) => ({ tires: tires.map((tire) => ({ ...tire, maxPsi: tire.targetPsi })) }),
    needs: inflates,
  },
  {
    name: 'maximum = target, choked and slow',
    row: 'The tire gets more than its sidewall allows',
    at: 'start',
    breaks: breaking((outlet) => {
      outlet.pressed = 0.4;
      outlet.fill.offMs = 120;
    }),
    job: ({ tires }) => ({ tires: tires.map((tire) => ({ ...tire, maxPsi: tire.targetPsi })) }),
    needs: inflates,
    harmless: true,
  },
];
