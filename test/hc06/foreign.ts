import type { Timer } from '../../host/base/clock.js';
import { systemClock } from '../../host/base/clock.js';
import { OnairError } from '../../host/base/error.js';
import { hc06Kind } from '../../host/hc06/sim/kind.js';
import { DEFAULT_LINE, type LineSettings } from '../../host/link/line.js';
import { Link } from '../../host/link/link.js';
import type { DeviceKind, DeviceWorld, SimDevice } from '../../host/link/sim/device.js';
import { SimLink } from '../../host/link/sim/sim-link.js';
import { SimWire } from '../../host/link/sim/wire.js';
import type { Query } from './rig.js';

const options = {
  says: {
    kind: 'text',
    help: 'its answers in turn, separated by |; the last one again and again',
    default: 'OK',
  },
  to: { kind: 'text', help: 'what it answers to: a regular expression', default: '^AT\\+VERSION$' },
  every: {
    kind: 'number',
    help: 'ms between two unasked answers; 0 for none',
    min: 0,
    max: 60_000,
    default: 0,
  },
} as const;

/** Anything that is no HC-06 of the silent families: answers fast, or speaks without being asked. */
export const foreignKind: DeviceKind<typeof options> = {
  name: 'foreign',
  title: 'another device',
  options,
  faults: {},
  create: ({ says, to, every }, world) => new Foreign(says.split('|'), new RegExp(to), every, world),
};

class Foreign implements SimDevice {
  readonly line = DEFAULT_LINE;
  #heard = '';
  #timer: Timer | undefined;
  #chatter: Timer | undefined;

  constructor(
    private readonly says: string[],
    private readonly to: RegExp,
    private readonly everyMs: number,
    private readonly world: DeviceWorld,
  ) {
    if (everyMs > 0) this.#chatter = world.clock.after(everyMs, () => this.#chat());
  }

  #chat(): void {
    this.#speak();
    this.#chatter = this.world.clock.after(this.everyMs, () => this.#chat());
  }

  #speak(): void {
    const text = (this.says.length > 1 ? this.says.shift() : this.says[0]) ?? '';
    this.world.send(Buffer.from(text, 'latin1'));
  }

  receive(bytes: Buffer): void {
    this.#heard += bytes.toString('latin1');
    this.#timer?.cancel();
    this.#timer = this.world.clock.after(20, () => {
      if (this.to.test(this.#heard)) this.#speak();
      this.#heard = '';
    });
  }

  powerCycle(): void {}

  stop(): void {
    this.#timer?.cancel();
    this.#chatter?.cancel();
  }
}

/** A raw connection to a bridge in front of an HC-06: no line settings get through, as with TCP. */
export class BridgeLink extends Link {
  readonly #wire: SimWire;

  constructor(query: Query, line: LineSettings = DEFAULT_LINE) {
    super('tcp://bridge:4000', line, false);
    const given = Object.entries(query).map(([name, value]) => [name, String(value)] as const);
    this.#wire = new SimWire(hc06Kind, given, systemClock, {
      line: () => undefined,
      receive: (bytes) => this.received(bytes),
      lost: (why) => this.lost(why),
      report: () => {},
    });
  }

  get device(): SimDevice {
    return this.#wire.device;
  }

  protected override transmit(bytes: Buffer): Promise<void> {
    return this.#wire.fromHost(bytes);
  }

  protected override applyLine(): Promise<void> {
    return Promise.resolve();
  }

  protected override resumeReceiving(): void {}

  protected override shut(): Promise<void> {
    this.#wire.stop();
    return Promise.resolve();
  }
}

/** An adapter that can't do every rate, and whose cable can be pulled. */
export class PickyLink extends SimLink {
  constructor(
    query: Query,
    private readonly refused: readonly number[],
    private readonly fate: 'open' | 'lost with it' = 'open',
  ) {
    super({
      portName: 'sim:hc06',
      device: 'hc06',
      query: Object.entries(query).map(([name, value]) => [name, String(value)] as const),
      line: DEFAULT_LINE,
      devices: new Map([[hc06Kind.name, hc06Kind]]),
      clock: systemClock,
    });
  }

  protected override applyLine(line: LineSettings = this.line): Promise<void> {
    if (!this.refused.includes(line.baudRate)) return Promise.resolve();
    if (this.fate === 'lost with it') this.lost('the port did not open again');
    return Promise.reject(
      new OnairError('port-failed', {
        message: `can't switch to ${line.baudRate} baud`,
        hint: 'this adapter or its driver may not do that rate; try another adapter',
        details: { port: this.portName, baudRate: line.baudRate, parity: line.parity },
      }),
    );
  }

  unplug(): void {
    this.lost('the cable was pulled');
  }
}
