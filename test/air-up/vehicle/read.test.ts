import test from 'ava';
import { DEFAULT_LIMITS } from '../../../firmware/air-up/cycle/job/limits.js';
import { VEHICLE_EXAMPLES } from '../../../firmware/air-up/vehicle/file/examples.js';
import { readVehicle } from '../../../firmware/air-up/vehicle/file/read.js';
import { OnairError } from '../../../host/base/error.js';

const JEEP = VEHICLE_EXAMPLES.jeep ?? '';

function refused(text: string): OnairError {
  try {
    readVehicle(text, 'jeep.yaml');
  } catch (error) {
    if (error instanceof OnairError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

for (const [name, text] of Object.entries(VEHICLE_EXAMPLES)) {
  test(`example ${name} is read, and explains itself`, (t) => {
    const vehicle = readVehicle(text, name);
    t.true(vehicle.tires.every(({ cavity }) => (cavity?.volumeL ?? 0) > 10));
    t.true(vehicle.presets.size > 0);
    t.regex(text, /^# /);
  });
}

test('the example is the builder’s Jeep', (t) => {
  const { tires, presets, pump, outlets, limits } = readVehicle(JEEP, 'jeep.yaml');
  t.deepEqual(
    tires.map(({ size }) => size),
    [...Array(4).fill('35x12.5R17'), ...Array(2).fill('31x10.5R15')],
  );
  t.deepEqual(
    [...(presets.get('trail') ?? [])].map(([, psi]) => psi),
    [12, 12, 12, 12, 20, 20],
  );
  t.deepEqual(
    [...(presets.get('street') ?? [])].map(([, psi]) => psi),
    [38, 38, 38, 38, 50, 50],
  );
  t.deepEqual([pump.cutInPsi, pump.cutOutPsi, pump.by, pump.relay], [90, 110, 'mechanical', true]);
  t.deepEqual(outlets, [[0, 1, 2, 3, 4, 5]]);
  t.deepEqual(limits, DEFAULT_LIMITS);
});

/** A change of the Jeep's file, where the error points, and what it says. */
const MISTAKES: readonly (readonly [from: string | RegExp, to: string, at: string, says: RegExp])[] = [
  ['presets:', 'presetz:', '18:1', /did you mean presets\?/],
  ['model: arb-twin', 'model: arb-twinn', '33:3', /did you mean arb-twin\?/],
  ['street: { FL: 38', 'street: { FX: 38', '19:13', /no tire "FX".*did you mean FL/],
  ['size: 35x12.5R17', 'sise: 35x12.5R17', '11:9', /did you mean size\?/],
  ['size: 35x12.5R17', 'size: 35x12.5', '11:9', /not a tire size.*the rim is missing/],
  [', max: 50 }', ' }', '11:3', /tires\.FL\.max: is missing/],
  ['max: 50', 'max: 500', '11:27', /1 to 130 psi/],
  ['FL: 12,', 'FL: 12 pis,', '20:12', /did you mean psi/],
  ['in: 90', 'in: 120', '34:3', /in must be below out/],
  ['units: psi ', 'units: PSI ', '6:1', /did you mean psi\?/],
  ['tank: none', 'tank: 2', '26:1', /no unit.*2 gal/],
  ['  FL: {', '  FR: {', '12:3', /unique/],
  ['outlets: one-hose', 'outlets: [[FL, FR], [RL, RX]]', '23:26', /no tire "RX"/],
  ['outlets: one-hose', 'outlets: [[FL, FR, RL, RR]]', '23:1', /no outlet for TL, TR/],
  ['outlets: one-hose', 'outlets: [[FL, FR, RL, RR, TL, TR, FL]]', '23:36', /listed twice/],
  ['vent-valve: no', 'vent-valve: maybe', '24:1', /yes or no/],
  ['volts: 13.8 V', 'volts: 24 V', '37:3', /12 V system/],
  ['back: 12.4 V', 'back: 11.0 V', '36:1', /back must be above cut/],
  ['model: arb-twin', 'title: mine', '32:1', /which pump\?/],
  [
    'model: arb-twin',
    'flow: { 0 psi: 2 cfm, 50 psi: 3 cfm }\n  current: { 0 psi: 10 A }\n  duty: continuous',
    '32:1',
    /must fall/,
  ],
  ['by: mechanical', 'by: software', '34:3', /needs a sensor/],
  [
    '# calibration: { zero-ratio: 0.1, psi-per-ratio: 187.5 }',
    'calibration: { zero-ratio: 0.1, psi-per-ratio: 90 }',
    '30:3',
    /52 % off/,
  ],
  ['tank: none', 'tank: none\nlimits: { ceiling: 90 }', '27:11', /the ceiling can't be raised/],
  ['tank: none', 'tank: none\nlimits: { line: 200 }', '27:11', /can't be raised/],
  ['tank: none', 'tank: none\nlimits: { staleMs: 9000 }', '27:11', /no key "staleMs"/],
  ['pump:\n', 'pump:\n\tx: 1\n', '33:1', /[Tt]ab/],
  [/[\s\S]*/, '- 1', '1:1', /keys are wanted/],
];

for (const [from, to, at, says] of MISTAKES) {
  test(`${from} -> ${to.split('\n').join(' ')}: told at ${at}`, (t) => {
    const { code, message, hint } = refused(JEEP.replace(from, to));
    t.is(code, 'bad-value');
    t.true(message.startsWith(`jeep.yaml:${at}: `), message);
    t.regex(`${message} ${hint}`, says);
  });
}

test('a preset above the maximum of its tire is unsafe, whatever else is wrong', (t) => {
  const { code, message, hint } = refused(
    JEEP.replace('street: { FL: 38', 'street: { FL: 58')
      .replace('tank:', 'tankk:')
      .replace('TL: 50', 'TX: 50'),
  );
  t.is(code, 'bad-value', 'an unknown key makes the rest unreadable');
  t.regex(message, /tankk/);
  t.truthy(hint);
  const unsafe = refused(JEEP.replace('street: { FL: 38', 'street: { FL: 58').replace('TL: 50', 'TX: 50'));
  t.is(unsafe.code, 'unsafe');
  t.regex(unsafe.message, /^jeep\.yaml:19:13: .*58\.0 psi is above its maximum of 50\.0 psi \(and 1 more\)/);
  t.is(
    refused(JEEP.replace('max: 65', 'max: 120').replace('TL: 50', 'TL: 81')).code,
    'unsafe',
    'the ceiling',
  );
});

test('every mistake is told at once', (t) => {
  const { details } = refused(
    JEEP.replace('max: 50', 'max: x').replace('tank: none', 'tank: nine').replace('aim: cold', 'aim: hot'),
  );
  const problems = details.problems as { line: number; key: string }[];
  t.deepEqual(
    problems.map(({ key }) => key),
    ['aim', 'tires.FL.max', 'tank'],
  );
});

test('numbers without a unit are in the unit of the file', (t) => {
  const { tires, limits } = readVehicle(VEHICLE_EXAMPLES['small-pump'] ?? '', 'x');
  t.is(Math.round(tires[0]?.maxPsi ?? 0), 51);
  t.true(Math.abs(limits.tolerancePsi - 0.435) < 0.001);
});

test('the name of a vehicle is one line, however the file writes it', (t) => {
  const named = (name: string) => readVehicle(JEEP.replace(/^vehicle:.*$/m, `vehicle: ${name}`), 'x').title;
  t.is(named('"Jeep\\nerror: forged"'), 'Jeep error: forged');
  t.is(named('>\n  Jeep\n  with trailer'), 'Jeep with trailer');
});
