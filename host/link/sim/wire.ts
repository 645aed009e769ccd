import { type Clock, seeded, TimerSet } from '../../base/index.js';
import { bitsPerByte, type LineSettings } from '../line.js';
import type { DeviceEvent, DeviceKind, SimDevice } from './device.js';
import { Faults } from './faults.js';
import { readOptions } from './options.js';
import { type RadioModel, readRadioModel } from './radio-models.js';
import { RadioPath } from './radio-path.js';
import { throughUart } from './uart.js';

/** Rates of the `wrong-baud` fault, which uses the next lower one. */
const RATES = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1382400];

/** Maximum duration of one slice of bytes on the wire, ms, so that a slow line delivers gradually. */
const SLICE_MS = 20;

/** The host's end of a simulated wire. */
export interface WireHost {
  /** Settings of the host's UART. Unknown ones (all of them over raw TCP) are left out and match the device. */
  line(): Partial<LineSettings> | undefined;
  receive(bytes: Buffer): void;
  /** Called when the link is lost. */
  lost(message: string): void;
  report(event: DeviceEvent): void;
}

/** Options of every simulated device, in addition to its own. */
export const WIRE_OPTIONS = {
  fault: {
    kind: 'text',
    help: 'faults, separated by commas; NAME@N strikes at the Nth answer only',
    default: '',
  },
  link: {
    kind: 'text',
    help: 'cable, or a Bluetooth link: hc06, hc06-slow, hc06-hold, hc06-stalls; hc06,delay=100,jitter=60 changes it',
    default: 'cable',
  },
  seed: {
    kind: 'number',
    help: 'seed of the noise, and of the chances of a link',
    min: 0,
    max: 0xffffffff,
    default: 1,
  },
} as const;

/**
 * A simulated device on its wire. Bytes take their wire time (paced), are garbled if the two UARTs have different
 * settings, and pass the faults; with a Bluetooth link, they also take the way over the radio.
 *
 *     host ──fromHost()──▶ (radio) ──▶ pace ──▶ UART ──▶ device.receive()
 *     host ◀──receive()── (radio) ◀── pace ◀── UART ◀── faults ◀── world.send()
 */
export class SimWire {
  readonly device: SimDevice;
  readonly #faults: Faults;
  /** The Bluetooth link between the host and a module on the device's UART, whose rate is the device's. */
  readonly #radio: { readonly toModule: RadioPath; readonly toHost: RadioPath } | undefined;
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
    const { fault, seed, link, ...options } = readOptions(
      kind.name,
      { ...kind.options, ...WIRE_OPTIONS },
      given,
    );
    this.#faults = Faults.parse(String(fault), kind.faults, Number(seed));
    const radio = readRadioModel(String(link));
    const random = seeded(Number(seed));
    const path = (model: RadioModel, arrive: (bytes: Buffer) => void): RadioPath =>
      new RadioPath(model, { clock, random, after: (delayMs, act) => this.#after(delayMs, act), arrive });
    this.#radio = radio && {
      toModule: path({ ...radio, hold: 0 }, (bytes) => this.#toDevice.carry(bytes, this.#deviceLine(), {})),
      toHost: path(radio, (bytes) => host.receive(bytes)),
    };
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
      const received = throughUart(bytes, sentAs, { ...sentAs, ...(this.#radio ? {} : this.host.line()) });
      if (received.length === 0) return;
      if (this.#radio) this.#radio.toHost.carry(received);
      else this.host.receive(received);
    },
    (delayMs, act) => this.#after(delayMs, act),
    () => this.clock.now(),
  );

  /** Takes bytes from the host. Resolves when the wire has carried them, or the radio has taken them. */
  fromHost(bytes: Buffer): Promise<void> {
    if (this.#radio) {
      this.#radio.toModule.carry(bytes);
      return Promise.resolve();
    }
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
    const line = wrongBaud ? atLowerRate(this.device.line) : this.device.line; // a late message keeps it too
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

/** One direction of the wire: bytes are sent one after another, at the rate of the sender's UART. */
class PacedDirection<Sender> {
  #freeAt = 0;
  /** Bytes on the wire, in order: two timers of a busy computer may fire in the wrong order. */
  readonly #underWay: (() => void)[] = [];

  constructor(
    private readonly arrive: (bytes: Buffer, sentAs: Sender) => void,
    private readonly after: (delayMs: number, act: () => void) => void,
    private readonly now: () => number,
  ) {}

  /** @param sentAs the known settings of the sender's UART, for {@link arrive} */
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
