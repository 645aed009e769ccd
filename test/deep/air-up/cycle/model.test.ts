import { isDeepStrictEqual } from 'node:util';
import test from 'ava';
import fc from 'fast-check';
import { step } from '../../../../firmware/air-up/cycle/cycle.js';
import type { Command, Measurements } from '../../../../firmware/air-up/cycle/input.js';
import type { PlantFault } from '../../../../firmware/air-up/plant/faults.js';
import { seeded } from '../../../../firmware/air-up/plant/random.js';
import { DEFAULTS } from '../../../../firmware/air-up/plant/setup.js';
import { ARB_TWIN, SMALL_12V } from '../../../../firmware/air-up/plant/supply/pump-models.js';
import { jobOf, NO_RELAY, plantOf, RELAY, Rig, type Spoil, STEP_MS } from '../../../air-up/cycle/rig.js';

/** One thing that happens, and how long it goes on after it. */
type Happening =
  | { readonly kind: 'act'; readonly act: Command; readonly seconds: number }
  | { readonly kind: 'break'; readonly fault: PlantFault | undefined; readonly seconds: number }
  | { readonly kind: 'spoil'; readonly spoil: keyof typeof SPOILS; readonly seconds: number }
  | { readonly kind: 'hose'; readonly to: number | 'off'; readonly seconds: number };

const each = (reading: Measurements, ratio: (before: number) => number): Measurements => ({
  ...reading,
  outlets: reading.outlets.map((sample) => sample && { ...sample, ratio: ratio(sample.ratio) }),
});

/** Ways in which readings go wrong between the sensor and the cycle. */
const SPOILS = {
  good: (reading) => reading,
  none: (reading) => ({ ...reading, outlets: reading.outlets.map(() => undefined) }),
  nan: (reading) => each(reading, () => Number.NaN),
  low: (reading) => each(reading, () => -1e9),
  high: (reading) => each(reading, () => 1e9),
  jumps: (reading, nowMs) => each(reading, (ratio) => ((nowMs / STEP_MS) % 7 < 1 ? 0.85 : ratio)),
  late: (reading, nowMs) => ({
    ...reading,
    outlets: reading.outlets.map((sample) => sample && { ...sample, atMs: nowMs - 240 }),
  }),
  backwards: (reading, nowMs) => ({
    ...reading,
    outlets: reading.outlets.map((sample) => sample && { ...sample, atMs: 1e6 - nowMs }),
  }),
  'flat battery': (reading, nowMs) => ({ ...reading, battery: { volts: Number.NaN, atMs: nowMs } }),
} as const satisfies Readonly<Record<string, Spoil>>;

const hole = fc.constantFrom(0.002, 0.05, 1).map((lPerSBar) => ({ lPerSBar, criticalRatio: 0.4 }));
const at = fc.constantFrom('open' as const, 'shut' as const);
const outlet = fc.constant(0);
const fault: fc.Arbitrary<PlantFault> = fc.oneof(
  fc.record({ kind: fc.constant('pump-weak' as const), flowFactor: fc.constantFrom(0.05, 0.5) }),
  fc.record({ kind: fc.constant('pump-dead' as const) }),
  fc.record({ kind: fc.constantFrom('line-leak' as const, 'check-valve-worn' as const), leak: hole }),
  fc.record({ kind: fc.constant('hose-leak' as const), outlet, leak: hole }),
  fc.record({ kind: fc.constant('tire-leak' as const), tire: outlet, leak: hole }),
  fc.record({ kind: fc.constantFrom('hose-off' as const, 'core-shut' as const), outlet }),
  fc.record({ kind: fc.constantFrom('fill-stuck' as const, 'vent-stuck' as const), outlet, at }),
  fc.record({ kind: fc.constant('battery-low' as const), volts: fc.constantFrom(9, 11.5) }),
  fc.record({
    kind: fc.constant('sensor-fails' as const),
    sensor: outlet,
    how: fc.constantFrom('frozen' as const, 'open' as const, 'short' as const, 'out-of-range' as const),
  }),
);

const act: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      ...([
        'start',
        'start',
        'clear',
        'next',
        'stop',
        'emergency-stop',
        'link-lost',
        'lease-tripped',
        'hold-on',
        'let-go',
      ] as const),
    ),
  }),
  fc.record({
    kind: fc.constant('target' as const),
    tire: fc.nat(3),
    psi: fc.constantFrom(-5, 3, 12, 24, 34, 36, 1e9, Number.NaN),
  }),
);

const seconds = fc.constantFrom(0.02, 0.1, 0.5, 2, 6, 12);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('act' as const), act, seconds }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('break' as const),
      fault: fc.option(fault, { nil: undefined }),
      seconds,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('spoil' as const),
      spoil: fc.constantFrom(...(Object.keys(SPOILS) as (keyof typeof SPOILS)[])),
      seconds: fc.constantFrom(0.02, 0.1, 0.5),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('hose' as const),
      to: fc.constantFrom(0, 1, 'off' as const),
      seconds,
    }),
  },
);

