import { FIRMATA, FirmataReader, kindOf, sysex, TO_BOARD, twoBytes } from '../../board/firmata/index.js';
import { LEASE_ID } from '../../board/lease/messages/index.js';
import type { BoardModel } from '../../board/pins/index.js';
import { MODE } from './chip.js';
import { LeaseBook } from './lease-book.js';
import { capabilities, firmwareName, mapping, SKETCHES, VERSION } from './sketch-answers.js';
import { PINS_IN_PORT, SketchPins } from './sketch-pins.js';

/** The board's connections, and where its bytes go. */
export interface SketchWorld {
  /** Counts of an analog channel. */
  readonly counts: (channel: number) => number;
  /** Level that a contact forces on a pin; undefined while it is open. */
  readonly contact: (pin: number) => boolean | undefined;
  /** An output may have changed. */
  readonly onOutputs: () => void;
  readonly send: (message: Buffer) => void;
  /** The board's clock, ms. */
  readonly now: () => number;
}

/** StandardFirmata's sampling interval: default and minimum, ms. */
const SAMPLING_MS = 19;
const LEAST_SAMPLING_MS = 1;

/** Which sketch is on the board. */
export type SketchKind = keyof typeof SKETCHES;

/** Bits of MCUSR in the report of the reset cause. */
const CAUSE = { powerOn: 1, reset: 2, watchdog: 8 } as const;
/** How a simulated sketch starts: which cause of reset it reports. */
export type SketchStart = keyof typeof CAUSE;

/**
 * The sketch on a simulated board: the part of Firmata 2.5 that air-up needs. `failsafe` has leases, like
 * firmware/failsafe; `standard` behaves like StandardFirmata: outputs keep their levels when the host is silent, and
 * after a reset (SOURCES.md#standardfirmata).
 */
export class FirmataSketch {
  samplingMs = SAMPLING_MS;
  readonly #pins: SketchPins;
  readonly #reader = new FirmataReader(TO_BOARD, (message) => this.#obey(message));
  readonly #channels = new Set<number>();
  /** Ports that are reported, with the last report of each. */
  readonly #ports = new Map<number, number>();

  readonly #leases: LeaseBook | undefined;
  #cause: number = CAUSE.powerOn;

  constructor(
    private readonly model: BoardModel,
    private readonly world: SketchWorld,
    private readonly kind: SketchKind,
  ) {
    this.#pins = new SketchPins(model);
    if (kind === 'failsafe') this.#leases = new LeaseBook(this.#pins, (message) => world.send(message));
  }

  /** When leases must be checked again, unless the host sends something; Infinity for never. */
  get leaseEndMs(): number {
    return this.#leases?.nextEndMs() ?? Number.POSITIVE_INFINITY;
  }

  /** Trips the leases that are due, which makes their pins safe. */
  enforce(): void {
    this.#leases?.enforce(this.world.now(), this.world.counts);
    this.world.onOutputs();
  }

  /** Takes bytes of the host. */
  receive(bytes: Uint8Array): void {
    this.#reader.take(bytes);
  }

  /** Whether a pin is an output and HIGH. */
  isHigh(pin: number): boolean {
    return this.#pins.isHigh(pin);
  }

