/** One tire and what is wanted of it. */
export interface TireTarget {
  readonly name: string;
  /** Wanted pressure, psi. For a leak test the pressure does not matter. */
  readonly targetPsi: number;
  /** Maximum pressure on the tire's own sidewall, psi. */
  readonly maxPsi: number;
  /** Air space, l; only the first guess of how fast it fills. From the size, where known. */
  readonly volumeL?: number;
}

/** A ratiometric sensor: what share of the supply stands for what pressure. */
export interface Calibration {
  /** Ratio at 0 psi. */
  readonly zeroRatio: number;
  /** Psi for a ratio of 1 above {@link zeroRatio}: full scale / (ratio at full scale - ratio at zero). */
  readonly psiPerRatio: number;
}

/** 0.5 to 4.5 V of a 5 V supply. */
export function ratiometric(fullScalePsi: number): Calibration {
  return { zeroRatio: 0.1, psiPerRatio: fullScalePsi / 0.8 };
}

/** One fill valve, the sensor and the hose behind it, and the tires that it serves one after another. */
export interface OutletConfig {
  readonly hasVent: boolean;
  readonly sensor: Calibration;
  /** Positions in {@link Job.tires}. More than one: a hose that a person moves. */
  readonly tires: readonly number[];
}

/** How the pump is switched. */
export type PumpControl =
  /** A mechanical switch in the pump's feed. `relay`: a relay before it, that takes the power away after a fault. */
  | { readonly kind: 'mechanical'; readonly relay: boolean }
  /** A relay, switched by the sensor at the line. */
  | {
      readonly kind: 'software';
      readonly cutInPsi: number;
      readonly cutOutPsi: number;
      readonly sensor: Calibration;
    };

/** How long the motor may run, from its rating plate. */
export type DutyLimit =
  | { readonly kind: 'continuous' }
  | { readonly kind: 'intermittent'; readonly longestRunMs: number; readonly share: number };

/** What a job knows of the pump: who switches it, how long it may run, about how much it delivers. */
export interface PumpConfig {
  readonly control: PumpControl;
  readonly duty: DutyLimit;
  /** Free air at 0 psi, l/min; only a first guess. */
  readonly freeLPerMin?: number;
}

/** What a job does to its tires. */
export type JobKind =
  /** Up to the target. */
  | 'inflate'
  /** Down to the target. */
  | 'deflate'
  /** Up to the target and keep it there, until stopped. */
  | 'hold'
  /** Shut, wait until it is cool, watch. */
  | 'leak-test'
  /** Only read. */
  | 'watch';

/** What is to be done, and with what. */
export interface Job {
  readonly kind: JobKind;
  readonly tires: readonly TireTarget[];
  readonly outlets: readonly OutletConfig[];
  readonly pump: PumpConfig;
  /** Which pressure counts: that at the end of the fill, or the one that it cools to. */
  readonly aim: 'settled' | 'cold';
  /** Pressure of the air around, psi absolute: 14.7 at sea level, 12.2 at 1500 m. */
  readonly ambientPsi: number;
  readonly limits: Limits;
  /** Hold-to-run: air moves only while a person holds on, and the command `hold-on` keeps coming. */
  readonly holdToRun?: boolean;
}

/** Every number that the cycle holds to; `DEFAULT_LIMITS` unless the user says otherwise. */
export interface Limits {
  /** Done when the settled reading is this near to the target, psi. */
  readonly tolerancePsi: number;
  /** No tire of any kind goes above, psi. */
  readonly ceilingPsi: number;
  /** A reading above is a fault, also while air flows, psi: the line's relief valve must be near. */
  readonly linePsi: number;
  /** A reading older than this is none, ms. */
  readonly staleMs: number;
  /** Without a reading everything is shut; without one for longer than this the job ends, ms. */
  readonly linkWaitMs: number;
  /** Below this no tire is on the hose, psi. */
  readonly hoseOffPsi: number;
  /** Maximum time to wait for a person to put the hose on a tire, ms. */
  readonly hoseWaitMs: number;
  /** Longest time without a rise while the valve is open, ms. */
  readonly noRiseMs: number;
  /** A settled pressure that rises faster than this over a pulse is no tire, psi/s. */
  readonly fastestPsiPerS: number;
  /** Maximum number of pulses for one tire. */
  readonly maxValveCycles: number;
  /** Longest time for one tire, ms of open valve and settling; waiting for a person or a hot pump does not count. */
  readonly maxTireMs: number;
  /** Longest single opening, ms. */
  readonly maxPulseMs: number;
  /** Battery cut-out and how long it must be so low, V and ms; back above `batteryBackVolts`. */
  readonly batteryCutVolts: number;
  readonly batteryBackVolts: number;
  readonly batteryDelayMs: number;
  /** Maximum time to wait for the battery to recover, ms. */
  readonly batteryPatienceMs: number;
  /** Least time that the relay stays off, ms. */
  readonly pumpMinOffMs: number;
  /** Leak test: the air in the tire cools first, ms. */
  readonly coolMs: number;
  /** Leak test: time for which it watches after that, ms. */
  readonly leakTestMs: number;
  /** Leak test: a loss that is more than noise and weather, psi. */
  readonly leakPsi: number;
  /** Hold: more top-ups than this within {@link holdTopUpsMs} mean a leak. */
  readonly holdTopUps: number;
  readonly holdTopUpsMs: number;
  /** Hold: topped up when this far below the target, psi. */
  readonly holdBandPsi: number;
}
