import test from 'ava';
import { CP, CV, GAMMA } from '../../../firmware/air-up/plant/flow/air.js';
import { SCHRADER_CORE_PARTLY } from '../../../firmware/air-up/plant/flow/parts.js';
import { Tire } from '../../../firmware/air-up/plant/tire/tire.js';
import { tireCavity } from '../../../firmware/air-up/plant/tire/tire-size.js';
import { AIR_GAS_CONSTANT, atmosphereAt } from '../../../firmware/units.js';
import {
  ADIABATIC,
  cavityOf,
  FILL,
  ISOTHERMAL,
  near,
  OFF,
  oneTire,
  REST,
  stepUntil,
  TIRE_31,
  TIRE_35,
  tireOf,
} from './rig.js';

const SEA = atmosphereAt(0, 20);
const ATM = 101_325 / 6894.757293168;

// Figures: firmware/air-up/SOURCES.md#tire-volume and firmware/air-up/SOURCES.md#heat-in-the-tire.
test('volumes of a 35 in and a 31 in tire: 5,863 cubic inches and 2.17 cubic feet', (t) => {
  t.is((TIRE_35.volumeL / 0.016387064).toFixed(0), '5863');
  t.is(TIRE_35.volumeL.toFixed(0), '96');
  t.is((TIRE_31.volumeL / 28.316846592).toFixed(2), '2.17');
  t.is(TIRE_31.volumeL.toFixed(0), '61');
});

test('bigger figures hold more', (t) => {
  const liters = ['29x9.5R15', '31x10.5R15', '33x10.5R15', '33x12.5R15', '35x12.5R15', '37x12.5R15'].map(
    (size) => cavityOf(size).volumeL,
  );
  t.deepEqual(
    liters,
    liters.toSorted((a, b) => a - b),
  );
  t.true(tireCavity({ outerIn: 35, widthIn: 12.5, rimIn: 17 }).wallM2 > TIRE_31.wallM2);
});

test('adiabatic fill: T x 1.164 and 7.4 psi of later drop (12 to 38), 8.6 psi (20 to 50)', (t) => {
  for (const [cavity, from, to, ratio, drop] of [
    [TIRE_35, 12, 38, 1.164, 7.4],
    [TIRE_31, 20, 50, 1.153, 8.6],
  ] as const) {
    const plant = oneTire(from, { cavity, filmWPerM2K: ADIABATIC });
    stepUntil(plant, FILL, () => tireOf(plant).psi >= to, 0.005);
    const { psi, coldPsi, celsius, heatToWallJ } = tireOf(plant);
    // p2 / (p1 + (p2 - p1) / gamma), at the pressure that it has really reached
    const exact = (psi + ATM) / (from + ATM + (psi - from) / GAMMA);
    t.true(near((celsius + 273.15) / 293.15, exact, 1e-5), `${celsius} for ${exact}`);
    t.true(near(exact, ratio, 0, 6e-4), `${exact}`);
    t.true(near(psi - coldPsi, drop, 0, 0.05), `${psi - coldPsi}`);
    t.is(heatToWallJ, 0);
  }
});

test('isothermal fill: no temperature, no drop, and the liters of free air that the volumes give', (t) => {
  for (const [cavity, from, to, liters] of [
    [TIRE_35, 12, 38, 170],
    [TIRE_31, 20, 50, 126],
  ] as const) {
    const plant = oneTire(from, { cavity, filmWPerM2K: ISOTHERMAL });
    const before = tireOf(plant).massKg;
    stepUntil(plant, FILL, () => tireOf(plant).psi >= to, 0.005);
    const { psi, coldPsi, celsius, massKg } = tireOf(plant);
    t.true(Math.abs(celsius - 20) < 0.01);
    t.true(Math.abs(psi - coldPsi) < 0.01);
    t.true(near((massKg - before) / 1.2041e-3, liters, 0.006), `${(massKg - before) / 1.2041e-3}`);
  }
});