  /** One round of sampling: every channel and every changed port in one burst. */
  report(): void {
    const burst: number[] = [];
    for (const channel of [...this.#channels].sort((a, b) => a - b))
      burst.push(FIRMATA.analog | channel, ...twoBytes(this.world.counts(channel)));
    for (const [port, before] of this.#ports) {
      const now = this.#pins.levels(port, this.world.contact);
      if (now === before) continue;
      this.#ports.set(port, now);
      burst.push(FIRMATA.digitalPort | port, ...twoBytes(now));
    }
    if (burst.length > 0) this.world.send(Buffer.from(burst));
  }

  /** Restarts after a reset, the watchdog or power-on: pins float, nothing is reported; it identifies itself. */
  restart(why: SketchStart): void {
    this.#cause = CAUSE[why];
    this.#forget();
    this.#pins.restart();
    this.world.send(VERSION);
    this.#answer(FIRMATA.firmware, []);
    if (this.#leases) this.#answer(LEASE_ID.resetCause, []);
    if (why === 'powerOn') this.#leases?.powerCycle(this.world.now());
    else this.#leases?.restart(this.world.now());
    this.world.onOutputs();
  }

  #forget(): void {
    this.samplingMs = SAMPLING_MS;
    this.#channels.clear();
    this.#ports.clear();
  }

  #obey(message: Buffer): void {
    const [status = 0, first = 0, second = 0] = message;
    const low = status & 0x0f;
    switch (kindOf(status)) {
      case FIRMATA.version:
        this.world.send(VERSION);
        break;
      case FIRMATA.reset:
        this.#forget();
        this.#reset();
        this.world.onOutputs();
        break;
      case FIRMATA.pinMode:
        this.#setMode(first, second);
        this.world.onOutputs();
        break;
      case FIRMATA.digitalPin:
        this.#write(first, second);
        this.world.onOutputs();
        break;
      case FIRMATA.digitalPort:
        this.#writePort(low, first | (second << 7));
        break;
      case FIRMATA.analog:
        this.#writePwm(low, first | (second << 7));
        break;
      case FIRMATA.reportAnalog:
        if (first && low < this.model.analogInputs) this.#channels.add(low);
        else this.#channels.delete(low);
        break;
      case FIRMATA.reportPort:
        this.#reportPort(low, first === 1);
        break;
      case FIRMATA.sysex:
        this.#answer(first, [...message.subarray(2, -1)]);
    }
  }

  #reset(): void {
    if (!this.#leases) {
      this.#pins.reset();
      return;
    }
    const leases = this.#leases;
    this.#pins.resetTo((pin) => leases.safeLevel(pin));
    this.#noteWrites();
  }

  /** A leased pin stays an output, and a watched one an analog input. */
  #setMode(pin: number, mode: number): void {
    const leases = this.#leases;
    const isDriven = mode === MODE.output || mode === MODE.pwm;
    if (leases?.holds(pin) && !isDriven) return;
    if (leases?.watches(pin) && mode !== MODE.analog) return;
    this.#pins.setMode(pin, mode);
    if (leases?.holds(pin) && this.#pins.at(pin)?.mode === mode)
      this.#pins.rest(pin, leases.safeLevel(pin), mode);
    this.#noteWrites();
  }

  #write(pin: number, level: number): void {
    if (this.#leases?.isTripped(pin)) return;
    this.#pins.write(pin, level);
    this.#noteWrites();
  }

  #noteWrites(): void {
    this.#leases?.noteWrites(this.world.now());
  }

  #writePort(port: number, levels: number): void {
    for (let bit = 0; bit < PINS_IN_PORT; bit++) this.#write(port * PINS_IN_PORT + bit, (levels >> bit) & 1);
    this.world.onOutputs();
  }

  #writePwm(number: number, value: number): void {
    if (this.#leases?.isTripped(number)) return;
    this.#pins.writePwm(number, value);
    this.#noteWrites();
    this.world.onOutputs();
  }

  #reportPort(port: number, on: boolean): void {
    this.#ports.delete(port);
    if (!on) return;
    const now = this.#pins.levels(port, this.world.contact);
    this.#ports.set(port, now);
    this.world.send(Buffer.from([FIRMATA.digitalPort | port, ...twoBytes(now)]));
  }

  #answer(id: number, data: readonly number[]): void {
    const [number = 0, low = 0, high = 0] = data;
    switch (id) {
      case FIRMATA.firmware:
        this.world.send(firmwareName(SKETCHES[this.kind]));
        break;
      case FIRMATA.capabilityQuery:
        this.world.send(capabilities(this.model));
        break;
      case FIRMATA.mappingQuery:
        this.world.send(mapping(this.model));
        break;
      case FIRMATA.pinStateQuery: {
        const pin = this.#pins.at(number);
        if (pin) this.world.send(sysex(FIRMATA.pinState, [number, pin.mode, ...twoBytes(pin.value)]));
        break;
      }
      case FIRMATA.samplingInterval:
        this.samplingMs = Math.max(LEAST_SAMPLING_MS, number | (low << 7));
        break;
      case FIRMATA.extendedAnalog:
        this.#writePwm(number, low | (high << 7));
        break;
      case LEASE_ID.resetCause:
        if (this.#leases) this.world.send(sysex(LEASE_ID.resetCause, [this.#cause, 0]));
        break;
      default:
        this.#leases?.obey(id, data, this.world.now());
        this.world.onOutputs();
    }
  }
}
