import { OnairError, suggest } from '../../../host/base/index.js';
import { type PressureUnit, pressureText, readQuantity } from './units/index.js';
import type { PressureTarget, Vehicle } from './vehicle.js';

/** One `--tire`, as it was typed. */
export interface TypedTire {
  readonly typed: string;
  readonly name: string;
  readonly targetPsi?: number;
  readonly maxPsi?: number;
}

const TYPED = /^\s*([^=:]*?)\s*(?:=\s*([^:]*?)\s*)?(?::\s*(.*?)\s*)?$/;

/**
 * Reads `FL=38`, `FL=38:50`, `FL = 2,6 bar`; with `bare` also `FL` alone, for jobs that want no target.
 * @throws OnairError bad-value
 */
export function readTire(typed: string, units: PressureUnit, bare = false): TypedTire {
  const [, name = '', target, max] = TYPED.exec(typed) ?? [];
  if (name === '' || (target === undefined && !bare) || target === '') throw notATire(typed, units);
  if (bare && /^\d+([.,]\d+)?$/.test(name)) throw notATire(typed, units);
  return {
    typed,
    name,
    ...(target !== undefined && { targetPsi: readPressure(target, units, `--tire ${typed.trim()}`) }),
    ...(max !== undefined && { maxPsi: readPressure(max, units, `--tire ${typed.trim()}`) }),
  };
}

/** @throws OnairError bad-value */
export function readPressure(text: string, units: PressureUnit, flag: string): number {
  const read = readQuantity(text, 'pressure', units);
  if (!('value' in read))
    throw new OnairError('bad-value', { message: `${flag}: ${read.problem}`, hint: read.hint });
  if (read.value > 0) return read.value;
  throw new OnairError('bad-value', {
    message: `${flag}: a pressure must be above 0`,
    hint: 'it is counted from the air around: 0 is a flat tire',
  });
}

function notATire(typed: string, units: PressureUnit): OnairError {
  const [, letters, digits] = /^\s*([a-z][a-z-]*?)\s*[:.,;-]?\s*(\d+(?:[.,]\d+)?)\s*$/i.exec(typed) ?? [];
  const number = /^\s*=?\s*(\d+(?:[.,]\d+)?\s*[a-z]*)\s*$/i.exec(typed)?.[1];
  const hint = letters
    ? `did you mean --tire ${letters}=${digits}?`
    : number
      ? `which tire? for example --tire FL=${number.replace(' ', '')}`
      : /^\s*[a-z]+\s*=?\s*$/i.test(typed)
        ? `give its target without blanks: --tire ${typed.replace('=', '').trim()}=${units === 'psi' ? '38' : units === 'bar' ? '2.6' : '260'}`
        : 'write NAME=TARGET or NAME=TARGET:MAX, for example --tire FL=38 or --tire FL=38:50';
  return new OnairError('bad-value', { message: `--tire "${typed}" is not NAME=TARGET`, hint });
}

/** Placeholder for a job that has no target: below every maximum. */
export const NO_TARGET_PSI = 1;

/** What was asked for on the command line. */
export interface RequestedTires {
  readonly tires: readonly TypedTire[];
  readonly preset?: string;
  /** The job wants no targets: a name is enough. */
  readonly bare?: boolean;
  /** `--max`: for every tire. */
  readonly maxPsi?: number;
}

/**
 * What is wanted of a vehicle whose file is known. A typed target goes before that of the preset; a typed maximum can
 * only lower that of the file.
 * @throws OnairError bad-usage, bad-value, or unsafe
 */
export function targetsFor(vehicle: Vehicle, asked: RequestedTires): PressureTarget[] {
  const names = vehicle.tires.map(({ name }) => name);
  const targets = new Map<string, number>(presetOf(vehicle, asked));
  const limits = new Map<string, number>();
  const typedNames = asked.tires.map(({ typed, name }) => {
    const known = sameName(name, names);
    if (known !== undefined) return known;
    throw new OnairError('bad-value', {
      message: `--tire ${typed}: ${vehicle.title} has no tire "${name}"`,
      hint: suggest(name, names),
    });
  });
  refuseTwice(typedNames);
  for (const [index, { targetPsi, maxPsi }] of asked.tires.entries()) {
    const name = typedNames[index] ?? '';
    if (targetPsi !== undefined || asked.bare) targets.set(name, targetPsi ?? NO_TARGET_PSI);
    if (maxPsi !== undefined) limits.set(name, maxPsi);
  }
  return vehicle.tires.flatMap(({ name, maxPsi: own }): PressureTarget[] => {
    const targetPsi = targets.get(name);
    if (targetPsi === undefined) return [];
    const typed = limits.get(name) ?? asked.maxPsi;
    if (typed !== undefined && typed > own) {
      throw new OnairError('unsafe', {
        message: `${name}: a maximum of ${pressureText(typed, vehicle.units)} is above the ${pressureText(own, vehicle.units)} of the vehicle file`,
        hint: 'check the sidewall; if the file is wrong, correct it',
      });
    }
    return [{ tire: name, targetPsi, maxPsi: typed ?? own }];
  });
}

function presetOf(vehicle: Vehicle, { preset, tires, bare }: RequestedTires): ReadonlyMap<string, number> {
  const names = [...vehicle.presets.keys()];
  if (bare && tires.length === 0) {
    throw new OnairError('bad-usage', {
      message: 'which tire?',
      hint: `for example --tire ${vehicle.tires[0]?.name}; known: ${vehicle.tires.map(({ name }) => name).join(', ')}`,
    });
  }
  if (preset === undefined) {
    const [only, ...others] = vehicle.presets.values();
    if (tires.length > 0) return new Map();
    if (only && others.length === 0) return only;
    throw new OnairError('bad-usage', {
      message: 'how much? neither a preset nor a tire is named',
      hint:
        names.length > 0
          ? `for example --preset ${names[0]}; known: ${names.join(', ')}`
          : 'for example --tire FL=38',
    });
  }
  const known = vehicle.presets.get(sameName(preset, names) ?? '');
  if (known) return known;
  throw new OnairError('bad-value', {
    message: `${vehicle.title} has no preset "${preset}"`,
    hint: names.length > 0 ? suggest(preset, names) : 'its file has no presets; name tires: --tire FL=38',
  });
}

/** A name as it is written, else one that differs in upper and lower case only. */
export function sameName(typed: string, names: readonly string[]): string | undefined {
  return (
    names.find((name) => name === typed) ?? names.find((name) => name.toLowerCase() === typed.toLowerCase())
  );
}

/** @throws OnairError bad-value */
export function refuseTwice(names: readonly string[]): void {
  const lower = names.map((name) => name.toLowerCase());
  const twice = names.find((_, index) => lower.indexOf(lower[index] ?? '') !== index);
  if (twice === undefined) return;
  throw new OnairError('bad-value', {
    message: `--tire ${twice} is given twice`,
    hint: 'give every tire once',
  });
}
