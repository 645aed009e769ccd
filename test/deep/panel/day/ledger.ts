import type { PlantTruth } from '../../../../firmware/air-up/plant/truth.js';
import type { Vehicle } from '../../../../firmware/air-up/vehicle/vehicle.js';
import type { AirState, JobRecord } from '../../../../host/panel/schema/air.js';

/** The worst of a day: how far a tire was above something, psi, and where. */
interface Worst {
  readonly psi: number;
  readonly where: string;
}

/** The simulated truth of the tires, beside what the panel says. */
export class Ledger {
  readonly jobs = new Map<string, number>();
  /**
   * Above the target of a job that fills, once the air has cooled, because that is what the default aim means, while
   * nothing was broken; above the sidewall's maximum as it is, whatever was.
   */
  overTarget: Worst = { psi: Number.NEGATIVE_INFINITY, where: 'nowhere' };
  overTargetBroken = this.overTarget;
  overMax = this.overTarget;

  constructor(private readonly vehicle: Vehicle) {}

  ended({ stopReason }: JobRecord): void {
    if (stopReason !== null) this.jobs.set(stopReason, (this.jobs.get(stopReason) ?? 0) + 1);
  }

  get total(): number {
    return [...this.jobs.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Looks at the tires as they are. */
  look({ tires }: PlantTruth, air: AirState, isBroken: boolean): void {
    tires.forEach(({ name, psi, coldPsi }, at) => {
      const maxPsi = this.vehicle.tires[at]?.maxPsi ?? 0;
      this.overMax = worse(this.overMax, psi - maxPsi, `${name}, ${psi.toFixed(2)} of ${maxPsi} psi`);
      const tire = air.tires[at];
      if (air.plan.kind !== 'inflate' || tire?.status !== 'now') return;
      const { targetPsi, startPsi } = tire;
      if (targetPsi === null || startPsi === null || startPsi >= targetPsi) return;
      const where = `${name}, ${coldPsi.toFixed(2)} for ${targetPsi} psi`;
      if (isBroken) this.overTargetBroken = worse(this.overTargetBroken, coldPsi - targetPsi, where);
      else this.overTarget = worse(this.overTarget, coldPsi - targetPsi, where);
    });
  }
}

function worse(known: Worst, psi: number, where: string): Worst {
  return psi > known.psi ? { psi, where } : known;
}
