import five from 'johnny-five';
import type { Clock } from '../../../../host/base/index.js';
import type { Sample } from '../../cycle/index.js';
import type { FirmataIo } from '../firmata/firmata.js';
import { analogChannel, type PinName } from '../pins/boards.js';

/** The converter of an ATmega328P, where a board does not say. */
const TEN_BITS = 1023;

/**
 * A Sensor collects raw values until its next event, so it must have events; nobody listens to them. Johnny-Five never lets
 * a Sensor go (its Map `priv`), so what the last one of a lost board has collected stays: little, at this pace.
 */
const SENSOR_EVENTS_MS = 100;

/**
 * The analog inputs, each with when its newest raw report came. A Johnny-Five Sensor repeats its last value forever when
 * the board falls silent (SOURCES.md#johnny-five), so its events are not used: it is read when a report is there.
 */
export class AnalogInputs {
  readonly #sensors: five.Sensor[] = [];
  readonly #newest = new Map<PinName, Sample>();
  /** Inputs that have reported since the last whole set. */
  readonly #since = new Set<PinName>();
  /** A new report of every input is there; or of as many as came before one reported again. */
  onSet: () => void = () => {};

  constructor(
    pins: readonly PinName[],
    board: five.Board,
    io: FirmataIo,
    private readonly clock: Clock,
  ) {
    const full = (io.RESOLUTION.ADC ?? TEN_BITS) + 1;
    for (const pin of pins) {
      const sensor = new five.Sensor({ pin, board, freq: SENSOR_EVENTS_MS });
      this.#sensors.push(sensor);
      // Hears a report after the Sensor, which has it by then.
      io.on(`analog-read-${typeof pin === 'number' ? pin : analogChannel(pin)}`, () => {
        const counts = sensor.raw;
        // No converter gives more than its full scale: bytes that were garbled on the way are no fresh reading.
        if (!(counts < full)) return;
        this.#take(pin, { ratio: (counts + 0.5) / full, atMs: this.clock.now() }, pins.length);
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
