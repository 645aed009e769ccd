import { OnairError, suggest } from '../../../host/base/index.js';
import { DEFAULT_LIMITS, ratiometric } from '../cycle/index.js';
import { PUMP_MODELS, type PumpModel } from '../plant/index.js';
import { sizeOf } from './size-of.js';
import { NO_TARGET_PSI, type RequestedTires, refuseTwice } from './targets.js';
import { type PressureUnit, pressureDigits, pressureText } from './units/index.js';
import { type PressureTarget, UNTITLED, type Vehicle } from './vehicle.js';

/** What flags give where there is no vehicle file. */
export interface AdHoc {
  readonly units: PressureUnit;
  /** Of every tire; omitted if unknown. */
  readonly size?: string;
  readonly pump: string;
  readonly tankL: number;
  readonly manifold: boolean;
  readonly hasVent: boolean;
  /** A relay that takes the power from the pump. */
  readonly relay: boolean;
  readonly aim: Vehicle['aim'];
}

/** The highest maximum that is believed, as in a vehicle file: more is a slip of the finger or of the unit. */
const MOST_PSI = 130;

/**
 * A vehicle of the tires that were typed, with the parts of the builder's own: one hose, a sensor of 150 psi, a
 * mechanical switch at 90 and 110 psi with a relay before it.
 * @throws OnairError bad-usage for a tire without a known maximum, bad-value
 */
export function adHocVehicle(
  asked: RequestedTires,
  setup: AdHoc,
): { readonly vehicle: Vehicle; readonly targets: PressureTarget[] } {
  if (asked.preset !== undefined) {
    throw new OnairError('bad-usage', {
      message: '--preset needs a vehicle file',
      hint: 'add --vehicle FILE.yaml; an example: onair air vehicle --example jeep',
    });
  }
  if (asked.tires.length === 0) {
    throw new OnairError('bad-usage', {
      message: 'which tires, and how much?',
      hint: 'for example --tire FL=38 --max 50, or --vehicle FILE.yaml --preset street',
    });
  }
  refuseTwice(asked.tires.map(({ name }) => name));
  const targets = asked.tires.map(({ name, targetPsi, maxPsi }): PressureTarget => {
    const most = maxPsi ?? asked.maxPsi;
    if (most !== undefined && most > MOST_PSI) {
      throw new OnairError('bad-value', {
        message: `${name}: a maximum of ${pressureText(most, setup.units)} is not that of a tire onair may fill`,
        hint: `at most ${pressureText(MOST_PSI, setup.units)}; say the unit: 50psi, 3.5bar, 350kPa`,
      });
    }
    if (most !== undefined) return { tire: name, targetPsi: targetPsi ?? NO_TARGET_PSI, maxPsi: most };
    const target = targetPsi === undefined ? '' : `=${pressureDigits(targetPsi, setup.units)}`;
    throw new OnairError('bad-usage', {
      message: `the maximum of ${name} is not known, so nothing is opened`,
      hint: `it is printed on the sidewall (MAX. PRESS.): add --max 50, or write --tire ${name}${target}:50`,
    });
  });
  const pump = pumpNamed(setup.pump);
  const all = targets.map((_, index) => index);
  const outlets = setup.manifold ? all.map((index) => [index]) : [all];
  return {
    targets,
    vehicle: {
      title: UNTITLED,
      units: setup.units,
      altitudeM: 0,
      aim: setup.aim,
      tires: targets.map(({ tire, maxPsi }) => ({
        name: tire,
        maxPsi,
        ...sizeOf(setup.size),
      })),
      presets: new Map(),
      outlets,
      sensors: outlets.map(() => ({ fullScalePsi: 150, calibration: ratiometric(150) })),
      hasVent: setup.hasVent,
      hose: { lengthM: 7.62, innerMm: 6.35 },
      chuck: 'open',
      lineL: 0.3,
      tankL: setup.tankL,
      pump: { model: pump, cutInPsi: 90, cutOutPsi: 110, by: 'mechanical', relay: setup.relay },
      electric: { batteryVolts: 13.8, batteryOhms: 0.005, cableOhms: 0.012 },
      limits: DEFAULT_LIMITS,
    },
  };
}

/** A pump by the name that `--pump` takes. @throws OnairError bad-value */
export function pumpNamed(name: string): PumpModel {
  const pump = Object.entries(PUMP_MODELS).find(([known]) => known === name)?.[1];
  if (pump) return pump;
  throw new OnairError('bad-value', {
    message: `there is no pump "${name}"`,
    hint: suggest(name, Object.keys(PUMP_MODELS)),
  });
}
