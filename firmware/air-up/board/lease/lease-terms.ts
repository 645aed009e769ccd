import { type Calibration, DEFAULT_LIMITS, type Job, RATIO_LIMITS } from '../../cycle/index.js';
import { analogChannel, type PinName, pinNumber } from '../pins/boards.js';
import type { PinMap } from '../pins/pin-schema.js';
import type { LeaseTerms, Watch } from './messages/lease-messages.js';

/** Silence after which a lease trips, ms: twice the host's own lease. */
export const SILENCE_MS = 500;
/** Age after which waiting bytes are not sent to the board any more, ms. */
export const LATE_MS = 1000;
/** Maximum time that a valve is open, ms: the cycle's own limit and the delay of a late LOW. */
const LONGEST_OPEN_MS = DEFAULT_LIMITS.maxPulseMs + LATE_MS;
/** Consecutive samples outside the range that trip, one per millisecond: fewer may be noise. */
const SAMPLES = 3;
/** Steps of an AVR's converter. */
const STEPS = 1024;

/**
 * The leases of everything that moves air, by a pin map. With jobs a valve also depends on the sensor behind it, and
 * the pump's relay on that of the line: a broken wire, or more pressure than the line may have, trips the lease. The
 * range is never narrower than the cycle's own in any of the jobs, so that the cycle can report what is wrong.
 */
export function leaseTerms(pins: PinMap, jobs: readonly Job[] = []): readonly LeaseTerms[] {
  const lease = (pin: PinName | undefined, activeMs: number, watch?: Watch): readonly LeaseTerms[] =>
    pin === undefined
      ? []
      : [
          {
            pin: pinNumber(pin, pins.model),
            safeLevel: 0,
            silenceMs: SILENCE_MS,
            activeMs,
            ...(watch && { watch }),
          },
        ];
  const valves = pins.outlets.flatMap(({ fill, vent, sensor }, index) => {
    const highest = jobs.flatMap(({ outlets, limits }) => ratioOf(outlets[index]?.sensor, limits.linePsi));
    return [
      ...lease(fill, LONGEST_OPEN_MS, watchOf(sensor, highest)),
      ...lease(vent, LONGEST_OPEN_MS, watchOf(sensor, highest.length > 0 ? [RATIO_LIMITS.short] : [])),
    ];
  });
  const { relay, supply } = pins.pump;
  const highest = jobs.flatMap(({ pump: { control }, limits }) =>
    ratioOf(control.kind === 'software' ? control.sensor : undefined, limits.linePsi),
  );
  return [...valves, ...lease(relay, 0, watchOf(supply, highest))];
}

/** A sensor's output at a pressure, as a share of its supply; empty without a sensor. */
function ratioOf(calibration: Calibration | undefined, psi: number): readonly number[] {
  return calibration ? [calibration.zeroRatio + psi / calibration.psiPerRatio] : [];
}

/** Watches only sensors that a job has a calibration for: another may not even be plugged in. */
function watchOf(pin: PinName | undefined, highest: readonly number[]): Watch | undefined {
  if (typeof pin !== 'string' || highest.length === 0) return undefined;
  const most = Math.min(RATIO_LIMITS.short, Math.max(...highest));
  return {
    channel: analogChannel(pin),
    lowest: Math.ceil(RATIO_LIMITS.open * STEPS - 0.5),
    highest: Math.floor(most * STEPS - 0.5),
    samples: SAMPLES,
  };
}
