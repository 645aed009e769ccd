/** The simulated truth of a plant at one moment: for tests, plots and benches, never for a controller. */
export interface PlantTruth {
  readonly seconds: number;
  readonly line: { readonly psi: number; readonly massKg: number };
  readonly pump: PumpTruth;
  readonly outlets: readonly OutletTruth[];
  readonly tires: readonly TireTruth[];
  readonly air: AirTruth;
}

export interface PumpTruth {
  readonly running: boolean;
  readonly starts: number;
  readonly runSeconds: number;
  readonly freeLPerMin: number;
  readonly kgPerS: number;
  readonly amps: number;
  /** 0 cold, 1 where the thermal cut-out opens. */
  readonly heat: number;
  readonly cutOut: boolean;
}

/** Flows are those of the last moment, kg/s; positive towards the tire, for the vent towards the air around. */
export interface OutletTruth {
  readonly psi: number;
  readonly fillOpen: boolean;
  readonly ventOpen: boolean;
  /** Position of the tire that air can reach; also `off` while a fault keeps the air out. */
  readonly at: number | 'off';
  readonly fillKgPerS: number;
  readonly toTireKgPerS: number;
  readonly ventKgPerS: number;
}

export interface TireTruth {
  readonly name: string;
  readonly psi: number;
  /** Pressure once the air has cooled, or warmed, to ambient temperature. */
  readonly coldPsi: number;
  readonly celsius: number;
  readonly massKg: number;
  readonly energyJ: number;
  readonly heatToWallJ: number;
  readonly enthalpyInJ: number;
}

/** Balance of the air: held now is held at the beginning, plus pumped, less lost. */
export interface AirTruth {
  readonly heldKg: number;
  readonly pumpedKg: number;
  /** Through vents, leaks, relief valve and open hoses; less what came in from outside. */
  readonly lostKg: number;
}

/** What a record needs after every step. */
export interface PlantGlance {
  readonly pumpRuns: boolean;
  readonly pumpAmps: number;
  readonly outlets: readonly { readonly fillOpen: boolean; readonly ventOpen: boolean }[];
}
