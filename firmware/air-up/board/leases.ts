import type { Clock, Timer } from '../../../host/clock.js';
import { OnairError } from '../../../host/error.js';
import { pinNumber } from './boards.js';
import { FIRMATA, sysex } from './firmata-messages.js';
import { usedPins } from './pin-rules.js';
import type { PinMap } from './pin-schema.js';
import type { FirmataTransport } from './transport.js';

/** Name by which firmware/failsafe says that its outputs can be leases. */
export const FAILSAFE_NAME = 'onair-failsafe';

/** Sysex of firmware/failsafe/README.md. */
const LEASE = {
  configure: 0x01,
  renew: 0x02,
  clear: 0x04,
  state: 0x05,
  tripped: 0x06,
  refused: 0x07,
} as const;

const SAFE_LOW = 0;
/** Without a renewal for so long the board lets go, ms: twice the host's own lease. */
const SILENCE_MS = 500;
/** Renewed at most so often, ms. */
const RENEW_MS = 100;
/** The answers to all questions come within this, ms. */
const ANSWER_MS = 1500;
const REASONS = ['none', 'the host was silent', 'it was on for too long', 'the board was reset'];

export interface LeaseSetup {
  readonly transport: FirmataTransport;
  readonly pins: PinMap;
  readonly portName: string;
  readonly clock: Clock;
  /** The longest time that a valve may be open, ms; the pump's relay has no such limit. */
  readonly longestOpenMs: number;
  /** A pin let go by itself. */
  readonly onTrip: (title: string, reason: string) => void;
}

/**
 * Leases on a board with the fail-safe sketch: a valve stays open only while somebody renews, and the board itself shuts
 * it when the host, the cable or the cycle dies.
 */
export class Leases {
  #renewedAtMs = Number.NEGATIVE_INFINITY;

  private constructor(private readonly setup: LeaseSetup) {}

  /**
   * Agrees on a lease for every pin that moves air, and lets the board say it back.
   * @throws OnairError device-refused when the board takes other terms, or none
   */
  static async agree(setup: LeaseSetup): Promise<Leases> {
    const { transport, pins, portName, clock, longestOpenMs } = setup;
    const wanted = new Map<number, Buffer>();
    for (const { pin, use } of usedPins(pins)) {
      if (use !== 'drive') continue;
      const activeMs = pin === pins.pump.relay ? 0 : longestOpenMs;
      const number = pinNumber(pin, pins.model);
      wanted.set(number, Buffer.from([number, SAFE_LOW, ...seven(SILENCE_MS, 2), ...seven(activeMs, 3)]));
    }
    const missing = new Set(wanted.keys());
    let timer: Timer | undefined;
    const answered = new Promise<void>((resolve) => {
      timer = clock.after(ANSWER_MS, resolve);
      transport.on('data', (message: Buffer) => {
        if (message[0] !== FIRMATA.sysex || message[1] !== LEASE.state) return;
        const terms = message.subarray(2, -3); // without "active now" and reason
        const reason = message.at(-2);
        const pin = message[2] ?? -1;
        if (reason === 0 && wanted.get(pin)?.equals(terms)) missing.delete(pin);
        if (missing.size === 0) resolve();
      });
    });
    for (const [pin, terms] of wanted) {
      transport.write(sysex(LEASE.configure, [...terms]));
      transport.write(sysex(LEASE.clear, [pin]));
    }
    await answered;
    timer?.cancel();
    if (missing.size > 0) {
      throw new OnairError('device-refused', {
        message: `${portName}: the board did not take the lease of pin ${[...missing].join(', ')}`,
        hint: 'flash the firmware/failsafe of this very version, and check the pin map',
      });
    }
    const leases = new Leases(setup);
    transport.on('data', (message: Buffer) => leases.#hear(message));
    return leases;
  }

  /** The cycle lives and its readings are fresh: the board may hold what it holds. */
  renew(): void {
    const { transport, clock } = this.setup;
    if (clock.now() - this.#renewedAtMs < RENEW_MS) return;
    this.#renewedAtMs = clock.now();
    transport.write(sysex(LEASE.renew));
  }

  #hear(message: Buffer): void {
    if (message[0] !== FIRMATA.sysex || message[1] !== LEASE.tripped) return;
    const { pins, onTrip } = this.setup;
    const used = usedPins(pins).find(({ pin }) => pinNumber(pin, pins.model) === message[2]);
    onTrip(used?.title ?? `pin ${message[2]}`, REASONS[message[3] ?? 0] ?? 'unknown');
  }
}

/** A number in seven-bit bytes, lowest first. */
function seven(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => Math.floor(value / 2 ** (7 * i)) % 0x80);
}
