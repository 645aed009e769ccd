import { type Clock, TimerSet } from '../../base/index.js';
import { bitsPerByte, type LineSettings } from '../line.js';
import type { DeviceEvent, DeviceKind, SimDevice } from './device.js';
import { Faults } from './faults.js';
import { readOptions } from './options.js';
import { throughUart } from './uart.js';

/** Rates that the `wrong-baud` fault falls through. */
const RATES = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1382400];

/** Bytes travel in slices of at most this long, so that a slow line is busy while it is busy. */
const SLICE_MS = 20;

/** The host's end of a simulated wire. */
export interface WireHost {
  /** How the host's UART is set. What is unknown (all of it through raw TCP) is left out and fits the device. */
  line(): Partial<LineSettings> | undefined;
  receive(bytes: Buffer): void;
  /** The link is gone in the middle of something. */
  lost(message: string): void;
  report(event: DeviceEvent): void;
}

/** Options that every simulated device has, beside its own. */
export const WIRE_OPTIONS = {
  fault: {
    kind: 'text',
    help: 'faults, separated by commas; NAME@N strikes at the Nth answer only',
    default: '',
  },
  seed: { kind: 'number', help: 'seed of the noise', min: 0, max: 0xffffffff, default: 1 },
} as const;

/**
 * A simulated device on its wire. Bytes take their time (paced), are garbled when the two UARTs are set
 * differently, and pass the faults.
 *
 *     host ──fromHost()──▶ pace ──▶ UART ──▶ device.receive()
 *     host ◀──receive()── pace ◀── UART ◀── faults ◀── world.send()
 */
export class SimWire {
  readonly device: SimDevice;
  readonly #faults: Faults;
  readonly #timers: TimerSet;
  #stopped = false;

  /** @throws OnairError bad-value for an option or fault that the device does not have */
  constructor(
    kind: DeviceKind,
    given: Iterable<readonly [string, string]>,
    private readonly clock: Clock,
    private readonly host: WireHost,
  ) {
    this.#timers = new TimerSet(clock);
    const { fault, seed, ...options } = readOptions(kind.name, { ...kind.options, ...WIRE_OPTIONS }, given);
    this.#faults = Faults.parse(String(fault), kind.faults, Number(seed));
    this.device = kind.create(
      options,
      {
        clock,
        send: (bytes) => this.#fromDevice(bytes),
        hostReady: () => host.line()?.rtscts ?? true,
        report: (event) => host.report(event),
      },
      this.#faults,
    );
  }

  readonly #toDevice = new PacedDirection<Partial<LineSettings>>(
    (bytes, sentAs) => {
      const line = this.#deviceLine();
      const received = throughUart(bytes, { ...line, ...sentAs }, line);
      if (received.length > 0) this.device.receive(received);
    },
    (delayMs, act) => this.#after(delayMs, act),
    () => this.clock.now(),
  );

  readonly #toHost = new PacedDirection<LineSettings>(
    (bytes, sentAs) => {
      const received = throughUart(bytes, sentAs, { ...sentAs, ...this.host.line() });
      if (received.length > 0) this.host.receive(received);
    },
    (delayMs, act) => this.#after(delayMs, act),
    () => this.clock.now(),
  );

  /** Bytes that the host writes, now. Resolves when the wire has carried them. */
  fromHost(bytes: Buffer): Promise<void> {
    const known = this.host.line() ?? {};
    const line = { ...this.#deviceLine(), ...known };
    if (this.#faults.echoes()) this.#toHost.carry(bytes, line, line);
    return new Promise((resolve) => this.#toDevice.carry(bytes, line, known, resolve));
  }

  stop(): void {
    this.#stopped = true;
    this.#timers.cancelAll();
    this.device.stop();
  }

  #fromDevice(message: Uint8Array): void {
    const { bytes, delayMs, thenLost, wrongBaud } = this.#faults.deliver(Buffer.from(message));
    const line = wrongBaud ? atLowerRate(this.device.line) : this.device.line; // kept also by a late message
    const carry = (): void =>
      this.#toHost.carry(bytes, line, line, () => {
        if (thenLost) this.host.lost('the device was unplugged');
      });
    if (delayMs > 0) this.#after(delayMs, carry);
    else carry();
  }

  #deviceLine(): LineSettings {
    return this.#faults.isLasting('wrong-baud') ? atLowerRate(this.device.line) : this.device.line;
  }

  #after(delayMs: number, act: () => void): void {
    if (!this.#stopped) this.#timers.after(delayMs, act);
  }
}

function atLowerRate(line: LineSettings): LineSettings {
  const lower = RATES[RATES.indexOf(line.baudRate) - 1];
  return { ...line, baudRate: lower ?? line.baudRate / 2 };
}

/** One direction of the wire: bytes leave one after another, at the rate of the sender's UART. */
class PacedDirection<Sender> {
  #freeAt = 0;
  /** What is on the wire. Two timers of a busy computer may fire in the wrong order; bytes on a wire never do. */
  readonly #underWay: (() => void)[] = [];

  constructor(
    private readonly arrive: (bytes: Buffer, sentAs: Sender) => void,
    private readonly after: (delayMs: number, act: () => void) => void,
    private readonly now: () => number,
  ) {}

  /** @param sentAs what is known of the sender's UART, for {@link arrive} */
  carry(bytes: Buffer, line: LineSettings, sentAs: Sender, done: () => void = () => {}): void {
    const msPerByte = (bitsPerByte(line.parity) * 1000) / line.baudRate;
    const slice = Math.max(1, Math.floor(SLICE_MS / msPerByte));
    for (let from = 0; from < bytes.length; from += slice) {
      const part = bytes.subarray(from, from + slice);
      this.#freeAt = Math.max(this.#freeAt, this.now()) + part.length * msPerByte;
      this.#inTurn(() => this.arrive(part, sentAs));
    }
    this.#inTurn(done);
  }

  #inTurn(act: () => void): void {
    this.#underWay.push(act);
    this.after(Math.max(0, this.#freeAt - this.now()), () => this.#underWay.shift()?.());
  }
}
