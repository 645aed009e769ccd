import { OnairError } from '../../../host/base/index.js';
import type { OptionValues } from '../../../host/link/sim/index.js';
import type { PinMap } from '../board/pins/index.js';
import {
  DEFAULTS,
  type PlantSetup,
  PUMP_MODELS,
  parseTireSize,
  seeded,
  tireCavity,
  tireSizeHint,
} from '../plant/index.js';
import type { AIR_UP_OPTIONS } from './options.js';
import type { SketchKind } from './sketch/firmata-sketch.js';

/** The options of `sim:air-up`, read and checked. */
export type AirUpValues = OptionValues<typeof AIR_UP_OPTIONS>;

/** A simulated board and its plant. */
export interface AirUpSetup {
  readonly pins: PinMap;
  readonly plant: PlantSetup;
  readonly firmware: SketchKind;
}

/** Source of pin maps. Both functions throw OnairError bad-value. */
export interface PinMaps {
  /** A map that comes with the package. */
  bundled(name: 'hose' | 'manifold'): PinMap;
  /** The map that the option `pins` names. */
  file(path: string): PinMap;
}

/** Pins and plant from the options. @throws OnairError bad-value */
export function setupOf(values: AirUpValues, pinMaps: PinMaps): AirUpSetup {
  const isManifold = values.manifold === 'yes';
  const pins =
    values.pins === '' ? pinMaps.bundled(isManifold ? 'manifold' : 'hose') : pinMaps.file(values.pins);
  const cavity = cavityOf(values.tire);
  const starts = startsOf(values, isManifold ? pins.outlets.map(({ name }) => name) : ['T']);
  const path = { ...DEFAULTS.outlet.path, lPerSBar: values.c };
  return {
    pins,
    firmware: values.firmware === 'standard' ? 'standard' : 'failsafe',
    plant: {
      tires: starts.map(({ name, psi }) => ({ name, cavity, startPsi: psi })),
      outlets: pins.outlets.map(({ vent }, index) => ({
        at: index < (isManifold ? starts.length : 1) ? index : 'off',
        path,
        ...(vent === undefined && { ventValve: 'none' as const }),
      })),
      pump: PUMP_MODELS[values.pump as keyof typeof PUMP_MODELS], // readOptions allows the table's keys only
      tankL: values.tank,
      lineStartPsi: values.line,
      supplySensor: pins.pump.supply === undefined ? 'none' : DEFAULTS.outlet.sensor,
      random: seeded(values['plant-seed']),
    },
  };
}

function cavityOf(size: string): ReturnType<typeof tireCavity> {
  const parsed = parseTireSize(size);
  if (parsed) return tireCavity(parsed);
  throw new OnairError('bad-value', {
    message: `sim:air-up: tire can't be "${size}"`,
    hint: tireSizeHint(size),
  });
}

interface Start {
  readonly name: string;
  readonly psi: number;
}

function startsOf({ tires, psi }: AirUpValues, names: readonly string[]): readonly Start[] {
  if (tires.trim() === '') return names.map((name) => ({ name, psi }));
  return tires.split(',').map((part) => {
    const [, name, start] = /^\s*([\w-]+)\s*=\s*(\d+(?:\.\d+)?)\s*$/.exec(part) ?? [];
    if (name !== undefined && start !== undefined) return { name, psi: Number(start) };
    throw new OnairError('bad-value', {
      message: `sim:air-up: tires can't be "${part.trim()}"`,
      hint: 'names with their pressures in psi: tires=FL=12,FR=14',
    });
  });
}
