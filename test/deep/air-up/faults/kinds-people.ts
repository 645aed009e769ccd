import type { Command } from '../../../../firmware/air-up/library.js';
import { BRISK } from '../../../air-up/second-plant/run-cycle.js';
import { breaking, type FaultKind, hose, inflates, oneTire, twoTires } from './kind.js';

const WRONG_TIRE = 'The hose is put on the wrong tire';
const LEFT_ON = 'The hose is left on the tire just filled, or put back on it';
const VOLUME = 'The tire is far smaller than entered, or its size is unknown';
const MAXIMUM = 'The maximum is typed wrong';

const nobody = { ...BRISK, onS: 3600 };
const start: Command = { kind: 'start' };

/** People, and what they typed. */
export const PEOPLE_KINDS: readonly FaultKind[] = [
  {
    name: 'nobody puts the hose on',
    row: 'Nobody puts the hose on a tire',
    plant: ({ plant }) => ({ outlets: plant.outlets.map((outlet) => ({ ...outlet, at: 'off' })) }),
    person: nobody,
    atMostS: 700,
  },
  {
    name: 'nobody comes for the second tire',
    row: 'Nobody puts the hose on a tire',
    person: nobody,
    needs: twoTires,
    atMostS: 900,
  },
  {
    name: 'hose stays on the first tire',
    row: LEFT_ON,
    person: { ...BRISK, goesTo: () => 0 },
    needs: twoTires,
    atMostS: 900,
  },
  {
    name: 'chuck never taken off',
    row: LEFT_ON,
    person: { ...BRISK, offS: 3600 },
    needs: twoTires,
    atMostS: 900,
  },
  {
    name: 'order of the tires mixed',
    row: WRONG_TIRE,
    plant: ({ plant }) => ({ outlets: plant.outlets.map((outlet) => ({ ...outlet, at: 1 })) }),
    person: { ...BRISK, goesTo: (asked) => 1 - asked },
    job: ({ tires }) => ({
      tires: tires.map((tire, index) => (index === 1 ? { ...tire, targetPsi: 30 } : tire)),
    }),
    needs: twoTires,
    atMostS: 900,
  },
  {
    name: 'first tire again, higher target',
    row: LEFT_ON,
    person: { ...BRISK, goesTo: () => 0 },
    job: ({ tires }) => ({
      tires: tires.map((tire, index) => (index === 1 ? { ...tire, targetPsi: 55 } : tire)),
    }),
    needs: twoTires,
    atMostS: 900,
  },
  {
    name: 'somebody lets air out by hand',
    row: 'seen: a second person',
    at: 'mid',
    breaks: breaking((_, { punctures }) => Object.assign(punctures[0] ?? {}, { lPerSBar: 0.1 })),
  },
  {
    name: 'emergency stop',
    row: 'Somebody presses stop',
    at: 'mid',
    breaks: () => ({ kind: 'emergency-stop' }),
  },
  {
    name: 'phone that is held dies',
    row: 'The phone in use dies, or the finger lifts (--hold-to-fill)',
    job: () => ({ holdToRun: true }),
    actions: (nowMs, _, { midMs }) => (nowMs < midMs && nowMs % 100 === 0 ? [{ kind: 'hold-on' }] : []),
    needs: oneTire,
    atMostS: 200,
  },
  {
    name: 'cleared and started again, fill stuck',
    row: 'Somebody starts again without looking',
    at: 'mid',
    breaks: breaking(({ fill }) => Object.assign(fill, { stuck: true })),
    actions: (nowMs, { stage }) =>
      stage.kind === 'fault' && nowMs % 1000 === 0 ? [{ kind: 'clear' }, start] : [],
    needs: inflates,
    atMostS: 300,
  },
  {
    name: 'stopped by hand and started again, fill stuck',
    row: 'Somebody clears the fault, and the fill valve is still stuck open',
    at: 'mid',
    breaks: breaking(({ fill }) => Object.assign(fill, { stuck: true })),
    actions: (nowMs, { stage }, { midMs }) => {
      if (stage.kind === 'fault') return nowMs - stage.fault.atMs >= 5000 ? [{ kind: 'clear' }, start] : [];
      return nowMs === midMs + 1500 ? [{ kind: 'emergency-stop' }] : [];
    },
    needs: inflates,
    atMostS: 300,
  },
  {
    name: 'fill stuck open, open hose in hand',
    row: 'It sticks open while the hose is carried, and lies open',
    at: 'start',
    if: (plant) => plant.nowMs > 5000 && hose(plant).place === 'off' && plant.psi(hose(plant).nodes[0]) < 3,
    breaks: breaking(({ fill }) => Object.assign(fill, { stuck: true })),
    needs: twoTires,
    atMostS: 300,
  },
  {
    name: 'maximum typed as 120, slips by -8',
    row: MAXIMUM,
    at: 'mid',
    breaks: breaking(({ sensor }) => Object.assign(sensor.setup, { offsetPsi: -8 })),
    job: ({ tires }) => ({ tires: tires.map((tire) => ({ ...tire, maxPsi: 120 })) }),
    needs: inflates,
  },
  {
    name: 'target and maximum of another tire',
    row: MAXIMUM,
    job: ({ tires }) => ({
      tires: tires.map((tire) => ({ ...tire, targetPsi: Math.min(80, tire.maxPsi + 5), maxPsi: 80 })),
    }),
    needs: inflates,
  },
  {
    name: '10 l taken for 96 l',
    row: VOLUME,
    plant: ({ plant }) => ({ tires: plant.tires.map((tire) => ({ ...tire, liters: 10 })) }),
    job: ({ tires }) => ({ tires: tires.map((tire) => ({ ...tire, volumeL: 96 })) }),
    needs: inflates,
  },
  {
    name: 'a bicycle, 1.5 l, taken for 96 l',
    row: VOLUME,
    plant: ({ plant }) => ({ tires: plant.tires.map((tire) => ({ ...tire, liters: 1.5 })) }),
    job: ({ tires }) => ({ tires: tires.map((tire) => ({ ...tire, volumeL: 96 })) }),
    needs: inflates,
  },
  {
    name: 'a bicycle, 1.5 l, no volume given',
    row: VOLUME,
    plant: ({ plant }) => ({ tires: plant.tires.map((tire) => ({ ...tire, liters: 1.5 })) }),
    job: ({ tires }) => ({
      tires: tires.map(({ name, targetPsi, maxPsi }) => ({ name, targetPsi, maxPsi })),
    }),
    needs: inflates,
  },
  {
    name: 'motorcycle, 12 l, full wide line, taken for 96 l',
    row: VOLUME,
    plant: ({ plant, job }) => ({
      tires: plant.tires.map((tire, index) => ({
        ...tire,
        liters: 12,
        startPsi: Math.max(3.5, (job.tires[index]?.targetPsi ?? 0) - 5),
      })),
      outlets: plant.outlets.map((outlet) => ({ ...outlet, chuckLPerSBar: 1, hoseLPerSBar: 1.6 })),
      lineStartPsi: 110,
    }),
    job: ({ tires }) => ({
      tires: tires.map((tire) => ({ ...tire, volumeL: 96, maxPsi: tire.targetPsi + 2 })),
    }),
    needs: inflates,
  },
  {
    name: 'a flat tire, 0 psi',
    row: 'seen: a flat tire is a dead end',
    plant: ({ plant }) => ({ tires: plant.tires.map((tire) => ({ ...tire, startPsi: 0.2 })) }),
    needs: inflates,
    atMostS: 700,
  },
  {
    name: '1500 m high, told sea level',
    row: 'seen: altitude and heat that nobody gave',
    plant: () => ({ altitudeM: 1500 }),
    harmless: true,
  },
  {
    name: 'hot tires, 25 K above the air',
    row: 'seen: altitude and heat that nobody gave',
    plant: ({ plant }) => ({ tires: plant.tires.map((tire) => ({ ...tire, warmerK: 25 })) }),
    harmless: true,
  },
];
