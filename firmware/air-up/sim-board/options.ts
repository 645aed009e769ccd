import type { OptionTable } from '../../../host/link/sim/index.js';
import { DEFAULTS, PUMP_MODELS } from '../plant/index.js';

/** Options of `sim:air-up`. The seed of the plant is `plant-seed`, because `seed` is the wire's. */
export const AIR_UP_OPTIONS = {
  tire: { kind: 'text', help: 'size, as on the sidewall', default: '35x12.5R17' },
  psi: { kind: 'number', help: 'pressure at the beginning', min: 0, max: 80, default: 15 },
  tires: {
    kind: 'text',
    help: 'several tires with their pressures: FL=12,FR=14; in the order in which the hose goes round',
    default: '',
  },
  pump: { kind: 'choice', help: 'compressor', choices: Object.keys(PUMP_MODELS), default: 'arb-twin' },
  tank: { kind: 'number', help: 'tank, l', min: 0, max: 200, default: 0 },
  line: {
    kind: 'number',
    help: 'pressure of line and tank at the beginning, psi',
    min: 0,
    max: 150,
    default: 0,
  },
  c: {
    kind: 'number',
    help: 'conductance of hose and valve core, l/(s bar)',
    min: 0.01,
    max: 20,
    default: Math.round(DEFAULTS.outlet.path.lPerSBar * 100) / 100,
  },
  manifold: { kind: 'choice', help: 'an outlet for each tire', choices: ['no', 'yes'], default: 'no' },
  pins: {
    kind: 'text',
    help: 'pin map (a file); else that of an Uno with a hose or a manifold',
    default: '',
  },
  move: {
    kind: 'number',
    help: 's from the call of the buzzer until a person takes the hose off, and again until it is on; 0: nobody is there',
    min: 0,
    max: 3600,
    default: 5,
  },
  press: { kind: 'text', help: 'buttons that are pressed: start@2,stop@30', default: '' },
  break: {
    kind: 'text',
    help: 'faults that begin later, or of one tire: hose-off@20,tire-leak=FR@5',
    default: '',
  },
  firmware: {
    kind: 'choice',
    help: 'failsafe: outputs are leases, as firmware/failsafe has them; standard: as StandardFirmata, without',
    choices: ['failsafe', 'standard'],
    default: 'failsafe',
  },
  'plant-seed': { kind: 'number', help: "seed of the sensors' noise", min: 0, max: 0xffffffff, default: 1 },
} as const satisfies OptionTable;
