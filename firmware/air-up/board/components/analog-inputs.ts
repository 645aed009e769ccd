import five from 'johnny-five';
import type { Clock } from '../../../../host/base/index.js';
import type { Sample } from '../../cycle/index.js';
import type { FirmataIo } from '../firmata/firmata.js';
import { SAMPLING_MS } from '../firmata/handshake.js';
import { analogChannel, type PinName } from '../pins/boards.js';
import { BatchedReports } from './batched-reports.js';
import { ReportClock } from './report-clock.js';

/** Full scale of an ATmega328P's converter, used if the board does not report its resolution. */
const TEN_BITS = 1023;

/**
 * A Sensor collects raw values until its next event, so it needs events, although none is used. Johnny-Five never
 * releases a Sensor (its Map `priv`), so the last values of a lost board remain: few, at this interval.
 */
const SENSOR_EVENTS_MS = 100;

/**
 * The analog inputs, each with the time at which its newest raw report was measured. A Johnny-Five Sensor repeats its
 * last value forever when the board is silent (SOURCES.md#johnny-five), so its events are not used: it is read when a
 * report arrives.
 */
export class AnalogInputs {
  readonly #sensors: five.Sensor[] = [];
  readonly #newest = new Map<PinName, Sample>();
  /** Inputs that have reported since the last complete set. */
  readonly #since = new Set<PinName>();
  /** Called when every input has reported, or when one reports again before the others have. */
  onSet: () => void = () => {};
  /** Called when it is clear that a Bluetooth module holds the reports back. */
  onBatched = (): void => {};
  readonly #batchedReports = new BatchedReports();

  constructor(
    pins: readonly PinName[],
    board: five.Board,
    io: FirmataIo,
    private readonly clock: Clock,
  ) {
    const full = (io.RESOLUTION.ADC ?? TEN_BITS) + 1;
    for (const pin of pins) {
      const reportClock = new ReportClock(SAMPLING_MS);
      const sensor = new five.Sensor({ pin, board, freq: SENSOR_EVENTS_MS });
      this.#sensors.push(sensor);
      // Called after the Sensor, which has the report by then.
      io.on(`analog-read-${typeof pin === 'number' ? pin : analogChannel(pin)}`, () => {
        const counts = sensor.raw;
        // No converter exceeds its full scale: garbled bytes are not a fresh reading.
        if (!(counts < full)) return;
        const now = this.clock.now();
        if (pin === pins[0] && this.#batchedReports.isBatched(now)) this.onBatched();
        this.#take(pin, { ratio: (counts + 0.5) / full, atMs: reportClock.measuredAt(now) }, pins.length);
      });
    }
  }

  newest(pin: PinName | undefined): Sample | undefined {
    return pin === undefined ? undefined : this.#newest.get(pin);
  }

  /** Ends the Sensors' own timers. */
  release(): void {
    for (const sensor of this.#sensors) (sensor as unknown as { disable(): void }).disable(); // not in its types
  }

  #take(pin: PinName, sample: Sample, inSet: number): void {
    const isSecond = this.#since.has(pin);
    if (isSecond) {
      this.#since.clear();
      this.onSet();
    }
    this.#newest.set(pin, sample);
    this.#since.add(pin);
    if (this.#since.size < inSet) return;
    this.#since.clear();
    this.onSet();
  }
}
