import {
  type CycleReport,
  type CycleState,
  type FaultCode,
  reportOf,
  type TireReport,
  tireOf,
  viewOf,
} from '../../../../firmware/air-up/cycle/index.js';

/** A tire's report; for an unfinished tire with what is known of it. */
export interface HonestTire extends TireReport {
  /** Pressure when the job ended: read with the valve shut, or calculated while air flowed; null if unknown. */
  readonly lastPsi: number | null;
}

/** The report of a job, with what is known of each unfinished tire. */
export interface HonestReport extends CycleReport {
  readonly tires: readonly HonestTire[];
}

/** After these the sensor shows the pressure of the line, of ambient air or of another tire, not of the tire. */
const NOT_THE_TIRE: ReadonlySet<FaultCode> = new Set([
  'fill-stuck-open',
  'vent-stuck-open',
  'over-pressure',
  'rise-too-fast',
  'hose-off',
  'no-answer',
  'sensor-open',
  'sensor-short',
  'sensor-out-of-range',
  'sensor-frozen',
  'sensor-moved',
]);

/** The report of a job that may have ended anywhere: only a pressure known to be the tire's is reported as such. */
export function honestReport(state: CycleState): HonestReport {
  const report = reportOf(state);
  const { outlets } = viewOf(state);
  const { stage, job } = state;
  const blind = stage.kind === 'fault' && NOT_THE_TIRE.has(stage.fault.code) ? stage.fault.outlet : undefined;
  const tires = report.tires.map((tire, index): HonestTire => {
    const at = outlets.findIndex((outlet) => outlet.tire === index);
    const isBlind = at >= 0 && at === blind;
    if (isBlind && tire.outcome === null)
      return { ...tire, finalPsi: null, finalCoolPsi: null, lastPsi: null };
    if (tire.finalPsi !== null || tire.startPsi === null) return { ...tire, lastPsi: tire.finalPsi };
    const config = job.outlets[at];
    const outlet = state.outlets[at];
    const isHere = config && outlet && tireOf(outlet, config) === index && outlet.phase.kind !== 'hose';
    const psi = isHere ? (outlets[at]?.tirePsi ?? outlet.settledPsi) : undefined;
    return { ...tire, lastPsi: psi === undefined ? null : Math.round(psi * 100) / 100 };
  });
  return { ...report, tires };
}
