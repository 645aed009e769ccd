import { airsDown, breaking, type FaultKind, hose, inflates, oneTire, twoTires, vents } from './kind.js';

const STUCK = 'The fill valve sticks open while a tire is filled';
const LOSES = 'A tire or a hose loses air';
const SLOW = 'The fill valve shuts late';

const sticksOpen = breaking(({ fill }) => {
  fill.stuck = true;
});
const leaks = (lPerSBar: number) => breaking(({ leak }) => Object.assign(leak, { lPerSBar }));
const punctured = (lPerSBar: number) =>
  breaking((_, { punctures }) => Object.assign(punctures[0] ?? {}, { lPerSBar }));
const closesLate = (closeMs: number): FaultKind => ({
  name: `valves shut ${closeMs} ms late`,
  row: SLOW,
  at: 'start',
  breaks: breaking((outlet) => {
    outlet.fill.offMs = closeMs;
    outlet.vent.offMs = closeMs;
  }),
  harmless: true,
});

/** Valves, hoses, chucks and tires. */
export const AIR_KINDS: readonly FaultKind[] = [
  {
    name: 'chuck off',
    row: 'The hose comes off, or is cut',
    at: 'mid',
    breaks: breaking((outlet) => {
      outlet.place = 'off';
    }),
  },
  {
    name: 'self-sealing chuck off',
    row: 'The hose comes off, or is cut',
    at: 'mid',
    breaks: breaking((outlet) => {
      outlet.place = 'closed';
    }),
  },
  { name: 'hose cut', row: 'The hose comes off, or is cut', at: 'mid', breaks: leaks(3) },
  {
    name: 'a coupling lets go',
    row: 'The hose whips when a coupling comes apart',
    at: 'late',
    breaks: breaking((outlet) => {
      outlet.place = 'closed';
      outlet.leak.lPerSBar = 5;
    }),
  },
  {
    name: 'core not pressed from the start',
    row: "The chuck does not press the tire's core",
    at: 'start',
    breaks: breaking((outlet) => {
      outlet.place = 'closed';
    }),
  },
  {
    name: 'core pressed half',
    row: "The chuck does not press the tire's core",
    at: 'start',
    breaks: breaking((outlet) => {
      outlet.pressed = 0.2;
    }),
    harmless: true,
  },
  {
    name: 'hissing chuck, C 0.2',
    row: 'The chuck hisses',
    at: 'start',
    breaks: breaking(({ hiss }) => Object.assign(hiss, { lPerSBar: 0.2 })),
  },
  {
    name: 'hissing chuck, C 0.05',
    row: 'The chuck hisses',
    at: 'start',
    breaks: breaking(({ hiss }) => Object.assign(hiss, { lPerSBar: 0.05 })),
  },
  { name: 'fill stuck open, mid', row: STUCK, at: 'mid', breaks: sticksOpen },
  { name: 'fill stuck open, late', row: STUCK, at: 'late', breaks: sticksOpen },
  {
    name: 'fill stuck open, no relay',
    row: 'The fill valve sticks open, and there is no relay',
    at: 'mid',
    breaks: sticksOpen,
    needs: ({ plant, hasTank }) => !plant.relay && !hasTank,
  },
  {
    name: 'fill stuck open, tank',
    row: 'The fill valve sticks open, and there is a tank',
    at: 'late',
    breaks: sticksOpen,
    needs: ({ hasTank }) => hasTank,
  },
  {
    name: 'fill stuck open before the start',
    row: 'The valve is stuck open before the start, and the line has the pressure of a full tire',
    at: 'start',
    breaks: sticksOpen,
  },
  {
    name: 'fill stuck open, airing down',
    row: 'It sticks open while air is let out',
    at: 'mid',
    breaks: sticksOpen,
    needs: airsDown,
  },
  {
    name: 'fill stuck open, held',
    row: 'It sticks open while a tire is held',
    at: 'late',
    if: (plant) => plant.nowMs > 240_000 && !hose(plant).fill.isOn,
    breaks: sticksOpen,
    job: () => ({ kind: 'hold' }),
    needs: oneTire,
    atMostS: 400,
  },
  {
    name: 'fill stuck open, leak test',
    row: 'It sticks open during a leak test',
    at: 'start',
    if: (plant) => plant.nowMs > 60_000,
    breaks: sticksOpen,
    job: () => ({ kind: 'leak-test' }),
    needs: oneTire,
    atMostS: 1200,
  },
  {
    name: 'fill stuck open, hose carried',
    row: 'It sticks open while the hose is carried',
    at: 'start',
    if: (plant) => plant.nowMs > 5000 && hose(plant).place === 'off',
    breaks: sticksOpen,
    needs: twoTires,
  },
  {
    name: 'fill stuck open on a done tire',
    row: 'It sticks open on a tire that is done already',
    at: 'start',
    if: (plant) => plant.outlets[1]?.fill.isOn === true && plant.tirePsi(0) > 43,
    breaks: sticksOpen,
    plant: ({ plant: { outlets } }) => ({ outlets: [0, 1].map((at) => ({ ...outlets[0], at })) }),
    job: ({ outlets }) => ({
      outlets: outlets.flatMap((outlet) => [0, 1].map((tire) => ({ ...outlet, tires: [tire] }))),
    }),
    needs: twoTires,
  },
  {
    name: 'seat leaks, C 0.05, narrow core',
    row: 'seen: a leaking valve seat',
    at: 'start',
    breaks: breaking((outlet) => {
      outlet.seat.lPerSBar = 0.05;
      outlet.pressed = 0.3;
    }),
  },
  {
    name: 'seat leaks, C 0.01',
    row: 'seen: a leaking valve seat',
    at: 'start',
    breaks: breaking(({ seat }) => Object.assign(seat, { lPerSBar: 0.01 })),
  },
  {
    name: 'fill stuck shut',
    row: 'The fill valve does not open',
    at: 'start',
    breaks: breaking(({ fill }) => Object.assign(fill, { stuck: false })),
    needs: inflates,
  },
  {
    name: 'fill stuck shut, mid',
    row: 'The fill valve does not open',
    at: 'mid',
    breaks: breaking(({ fill }) => Object.assign(fill, { stuck: false })),
    needs: inflates,
  },
  {
    name: 'vent stuck open',
    row: 'The vent valve sticks open',
    at: 'mid',
    breaks: breaking(({ vent }) => Object.assign(vent, { stuck: true })),
    needs: vents,
  },
  {
    name: 'vent leaks, C 0.05',
    row: 'The vent valve sticks open',
    at: 'start',
    breaks: leaks(0.05),
    needs: vents,
  },
  {
    name: 'vent stuck shut',
    row: 'The vent valve does not open',
    at: 'mid',
    breaks: breaking(({ vent }) => Object.assign(vent, { stuck: false })),
    needs: airsDown,
  },
  { name: 'tire cut', row: LOSES, at: 'mid', breaks: punctured(0.5) },
  { name: 'tire bursts', row: 'The tire bursts', at: 'late', breaks: punctured(20) },
  { name: 'nail, 0.02', row: LOSES, at: 'start', breaks: punctured(0.02) },
  { name: 'nail, 0.65 psi/min', row: LOSES, at: 'start', breaks: punctured(0.0015) },
  { name: 'hose leaks, C 0.05', row: LOSES, at: 'mid', breaks: leaks(0.05) },
  {
    name: 'held, nail',
    row: 'A tire that is held loses air slowly',
    at: 'start',
    breaks: punctured(0.006),
    job: () => ({ kind: 'hold' }),
    needs: oneTire,
    atMostS: 1500,
  },
  closesLate(200),
  closesLate(250),
  closesLate(400),
  closesLate(600),
  {
    name: 'valves open 300 ms late',
    row: SLOW,
    at: 'start',
    breaks: breaking((outlet) => {
      outlet.fill.onMs = 300;
      outlet.vent.onMs = 300;
    }),
    harmless: true,
  },
];
