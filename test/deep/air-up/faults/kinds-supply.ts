import { ratiometric } from '../../../../firmware/air-up/library.js';
import type { Plant } from '../../../air-up/second-plant/plant.js';
import { pumpOf } from '../../../air-up/second-plant/setup.js';
import { type FaultKind, inflates, oneTire } from './kind.js';

/** Breaks something of pump, line or battery. */
const supply =
  (change: (plant: Plant) => void): NonNullable<FaultKind['breaks']> =>
  (plant) => {
    change(plant);
    return undefined;
  };

const DEAD = 'The pump does not run';
const FLAT = 'The battery goes flat';

/** Pump, switch, relay, line and battery. */
export const SUPPLY_KINDS: readonly FaultKind[] = [
  {
    name: 'pump dead',
    row: DEAD,
    at: 'start',
    breaks: supply(({ pump }) => Object.assign(pump, { dead: true })),
    needs: inflates,
  },
  {
    name: 'pump dies',
    row: DEAD,
    at: 'mid',
    breaks: supply(({ pump }) => Object.assign(pump, { dead: true })),
    needs: inflates,
  },
  {
    name: 'relay does not close',
    row: DEAD,
    at: 'start',
    breaks: supply(({ relay }) => Object.assign(relay, { stuck: false })),
    needs: ({ plant, job }) => plant.relay && job.kind === 'inflate',
  },
  {
    name: 'switch does not close',
    row: DEAD,
    at: 'start',
    breaks: supply(({ contact }) => Object.assign(contact, { stuck: false })),
    needs: inflates,
  },
  {
    name: 'line cut',
    row: 'The line to the valve is cut',
    at: 'mid',
    breaks: supply(({ lineLeak }) => Object.assign(lineLeak, { lPerSBar: 3 })),
  },
  {
    name: 'line leaks',
    row: 'The line to the valve is cut',
    at: 'start',
    breaks: supply(({ lineLeak }) => Object.assign(lineLeak, { lPerSBar: 0.1 })),
  },
  {
    name: 'a tenth of the flow, line leaks',
    row: 'The job never ends',
    at: 'start',
    breaks: supply(({ pump, lineLeak }) => {
      pump.wear = 0.1;
      lineLeak.lPerSBar = 0.02;
    }),
    needs: inflates,
  },
  {
    name: 'pump worn to 30 %',
    row: 'seen: weak pumps are stopped',
    at: 'start',
    breaks: supply(({ pump }) => Object.assign(pump, { wear: 0.3 })),
    needs: inflates,
    harmless: true,
  },
  {
    name: '0.7 CFM and 5 gal',
    row: 'seen: weak pumps are stopped',
    plant: () => ({ pump: pumpOf(0.7), tankLiters: 18.9 }),
    needs: inflates,
    harmless: true,
  },
  {
    name: '9.7 CFM, C 0.17, 174 l',
    row: 'seen: choked hoses are stopped',
    plant: ({ plant }) => ({
      pump: pumpOf(9.7),
      tires: plant.tires.map((tire) => ({ ...tire, liters: 174 })),
      outlets: plant.outlets.map((outlet) => ({ ...outlet, chuckLPerSBar: 0.17 })),
    }),
    job: ({ tires }) => ({ tires: tires.map((tire) => ({ ...tire, volumeL: 174 })) }),
    needs: inflates,
    harmless: true,
  },
  {
    name: '0.7 CFM, 5 gal, 37 in from 12 to 30',
    row: 'seen: weak pumps are stopped',
    plant: ({ plant }) => ({
      pump: pumpOf(0.7),
      tankLiters: 18.9,
      tires: plant.tires.map((tire) => ({ ...tire, liters: 110, startPsi: 12 })),
    }),
    job: ({ tires }) => ({
      tires: tires.map((tire) => ({ ...tire, volumeL: 110, targetPsi: 30, maxPsi: 50 })),
    }),
    needs: oneTire,
    harmless: true,
  },
  {
    name: '9.7 CFM, C 0.17, 174 l from 9 to 40',
    row: 'seen: choked hoses are stopped',
    plant: ({ plant }) => ({
      pump: pumpOf(9.7),
      tires: plant.tires.map((tire) => ({ ...tire, liters: 174, startPsi: 9 })),
      outlets: plant.outlets.map((outlet) => ({ ...outlet, chuckLPerSBar: 0.17 })),
    }),
    job: ({ tires }) => ({
      tires: tires.map((tire) => ({ ...tire, volumeL: 174, targetPsi: 40, maxPsi: 50 })),
    }),
    needs: oneTire,
    harmless: true,
  },
  {
    name: 'check valve worn',
    row: 'seen: a worn check valve, many starts',
    at: 'start',
    breaks: supply(({ checkValve }) => Object.assign(checkValve, { lPerSBar: 0.1 })),
  },
  {
    name: 'pump rests by its plate',
    row: 'The pump gets too hot',
    plant: ({ plant }) => ({ pump: { ...plant.pump, longestRunS: 40, share: 0.4 } }),
    job: ({ pump }) => ({
      pump: { ...pump, duty: { kind: 'intermittent', longestRunMs: 40_000, share: 0.4 } },
    }),
    needs: inflates,
    harmless: true,
  },
  {
    name: 'plate wrong, cut-out opens',
    row: 'The plate is wrong, and its cut-out opens',
    plant: ({ plant }) => ({ pump: { ...plant.pump, longestRunS: 30, share: 0.2 } }),
    needs: inflates,
  },
  {
    name: 'battery at 11.2 V',
    row: FLAT,
    at: 'mid',
    breaks: supply(({ pump }) => Object.assign(pump, { openVolts: 11.2 })),
  },
  {
    name: 'battery sags under load only',
    row: FLAT,
    plant: ({ plant }) => ({ pump: { ...plant.pump, batteryVolts: 12.5, batteryOhms: 0.03 } }),
    needs: inflates,
  },
  {
    name: 'cable burns',
    row: 'The cable from the battery chafes and burns',
    at: 'mid',
    breaks: supply(({ pump }) => {
      pump.openVolts = 6;
      pump.dead = true;
    }),
  },
  {
    name: 'switch welds shut',
    row: 'The pressure switch welds shut',
    at: 'start',
    breaks: supply(({ contact }) => Object.assign(contact, { stuck: true })),
  },
  {
    name: 'relay welds shut',
    row: 'The relay welds shut',
    at: 'start',
    breaks: supply(({ relay }) => Object.assign(relay, { stuck: true })),
    needs: ({ plant }) => plant.relay,
  },
  {
    name: 'relay and fill valve stuck',
    row: 'The relay welds shut',
    at: 'mid',
    breaks: supply((plant) => {
      plant.relay.stuck = true;
      for (const { fill } of plant.outlets) fill.stuck = true;
    }),
    needs: ({ plant }) => plant.relay,
  },
  {
    name: 'line sensor hangs, tank fills',
    row: 'The sensor of the line hangs while the pump fills a tank',
    plant: () => ({
      lineSensor: {},
      cutInPsi: 170,
      cutOutPsi: 180,
      tankLiters: 18.9,
      lineStartPsi: 80,
      relay: true,
    }),
    job: ({ pump }) => ({
      pump: {
        ...pump,
        control: { kind: 'software', cutInPsi: 90, cutOutPsi: 110, sensor: ratiometric(150) },
      },
    }),
    at: 'mid',
    breaks: supply(({ lineSensor }) => Object.assign(lineSensor?.setup ?? {}, { wire: 'hold' })),
    needs: oneTire,
  },
];
