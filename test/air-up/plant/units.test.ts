import test from 'ava';
import * as units from '../../../firmware/units.js';

const SEA = units.atmosphereAt(0, 20);

test('pressures: known pairs, and gauge counts from the air around', (t) => {
  t.is(units.psiToPa(1), 6894.757293168);
  t.is(units.paToPsi(6894.757293168), 1);
  t.true(Math.abs(units.psiToKpa(40) - 275.79) < 0.01); // firmware/air-up/SOURCES.md#tire-pressure-limits
  t.true(Math.abs(units.kpaToPsi(275.79) - 40) < 0.001);
  t.true(Math.abs(units.psiToBar(14.5038) - 1) < 1e-5);
  t.true(Math.abs(units.barToPsi(0.27) - 3.916) < 0.001); // firmware/air-up/SOURCES.md#thresholds
  t.is(units.gaugePsiToPa(0, SEA), 101_325);
  t.true(Math.abs(units.paToGaugePsi(units.gaugePsiToPa(38, SEA), SEA) - 38) < 1e-12);
});

test('flows: CFM and liters as the ARB table has them, and free air as mass and back', (t) => {
  t.true(Math.abs(units.cfmToLPerMin(6.16) - 174.4) < 0.05);
  t.true(Math.abs(units.cfmToLPerMin(4.65) - 131.7) < 0.05);
  t.is(units.lPerMinToCfm(units.cfmToLPerMin(3)), 3);
  t.true(Math.abs(units.airDensityKgPerM3(SEA) - 1.2041) < 1e-3); // dry air at 20 degrees, 1 atm
  t.true(Math.abs(units.freeLPerMinToKgPerS(60, SEA) - 1.2041e-3) < 1e-6);
  t.is(units.kgPerSToFreeLPerMin(units.freeLPerMinToKgPerS(60, SEA), SEA), 60);
  t.is(units.lPerSBarToM3PerSPa(1), 1e-8);
});

test('the rest: lengths, volumes, temperatures, altitude', (t) => {
  t.is(units.inchesToM(35), 0.889);
  t.is(units.feetToM(25), 7.62);
  t.true(Math.abs(units.gallonsToL(2) - 7.57) < 0.002); // firmware/air-up/SOURCES.md#tank-and-line
  t.is(units.celsiusToKelvin(20), 293.15);
  t.is(units.kelvinToCelsius(units.celsiusToKelvin(-12.5)), -12.5);
  t.deepEqual(SEA, { pressurePa: 101_325, temperatureK: 293.15 });
  t.true(Math.abs(units.atmosphereAt(3000).pressurePa - 70_109) < 20); // standard atmosphere tables: 701.1 hPa
});
