import { joinBytes, latin1Bytes } from '../../host/base/bytes.js';
import { OnairError } from '../../host/base/error.js';
import type { ClientWire } from '../../host/kiss-server/client.js';
import type { HubEvent } from '../../host/kiss-server/events.js';
import { type HubSetup, type Joined, KissHub, type RadioWire } from '../../host/kiss-server/hub.js';
import type { Rules } from '../../host/kiss-server/rules.js';
import { encodeUi } from '../../host/packet/ax25/ax25.js';
import { parseCallSign } from '../../host/packet/callsign.js';
import { encodeKiss, KissDecoder, type KissFrame } from '../../host/packet/kiss/kiss.js';
import { SteppedClock } from '../stepped-clock.js';

export const OPEN_RULES: Rules = {
  receiveOnly: false,
  calls: 'any',
  fixed: new Set(),
  allowExit: false,
  allowHardware: false,
  ports: 16,
};

/** A client without a socket. */
export class FakeClient implements ClientWire {
  readonly #received: Uint8Array[] = [];
  /** Reads nothing: what is written stays unsent. */
  isStuck = false;
  isDropped = false;
  unsentBytes = 0;
  joined: Joined | undefined;

  write(bytes: Uint8Array): void {
    if (this.isDropped) throw new Error('written to after it was dropped');
    if (this.isStuck) this.unsentBytes += bytes.length;
    else this.#received.push(bytes);
  }

  drop(): void {
    this.isDropped = true;
  }

  send(...frames: readonly KissFrame[]): void {
    this.joined?.take(Buffer.concat(frames.map((frame) => encodeKiss(frame))));
  }

  get bytes(): Uint8Array {
    return joinBytes(this.#received);
  }

  get frames(): KissFrame[] {
    return new KissDecoder().push(this.bytes);
  }
}

/** A radio without a port, at 9600 baud. */
export class FakeRadio implements RadioWire {
  readonly #sent: Uint8Array[] = [];
  /** Takes bytes, but never says so: CTS is low. */
  isStuck = false;
  isGivenUp = false;
  #fail: ((error: Error) => void) | undefined;

  send(bytes: Uint8Array): Promise<void> {
    if (this.isGivenUp) return Promise.reject(lost());
    this.#sent.push(bytes);
    if (!this.isStuck) return Promise.resolve();
    return new Promise((_resolve, reject) => {
      this.#fail = reject;
    });
  }

  wireTimeMs(bytes: number): number {
    return (bytes * 10_000) / 9600;
  }

  giveUp(): void {
    this.isGivenUp = true;
    this.#fail?.(lost());
  }

  /** What one `send` each has carried. */
  get sent(): readonly Uint8Array[] {
    return this.#sent;
  }

  get frames(): KissFrame[] {
    return new KissDecoder().push(Buffer.concat(this.#sent));
  }
}

function lost(): OnairError {
  return new OnairError('port-lost', { message: 'gone', hint: 'none' });
}

export interface Rig {
  readonly hub: KissHub;
  readonly clock: SteppedClock;
  readonly events: HubEvent[];
  readonly radio: FakeRadio;
  join(name?: string): FakeClient;
  /** Events of one kind. */
  of<K extends HubEvent['kind']>(kind: K): Extract<HubEvent, { kind: K }>[];
  /** Lets everything happen that takes no time, and then so much time pass. */
  pass(ms?: number): Promise<void>;
}

/** A hub with a radio that is there. */
export function rig(setup: Partial<HubSetup> = {}): Rig {
  const clock = new SteppedClock();
  const events: HubEvent[] = [];
  const hub = new KissHub({ clock, rules: OPEN_RULES, ...setup, onEvent: (event) => events.push(event) });
  const radio = new FakeRadio();
  hub.radioReady(radio);
  return {
    hub,
    clock,
    events,
    radio,
    join: (name = '127.0.0.1:40000') => {
      const client = new FakeClient();
      client.joined = hub.join(name, client);
      return client;
    },
    of: (kind) =>
      events.filter((event): event is Extract<HubEvent, { kind: typeof kind }> => event.kind === kind),
    pass: (ms = 60_000) => clock.pass(ms),
  };
}

/** A data frame of one station. */
export function packet(from: string, text: string, path: readonly string[] = []): KissFrame {
  const data = encodeUi({
    from: parseCallSign(from),
    to: parseCallSign('APZ001'),
    path: path.map((hop) => ({ call: parseCallSign(hop.replace('*', '')), repeated: hop.endsWith('*') })),
    info: latin1Bytes(text),
  });
  return { port: 0, command: 0, data };
}
