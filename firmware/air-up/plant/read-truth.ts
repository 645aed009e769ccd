import { kelvinToCelsius, kgPerSToFreeLPerMin, paToGaugePsi } from '../../units.js';
import type { PlantBody } from './body.js';
import type { PlantTruth } from './truth.js';

/** The simulated truth of a plant: a copy, which later steps leave as it is. */
export function readTruth(body: PlantBody, seconds: number): PlantTruth {
  const { ambient, pump, supply, fitted, tires } = body;
  const psi = (pa: number): number => paToGaugePsi(pa, ambient);
  const outlets = fitted.map(({ outlet, at }) => ({
    psi: psi(outlet.pressurePa),
    fillOpen: outlet.fill.isOpen,
    ventOpen: outlet.vent?.isOpen ?? false,
    at: outlet.end.kind === 'tire' ? at : ('off' as const),
    fillKgPerS: outlet.fill.path.kgPerS,
    toTireKgPerS: outlet.end.kind === 'tire' ? outlet.path.kgPerS : 0,
    ventKgPerS: outlet.vent?.path.kgPerS ?? 0,
  }));
  const sum = (parts: readonly { readonly massKg: number }[]): number =>
    parts.reduce((kg, part) => kg + part.massKg, 0);
  return {
    seconds,
    line: { psi: psi(supply.pressurePa), massKg: supply.massKg },
    pump: {
      running: pump.running,
      starts: pump.starts,
      runSeconds: pump.runSeconds,
      freeLPerMin: kgPerSToFreeLPerMin(pump.kgPerS, ambient),
      kgPerS: pump.kgPerS,
      amps: pump.amps,
      heat: pump.heat.heat,
      cutOut: pump.heat.isOpen,
    },
    outlets,
    tires: tires.map((tire) => ({
      name: tire.name,
      psi: psi(tire.pressurePa),
      coldPsi: psi(tire.coldPa),
      celsius: kelvinToCelsius(tire.kelvin),
      massKg: tire.massKg,
      energyJ: tire.energyJ,
      heatToWallJ: tire.heatToWallJ,
      enthalpyInJ: tire.enthalpyInJ,
    })),
    air: {
      heldKg: supply.massKg + sum(fitted.map(({ outlet }) => outlet)) + sum(tires),
      pumpedKg: supply.pumpedKg,
      lostKg: supply.lostKg,
    },
  };
}
