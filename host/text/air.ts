import type { JobRefusal } from '../../firmware/air-up/cycle/index.js';
import type { PlanRow } from '../../firmware/air-up/simulate/index.js';
import type { BatteryVolts, OnBattery } from '../../firmware/air-up/vehicle/index.js';

/** Why a job is refused, for a person, and what to do about it. */
export interface RefusalText {
  readonly message: string;
  readonly hint: string;
}

/** Formats a pressure in the reader's unit: `38.0 psi`. */
export type PressureWriter = (psi: number) => string;

type Sentences = {
  readonly [Code in JobRefusal['code']]: (
    refusal: Extract<JobRefusal, { code: Code }>,
    pressure: PressureWriter,
  ) => RefusalText;
};

const SENTENCES: Sentences = {
  'target-above-maximum': ({ tire, targetPsi, maxPsi }, pressure) => ({
    message: `${tire}: target ${pressure(targetPsi)} is above the tire's maximum of ${pressure(maxPsi)}`,
    hint: 'the maximum is printed on the sidewall; never go above it',
  }),
  'target-above-ceiling': ({ tire, targetPsi, ceilingPsi }, pressure) => ({
    message: `${tire}: target ${pressure(targetPsi)} is above ${pressure(ceilingPsi)}, the most that onair fills anything to`,
    hint: 'a vehicle file may allow up to 125 psi: high-pressure: { sensor, hose, relief }; more is for a cage in a tire shop',
  }),
  'not-above-zero': ({ tire }) => ({
    message: `${tire}: target and maximum must be above 0`,
    hint: 'give both in psi, kPa or bar',
  }),
  'target-too-low': ({ tire, targetPsi, leastPsi }, pressure) => ({
    message: `${tire}: target ${pressure(targetPsi)} is too low`,
    hint: `below ${pressure(leastPsi)} a tire can't be distinguished from a hose that came off`,
  }),
  'no-tire': () => ({ message: 'no tire is named', hint: 'name at least one, for example FL=38' }),
  'outlet-without-tire': () => ({
    message: 'an outlet serves no tire',
    hint: 'give every outlet at least one tire',
  }),
  'not-on-one-outlet': ({ tire, outlets }) => ({
    message: `${tire} is served by ${outlets} outlets`,
    hint: 'every tire is on exactly one outlet',
  }),
  'unknown-tire': () => ({
    message: 'an outlet serves a tire that does not exist',
    hint: 'check the list of tires',
  }),
  'no-vent-valve': () => ({
    message: 'without a vent valve nothing can be let out',
    hint: 'wire a vent valve, or let the air out by hand and use watch',
  }),
};

/** The sentences of a refusal. */
export function refusalText(refusal: JobRefusal, pressure: PressureWriter): RefusalText {
  // The table has a row for each code, typed for its own kind; TypeScript can't infer that.
  const row = SENTENCES[refusal.code] as (refusal: JobRefusal, pressure: PressureWriter) => RefusalText;
  return row(refusal, pressure);
}

/** One way to do a job: `one hose, tank 7.6 l`. */
export function wayText({ hoses, manifold, tankL }: Pick<PlanRow, 'hoses' | 'manifold' | 'tankL'>): string {
  const several = manifold ? 'a hose for each' : `${hoses} hoses`;
  return `${hoses === 1 ? 'one hose' : several}, ${tankL > 0 ? `tank ${tankL.toFixed(1)} l` : 'no tank'}`;
}

/** Whether the engine runs, by the battery; undefined if it does not show. */
export function engineText(
  isOn: boolean | undefined,
  { restVolts, loadVolts }: BatteryVolts,
  { amps, quicker }: OnBattery,
): string | undefined {
  if (isOn === undefined) return undefined;
  const volts = [
    ...(restVolts === undefined ? [] : [`${restVolts.toFixed(1)} V`]),
    ...(loadVolts === undefined ? [] : [`with the pump ${loadVolts.toFixed(1)} V`]),
  ].join(', ');
  if (isOn) return `engine: on (${volts}): the pump takes nothing from the battery`;
  const share = Math.round(quicker * 100);
  return `engine: off (${volts}): about ${amps.toFixed(0)} A from the battery; with it on the pump is ${share} % quicker`;
}