const world = fc.record({
  kind: fc.constantFrom('inflate' as const, 'deflate' as const, 'hold' as const),
  how: fc.constantFrom('hose' as const, 'manifold' as const),
  relay: fc.boolean(),
  starts: fc.array(fc.integer({ min: 5, max: 34 }), { minLength: 1, maxLength: 3 }),
  target: fc.integer({ min: 5, max: 35 }),
  tankL: fc.constantFrom(0, 7.57),
  small: fc.boolean(),
  seed: fc.nat(1000),
  noisePsi: fc.constantFrom(0, 0.1, 0.3),
  volumeL: fc.constantFrom(25, 60, 100),
  holdToRun: fc.constantFrom(false, false, false, true),
});

function build(one: typeof world extends fc.Arbitrary<infer W> ? W : never): Rig {
  const { how, kind, relay, starts, target, tankL, small, seed, noisePsi, volumeL, holdToRun } = one;
  const sensor = { ...DEFAULTS.outlet.sensor, noisePsi };
  const setup = plantOf(starts, how, { tankL, pump: small ? SMALL_12V : ARB_TWIN, random: seeded(seed) });
  const limits = { maxPulseMs: 20_000, batteryDelayMs: 1000, batteryPatienceMs: 4000, hoseWaitMs: 20_000 };
  const pump = relay ? RELAY : NO_RELAY;
  const options = { kind, pump, limits, holdToRun };
  return new Rig(
    jobOf(
      starts.map(() => target),
      how,
      options,
    ),
    {
      ...setup,
      tires: setup.tires.map((tire) => ({ ...tire, cavity: { volumeL, wallM2: volumeL / 45 } })),
      outlets: setup.outlets.map((fitting) => ({ ...fitting, sensor })),
    },
  );
}

/** Takes every step twice from the same frozen state: both must be the same. */
function stepTwice(rig: Rig, ...commands: readonly Command[]): void {
  const before = rig.state;
  let reading: Measurements | undefined;
  const { spoil } = rig;
  rig.spoil = (raw, nowMs) => {
    reading = spoil(raw, nowMs);
    return reading;
  };
  const taken = rig.step(...commands);
  rig.spoil = spoil;
  if (!reading) throw new Error('nothing was read');
  if (!isDeepStrictEqual(step(before, { reading, commands }, rig.nowMs), taken)) {
    throw new Error(`the same step came out otherwise at ${rig.nowMs} ms`);
  }
}

function happen(rig: Rig, one: Happening): void {
  const commands: Command[] = [];
  switch (one.kind) {
    case 'act':
      commands.push(one.act);
      break;
    case 'break':
      rig.break(...(one.fault ? [one.fault] : []));
      break;
    case 'spoil':
      rig.spoil = SPOILS[one.spoil];
      break;
    case 'hose':
      if (one.to === 'off' || rig.setup.tires[one.to]) attach(rig, one.to);
  }
  stepTwice(rig, ...commands);
  for (let left = one.seconds - 0.02; left > 0; left -= 0.02) stepTwice(rig);
  rig.spoil = SPOILS.good;
}

function attach(rig: Rig, to: number | 'off'): void {
  try {
    rig.plant.attach(0, to);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // another hose is on that tire
  }
}

test('whatever people do and whatever breaks, whenever: every promise is kept in every step', (t) => {
  let steps = 0;
  fc.assert(
    fc.property(world, fc.array(happening, { minLength: 4, maxLength: 24 }), (one, happenings) => {
      const rig = build(one);
      stepTwice(rig, { kind: 'start' });
      for (const each of happenings) happen(rig, each);
      steps += rig.nowMs / STEP_MS;
    }),
    { numRuns: 60, seed: 20_240_601 },
  );
  t.true(steps > 20_000, `${steps}`);
  t.log(`${Math.round(steps)} steps`);
});

test('with sound sensors and fill valves no tire is ever filled past its limit by more than a psi', (t) => {
  const lies = (one: Happening): boolean =>
    one.kind === 'spoil' ||
    (one.kind === 'break' &&
      (one.fault?.kind === 'sensor-fails' || (one.fault?.kind === 'fill-stuck' && one.fault.at === 'open')));
  fc.assert(
    fc.property(world, fc.array(happening, { minLength: 4, maxLength: 24 }), (one, happenings) => {
      const rig = build(one).start();
      for (const each of happenings.filter((which) => !lies(which))) happen(rig, each);
      if (rig.highestPsi >= 36) throw new Error(`${rig.highestPsi} psi: ${rig.log()}`);
    }),
    { numRuns: 60, seed: 20_240_602 },
  );
  t.pass();
});
