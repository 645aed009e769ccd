import { suggest } from '../../../../host/base/index.js';
import type { Path } from '../../../../host/base/yaml/index.js';
import { DEFAULT_LIMITS } from '../../cycle/index.js';
import { parseTireSize, tireCavity } from '../../plant/index.js';
import { reachPsi } from '../reach.js';
import { pressureText } from '../units/index.js';
import type { Vehicle, VehicleTire } from '../vehicle.js';
import { pumpOf, sensorsOf } from './hardware-from-file.js';
import { highPressureLimits } from './high-pressure.js';
import type { Problem, Wrong } from './problem.js';
import type { VehicleFile } from './schema.js';

/** Puts the values of a file together; `problems` gets everything that does not fit. */
export function vehicleOf(file: VehicleFile, problems: Problem[]): Vehicle {
  const wrong = (path: Path, message: string, hint: string, unsafe = false): number =>
    problems.push({ path, message, hint, ...(unsafe && { unsafe }) });
  const { battery } = file;
  const tires = Object.entries(file.tires).map(([name, { size, max }]): VehicleTire => {
    const parsed = parseTireSize(size);
    return {
      name,
      size,
      maxPsi: max,
      ...(parsed && { cavity: tireCavity(parsed), volumeError: parsed.error }),
    };
  });
  if (tires.length === 0) wrong(['tires'], 'there is no tire', 'name, size and max of at least one');
  const outlets = outletsOf(file, tires, wrong);
  const pump = pumpOf(file.pump, wrong);
  const fullScalePsi = file.sensor['full-scale'];
  const rated = { fullScalePsi, cutOutPsi: pump.cutOutPsi, units: file.units };
  const limits = {
    ...DEFAULT_LIMITS,
    ...highPressureLimits(file['high-pressure'], rated, wrong),
    ...file.limits,
    batteryCutVolts: battery.cut ?? DEFAULT_LIMITS.batteryCutVolts,
    batteryBackVolts: battery.back ?? DEFAULT_LIMITS.batteryBackVolts,
    batteryDelayMs: battery.delay ?? DEFAULT_LIMITS.batteryDelayMs,
    batteryPatienceMs: battery.patience ?? DEFAULT_LIMITS.batteryPatienceMs,
  };
  if (limits.batteryBackVolts <= limits.batteryCutVolts)
    wrong(['battery'], 'back must be above cut', 'for example cut: 11.8 V and back: 12.4 V');
  return {
    title: file.vehicle,
    units: file.units,
    altitudeM: file.altitude,
    aim: file.aim,
    tires,
    presets: presetsOf(file, tires, limits.ceilingPsi, reachPsi({ pump }), wrong),
    outlets,
    sensors: sensorsOf(file.sensor, outlets.length, ['sensor'], wrong),
    hasVent: file['vent-valve'],
    hose: { lengthM: file.hose.length, innerMm: file.hose.bore * 1000 },
    chuck: file.hose.chuck,
    lineL: file.line,
    tankL: file.tank,
    pump,
    electric: { batteryVolts: battery.volts, batteryOhms: battery.inside, cableOhms: battery.cable },
    limits,
  };
}

function presetsOf(
  { presets, units }: VehicleFile,
  tires: readonly VehicleTire[],
  ceilingPsi: number,
  reach: number,
  wrong: Wrong,
): Vehicle['presets'] {
  const names = tires.map(({ name }) => name);
  return new Map(
    Object.entries(presets).map(([preset, given]) => {
      const targets =
        typeof given === 'number' ? names.map((name) => [name, given] as const) : Object.entries(given);
      for (const [name, psi] of targets) {
        const path = typeof given === 'number' ? ['presets', preset] : ['presets', preset, name];
        const tire = tires.find((known) => known.name === name);
        if (!tire) wrong(path, `preset ${preset}: there is no tire "${name}"`, suggest(name, names));
        else if (psi > tire.maxPsi) {
          const message = `preset ${preset}: ${name} to ${pressureText(psi, units)} is above its maximum of ${pressureText(tire.maxPsi, units)}`;
          wrong(path, message, 'the maximum is printed on the sidewall; never go above it', true);
        } else if (psi > ceilingPsi) {
          const message = `preset ${preset}: ${name} to ${pressureText(psi, units)} is above ${pressureText(ceilingPsi, units)}, the most that onair fills anything to`;
          const hint =
            'above 80 psi sensor, hose and relief valve must be rated for it: high-pressure: { sensor, hose, relief }';
          wrong(path, message, hint, true);
        } else if (psi > reach) {
          const message = `preset ${preset}: ${name} to ${pressureText(psi, units)} is too close to where the pump's switch turns on`;
          wrong(
            path,
            message,
            `at most ${pressureText(reach, units)}, or a higher switch (pump: switch: in)`,
          );
        }
      }
      return [preset, new Map(targets)];
    }),
  );
}

function outletsOf({ outlets }: VehicleFile, tires: readonly VehicleTire[], wrong: Wrong): number[][] {
  const all = tires.map((_, index) => index);
  if (outlets === 'one-hose') return [all];
  if (outlets === 'manifold') return all.map((index) => [index]);
  const names = tires.map(({ name }) => name);
  const taken = new Set<string>();
  const lists = outlets.map((list, row) =>
    list.flatMap((name, column) => {
      const index = names.indexOf(name);
      const path = ['outlets', row, column];
      if (index < 0) wrong(path, `there is no tire "${name}"`, suggest(name, names));
      else if (taken.has(name))
        wrong(path, `${name} is listed twice here`, 'every tire is on exactly one outlet');
      taken.add(name);
      return index < 0 ? [] : [index];
    }),
  );
  const missing = names.filter((name) => !taken.has(name));
  const misspelt = [...taken].some((name) => !names.includes(name));
  if (missing.length > 0 && !misspelt)
    wrong(['outlets'], `no outlet for ${missing.join(', ')}`, 'every tire is on exactly one outlet');
  return lists;
}
