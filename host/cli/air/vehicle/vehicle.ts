import type { Command } from 'commander';
import {
  pressureDigits,
  pressureText,
  readVehicle,
  type Vehicle,
} from '../../../../firmware/air-up/vehicle/index.js';
import { OnairError } from '../../../base/index.js';
import { saveNewFile } from '../../files/save.js';
import { command, examples } from '../../flags/flags.js';
import type { Io } from '../../terminal/io.js';
import { table } from '../../terminal/layout.js';
import { Output, type OutputFlags } from '../../terminal/output.js';
import { exampleText, vehicleText } from './load-vehicle.js';

interface VehicleFlags extends OutputFlags {
  readonly example?: string | true;
  readonly save?: string;
}

/** `onair air vehicle`: checks a vehicle file, or prints a template. */
export function vehicleCommand(io: Io): Command {
  return command('vehicle', 'check a vehicle file, or print one to begin with')
    .argument('[file]', 'vehicle file to check')
    .option('--example [name]', 'print an example: jeep, small-pump')
    .option('--save <file>', 'write the example to a new file')
    .addHelpText(
      'after',
      examples(
        'onair air vehicle --example jeep',
        'onair air vehicle --example jeep --save /tmp/my-jeep.yaml',
        'onair air vehicle /tmp/my-jeep.yaml',
      ),
    )
    .action((file: string | undefined, flags: VehicleFlags) => runVehicle(io, file, flags));
}

async function runVehicle(io: Io, file: string | undefined, flags: VehicleFlags): Promise<void> {
  const out = new Output(io, flags);
  if (file === undefined || flags.example !== undefined || flags.save !== undefined) {
    await giveExample(out, file, flags);
    return;
  }
  const vehicle = readVehicle(await vehicleText(file), file);
  out.result({
    schema: 'air.vehicle@1',
    data: { file, ...factsOf(vehicle) },
    text: [out.done(`${file}: ${vehicle.title}`), ...linesOf(vehicle)],
  });
}

async function giveExample(out: Output, file: string | undefined, flags: VehicleFlags): Promise<void> {
  if (file !== undefined) {
    throw new OnairError('bad-usage', {
      message: `${file}: check it or write an example, not both`,
      hint: `to check it: onair air vehicle ${file}`,
    });
  }
  const name = typeof flags.example === 'string' ? flags.example : 'jeep';
  const text = exampleText(name);
  const { save } = flags;
  if (save !== undefined) saveNewFile(save, text, { flag: '--save' });
  out.result({
    schema: 'air.vehicle@1',
    data: { example: name, saved: save ?? null, text },
    text:
      save === undefined
        ? text.trimEnd().split('\n')
        : [out.done(`written to ${save}: put your own tires in, then onair air vehicle ${save}`)],
  });
}

function linesOf({ tires, presets, units, pump, tankL, outlets, hasVent }: Vehicle): string[] {
  const names = [...presets.keys()];
  return [
    ...table([
      ['tire', 'size', 'volume', 'maximum', ...names],
      ...tires.map(({ name, size, maxPsi, cavity, volumeError = 0 }) => [
        name,
        size ?? '-',
        cavity ? `${cavity.volumeL.toFixed(0)} l ±${Math.round(volumeError * 100)} %` : '-',
        pressureText(maxPsi, units),
        ...names.map((preset) => pressureDigits(presets.get(preset)?.get(name), units)),
      ]),
    ]),
    `pump: ${pump.model.title}, ${pump.by} switch ${pressureDigits(pump.cutInPsi, units)}/${pressureDigits(pump.cutOutPsi, units)} ${units}`,
    `${outlets.length === 1 ? 'one hose' : `${outlets.length} hoses`}, ${hasVent ? 'with a vent valve' : 'no vent valve'}, ${tankL > 0 ? `tank ${tankL.toFixed(1)} l` : 'no tank'}`,
  ];
}

function factsOf(vehicle: Vehicle): Readonly<Record<string, unknown>> {
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  return {
    vehicle: vehicle.title,
    units: vehicle.units,
    tires: vehicle.tires.map(({ name, size, maxPsi, cavity, volumeError }) => ({
      name,
      size,
      maxPsi: rounded(maxPsi),
      volumeL: cavity ? rounded(cavity.volumeL) : null,
      volumeError: volumeError ?? null,
    })),
    presets: Object.fromEntries(
      [...vehicle.presets].map(([preset, targets]) => [
        preset,
        Object.fromEntries([...targets].map(([name, psi]) => [name, rounded(psi)])),
      ]),
    ),
    outlets: vehicle.outlets.map((served) => served.map((index) => vehicle.tires[index]?.name)),
    hasVent: vehicle.hasVent,
    tankL: rounded(vehicle.tankL),
    pump: vehicle.pump.model.title,
    sensors: vehicle.sensors,
    limits: vehicle.limits,
  };
}