test('a warm tire cools as exp(-t / tau), tau 9 to 38 s for a film of 20 to 5 W/(m2 K)', (t) => {
  for (const [film, tau] of [
    [20, 9.4],
    [5, 37.4],
  ] as const) {
    const tire = new Tire({ name: 'a', cavity: TIRE_35, startPsi: 45.47, startC: 60 }, film, SEA);
    const [cold, hot] = [tire.coldPa, tire.pressurePa];
    const exact = (tire.massKg * CV) / (film * TIRE_35.wallM2);
    t.true(near(exact, tau, 0.01), `${exact}`);
    for (let i = 0; i < 200; i++) tire.advance(exact / 100);
    t.true(near((tire.pressurePa - cold) / (hot - cold), Math.exp(-2), 1e-9));
    t.true(near(tire.heatToWallJ, tire.massKg * CV * 40 * (1 - Math.exp(-2)), 1e-9));
  }
});

test('a temperature of 10 Fahrenheit is about 1 psi', (t) => {
  const warm = new Tire({ name: 'a', cavity: TIRE_35, startPsi: 35, startC: 20 + 10 / 1.8 }, 10, SEA);
  const drop = (warm.pressurePa - warm.coldPa) / 6894.757;
  t.true(drop > 0.8 && drop < 1.1, `${drop}`);
});

/**
 * A choked hole in an adiabatic tire has a closed form: p / p0 = (1 + (gamma - 1) / 2 t / tau)^(-2 gamma / (gamma -
 * 1)),
 * 1 / tau = C rho0 R sqrt(T0 T) / V. In an isothermal one it is exp(-t / tau).
 */
test('a hole: the closed forms of a choked blow-down', (t) => {
  const seconds = 40;
  const leak = { lPerSBar: 0.5, criticalRatio: 0.5 };
  const rate = (0.5e-8 * 1.185 * AIR_GAS_CONSTANT * 293.15) / (TIRE_35.volumeL / 1000);
  const adiabatic = (1 + ((GAMMA - 1) / 2) * seconds * rate) ** ((-2 * GAMMA) / (GAMMA - 1));
  for (const [film, ratio] of [
    [ADIABATIC, adiabatic],
    [ISOTHERMAL, Math.exp(-seconds * rate)],
  ] as const) {
    const plant = oneTire(60, { filmWPerM2K: film, outlet: { at: 'off' } });
    plant.setFaults([{ kind: 'tire-leak', tire: 0, leak }]);
    for (let i = 0; i < seconds * 10; i++) plant.step(0.1, OFF);
    t.true(near(tireOf(plant).psi + ATM, (60 + ATM) * ratio, 2e-4), `${tireOf(plant).psi}`);
  }
});

test('a core partly pressed: 35 in from 35 down to 15 psi in 5 minutes, as its C was derived', (t) => {
  const plant = oneTire(35, { outlet: { at: 'off' } });
  plant.setFaults([{ kind: 'tire-leak', tire: 0, leak: SCHRADER_CORE_PARTLY }]);
  const seconds = stepUntil(plant, OFF, () => tireOf(plant).psi <= 15, 0.1);
  t.true(near(seconds, 300, 0.06), `${seconds}`);
});

test('cooling below the air around and back: a vented tire comes up again', (t) => {
  const plant = oneTire(38, { filmWPerM2K: 20 });
  stepUntil(
    plant,
    { pumpPower: false, outlets: [{ fill: false, vent: true }] },
    () => tireOf(plant).psi <= 20,
  );
  const { psi, celsius, coldPsi } = tireOf(plant);
  t.true(celsius < 19);
  plant.step(300, REST);
  t.true(tireOf(plant).psi > psi + 0.05);
  t.true(Math.abs(tireOf(plant).psi - coldPsi) < 0.05);
});

test('specific heats of air', (t) => {
  t.is(CP.toFixed(0), '1005');
  t.is(CV.toFixed(0), '718');
  t.true(Math.abs(CP - CV - AIR_GAS_CONSTANT) < 1e-9);
});
