import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { Link } from '../../../host/link/link.js';
import { SerialLink } from '../../../host/link/node/serial.js';
import { TcpLink } from '../../../host/link/node/tcp.js';
import { SimWire } from '../../../host/link/sim/wire.js';

/**
 * Knows whether anything is on its way between a link of this process and a simulated device that is served by this
 * process, over a pseudo-terminal or TCP: bytes, or a call of the port. So virtual time can stand still meanwhile, and
 * no load of the machine can change what a test sees. One link at a time.
 */
class InFlight {
  /** Calls of the port that have not ended: open, write, change of the line, close. */
  #calls = 0;
  #link: Link | undefined;
  #written = 0;
  #arrived = 0;
  #received = 0;
  /** The device's end, which counts what it was given. */
  #deviceEnd: Pick<Socket, 'bytesWritten'> | undefined;
  #sentBefore = 0;

  isQuiet(): boolean {
    if (this.#calls > 0) return false;
    if (!this.#link?.isOpen) return true;
    const sent = (this.#deviceEnd?.bytesWritten ?? 0) - this.#sentBefore;
    return this.#arrived >= this.#written && this.#received >= sent;
  }

  opened(link: Link): void {
    this.#link = link;
  }

  opens(): void {
    this.#link = undefined;
    this.#written = 0;
    this.#arrived = 0;
    this.#received = 0;
  }

  deviceEnd(end: Pick<Socket, 'bytesWritten'>): void {
    this.#deviceEnd = end;
    this.#sentBefore = 0;
  }

  /** What the device has sent before the port was open is discarded. */
  ignoreSent(): void {
    this.#sentBefore = this.#deviceEnd?.bytesWritten ?? 0;
  }

  writes(bytes: Buffer): void {
    this.#written += bytes.length;
  }

  arrives(bytes: Buffer): void {
    this.#arrived += bytes.length;
  }

  receives(bytes: Buffer): void {
    this.#received += bytes.length;
  }

  async during<T>(call: Promise<T>): Promise<T> {
    this.#calls++;
    try {
      return await call;
    } finally {
      this.#calls--;
    }
  }
}

type Method = (this: unknown, ...args: never[]) => unknown;

/** Lets `look` see the calls of a method, protected ones too. */
function observe(owner: object, name: string, look: (method: Method) => Method): void {
  const methods = owner as Record<string, Method>;
  const method = methods[name];
  if (!method) throw new Error(`no method ${name}`);
  methods[name] = look(method);
}

/** Observes every link and every served device of this process from now on. */
export function observeLinks(): () => boolean {
  const flight = new InFlight();
  for (const kind of [SerialLink, TcpLink]) {
    observe(
      kind,
      'open',
      (method) =>
        async function (this: unknown, ...args) {
          flight.opens();
          const link = await flight.during(method.apply(this, args) as Promise<Link>);
          if (kind === SerialLink) flight.ignoreSent();
          flight.opened(link);
          return link;
        },
    );
    for (const name of ['transmit', 'applyLine', 'shut']) {
      observe(
        kind.prototype,
        name,
        (method) =>
          function (this: unknown, ...args) {
            if (name === 'transmit') flight.writes(args[0] as unknown as Buffer);
            return flight.during(method.apply(this, args) as Promise<void>);
          },
      );
    }
  }
  observe(
    Link.prototype,
    'received',
    (method) =>
      function (this: unknown, ...args) {
        if (this instanceof SerialLink || this instanceof TcpLink)
          flight.receives(args[0] as unknown as Buffer);
        return method.apply(this, args);
      },
  );
  observe(
    SimWire.prototype,
    'fromHost',
    (method) =>
      function (this: unknown, ...args) {
        flight.arrives(args[0] as unknown as Buffer);
        return method.apply(this, args);
      },
  );
  subscribe('child_process', (message) => {
    const { process } = message as { process: ChildProcess };
    process.once('spawn', () => {
      if (process.spawnfile === 'socat' && process.stdin)
        flight.deviceEnd(process.stdin as unknown as Socket);
    });
  });
  subscribe('net.server.socket', (message) => flight.deviceEnd((message as { socket: Socket }).socket));
  return () => flight.isQuiet();
}
