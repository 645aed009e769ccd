import type { JobRecord } from '../../../panel/index.js';

/** One job, as recorded for one tire. */
export interface TireEntry {
  readonly vehicle: string;
  readonly tire: string;
  readonly startedAt: Date;
  readonly kind: string;
  readonly startPsi: number | null;
  readonly finalPsi: number | null;
  readonly coolPsi: number | null;
  readonly ended: string;
  readonly celsius: number | null;
  readonly ambientPsi: number;
  readonly volumeL: number | null;
}

const SEA_LEVEL_PSI = 14.7;

/** The jobs of a history, by tire, oldest first. */
export function entriesOf(jobs: readonly JobRecord[]): TireEntry[] {
  return jobs
    .flatMap(({ vehicle, startedAt, kind, stopReason, celsius = null, ambientPsi = SEA_LEVEL_PSI, tires }) =>
      tires.map(
        ({ name, startPsi, finalPsi, finalCoolPsi, outcome, volumeL = null }): TireEntry => ({
          vehicle,
          tire: name,
          startedAt: new Date(startedAt),
          kind,
          startPsi,
          finalPsi,
          coolPsi: finalCoolPsi ?? finalPsi,
          ended: stopReason === null ? 'unfinished' : (outcome ?? stopReason),
          celsius,
          ambientPsi,
          volumeL,
        }),
      ),
    )
    .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
}

/** Pressure loss of a tire between its jobs. */
export interface Loss {
  readonly vehicle: string;
  readonly tire: string;
  readonly days: number;
  readonly lostPsi: number;
  readonly psiPerDay: number;
  /** Median loss of the vehicle's other tires: weather affects all alike. */
  readonly othersPsiPerDay: number | null;
  /** The ambient temperature was equal at both ends, or it was given and its effect was removed. */
  readonly sameTemperature: boolean;
  readonly leaks: boolean;
}

const DAY_MS = 86_400_000;
/** Between two jobs on one day a tire cools, is driven on and let down: no basis for a loss. */
const LEAST_DAYS = 0.5;
/** A sound tire loses 1 psi a month (firmware/air-up/SOURCES.md#heat-in-the-tire); three times that is a leak. */
const LEAK_PSI_PER_DAY = 0.1;
/** Smaller differences are sensor error, psi. */
const LEAST_PSI = 1.5;
const KELVIN = 273.15;

interface Gap {
  readonly days: number;
  readonly lostPsi: number;
  readonly sameTemperature: boolean;
}

function gapsOf(entries: readonly TireEntry[]): Gap[] {
  return entries.flatMap((after, index): Gap[] => {
    const before = entries[index - 1];
    if (!before || before.coolPsi === null || after.startPsi === null) return [];
    const days = (after.startedAt.getTime() - before.startedAt.getTime()) / DAY_MS;
    if (days < LEAST_DAYS) return [];
    const sameTemperature = before.celsius !== null && after.celsius !== null;
    const warmth = sameTemperature ? (before.celsius + KELVIN) / (after.celsius + KELVIN) : 1;
    const now = (after.startPsi + after.ambientPsi) * warmth - before.ambientPsi;
    return [{ days, lostPsi: before.coolPsi - now, sameTemperature }];
  });
}

/** The loss of each tire; tires without a usable interval are omitted. */
export function lossesOf(entries: readonly TireEntry[]): Loss[] {
  const found = [...groupedByTire(entries).values()].flatMap((own) => {
    const [first] = own;
    const gaps = gapsOf(own);
    if (!first || gaps.length === 0) return [];
    const days = gaps.reduce((sum, gap) => sum + gap.days, 0);
    const lostPsi = gaps.reduce((sum, gap) => sum + gap.lostPsi, 0);
    const sameTemperature = gaps.every((gap) => gap.sameTemperature);
    return [
      { vehicle: first.vehicle, tire: first.tire, days, lostPsi, psiPerDay: lostPsi / days, sameTemperature },
    ];
  });
  return found.map((loss): Loss => {
    const others = found.filter(({ vehicle, tire }) => vehicle === loss.vehicle && tire !== loss.tire);
    const othersPsiPerDay = others.length < 2 ? null : median(others.map(({ psiPerDay }) => psiPerDay));
    const more = loss.psiPerDay - Math.max(0, othersPsiPerDay ?? 0);
    const leaks = more >= LEAK_PSI_PER_DAY && more * loss.days >= LEAST_PSI;
    return { ...loss, othersPsiPerDay, leaks };
  });
}

/** Air volume of a tire, as estimated by its jobs. */
export interface LearnedVolume {
  readonly vehicle: string;
  readonly tire: string;
  readonly volumeL: number;
  readonly jobs: number;
}

/** The learned volumes: the median of all jobs. */
export function volumesOf(entries: readonly TireEntry[]): LearnedVolume[] {
  return [...groupedByTire(entries).values()].flatMap((own) => {
    const [first] = own;
    const volumes = own.flatMap(({ volumeL }) => volumeL ?? []);
    if (!first || volumes.length === 0) return [];
    return [{ vehicle: first.vehicle, tire: first.tire, volumeL: median(volumes), jobs: volumes.length }];
  });
}

function groupedByTire(entries: readonly TireEntry[]): Map<string, TireEntry[]> {
  const groups = new Map<string, TireEntry[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.vehicle, entry.tire]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return groups;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2;
}
