import type { LeaseTerms, TRIPS } from '../../board/lease/messages/index.js';
import type { ActiveTime } from './active-time.js';

/** Why a lease of the simulated sketch ended by itself. */
export type Trip = (typeof TRIPS)[number];

/** Interval at which a board checks its leases, and the channels that they watch, ms. */
export const LOOK_MS = 1;

/** A lease in force. */
export interface Lease {
  readonly terms: LeaseTerms;
  trip: Trip;
  renewedAtMs: number;
  /** Continues through new terms and clears. */
  readonly activeTime: ActiveTime;
  /** Time from which its channel is out of range. */
  outsideSinceMs: number | undefined;
}

/** Times at which it ends unless a message comes, ms; empty for one that has tripped. */
export function endsOf({
  terms: { silenceMs, activeMs, watch },
  trip,
  renewedAtMs,
  activeTime,
  outsideSinceMs,
}: Lease): readonly number[] {
  if (trip !== 'none') return [];
  return [
    renewedAtMs + silenceMs,
    activeTime.endsAtMs(activeMs),
    ...(outsideSinceMs !== undefined && watch ? [outsideSinceMs + watch.samples - LOOK_MS] : []),
  ];
}

/** Notes whether the watched channel is out of range. @param counts reading of a channel; undefined: not read */
export function noteReading(
  lease: Lease,
  nowMs: number,
  counts: (channel: number) => number | undefined,
): void {
  const { watch } = lease.terms;
  const reading = watch && counts(watch.channel);
  if (!watch || reading === undefined) return;
  const isInside = reading >= watch.lowest && reading <= watch.highest;
  lease.outsideSinceMs = isInside ? undefined : (lease.outsideSinceMs ?? nowMs);
}

/** Why it trips now; undefined if it does not. */
export function dueTrip(
  { terms, trip, renewedAtMs, activeTime, outsideSinceMs }: Lease,
  nowMs: number,
): Trip | undefined {
  if (trip !== 'none') return undefined;
  if (terms.watch && outsideSinceMs !== undefined) {
    const samples = (nowMs - outsideSinceMs) / LOOK_MS + 1;
    if (samples >= terms.watch.samples) return 'reading';
  }
  if (nowMs - renewedAtMs > terms.silenceMs) return 'silence';
  return nowMs > activeTime.endsAtMs(terms.activeMs) ? 'active-too-long' : undefined;
}
