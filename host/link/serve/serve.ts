import type { Socket } from 'node:net';
import { type Clock, messageOf } from '../../base/index.js';
import { listenTcp } from '../node/tcp-listen.js';
import type { TcpAddress } from '../port-string.js';
import type { DeviceEvent, DeviceKind } from '../sim/device.js';
import { SimWire, type WireHost } from '../sim/wire.js';
import { openPty, type Pty, seenRate } from './pty.js';

/** What to serve: a device, its options, and the receiver of its events. */
export interface ServeSetup {
  readonly kind: DeviceKind;
  readonly options: Iterable<readonly [string, string]>;
  readonly clock: Clock;
  onEvent(event: DeviceEvent): void;
}

/** A device that other programs can open. */
export interface Served {
  /** Address of the device for a program: `tcp://127.0.0.1:4000` or the path of the pseudo-terminal. */
  readonly port: string;
  /** It can't be reached any more, though nobody has closed it. */
  readonly whenGone: Promise<void>;
  close(): Promise<void>;
}

/**
 * Serves a simulated device to one TCP client at a time, as a serial bridge does; the device keeps its state
 * between clients. TCP carries no line settings, so any rate matches.
 * @throws OnairError as {@link listenTcp}
 */
export async function serveTcp(address: TcpAddress, setup: ServeSetup): Promise<Served> {
  let client: Socket | undefined;
  const host: WireHost = {
    line: () => undefined,
    receive: (bytes) => void client?.write(bytes),
    lost: (why) => {
      setup.onEvent({ kind: 'lost', text: `link dropped: ${why}` });
      client?.destroy();
    },
    report: setup.onEvent,
  };
  const wire = new SimWire(setup.kind, setup.options, setup.clock, host);
  const listener = await listenTcp(address, (socket) => {
    socket.on('error', () => {}); // a client that disappears is not an error
    if (client) {
      setup.onEvent({ kind: 'busy', text: 'a second client was turned away: one at a time' });
      socket.destroy();
      return;
    }
    client = socket;
    setup.onEvent({ kind: 'client', text: 'client connected' });
    socket.on('data', (bytes) => {
      socket.pause();
      void wire.fromHost(bytes).then(() => socket.resume());
    });
    socket.on('close', () => {
      client = undefined;
      setup.onEvent({ kind: 'client', text: 'client gone' });
    });
  }).catch((error: unknown) => {
    wire.stop();
    throw error;
  });
  return {
    port: `tcp://${listener.address}`,
    whenGone: new Promise(() => {}), // a listener lives as long as its process
    close: () => {
      wire.stop();
      client?.destroy();
      return listener.close();
    },
  };
}

/**
 * Serves a simulated device as a pseudo-terminal, made by socat. The rate that a program sets matters, as on a
 * real port; a Linux pty does not show parity, so that always matches.
 * @throws OnairError no-program (socat missing), port-busy, port-failed
 */
export async function servePty(path: string, setup: ServeSetup): Promise<Served> {
  let pty: Pty | undefined; // the device may send before it exists
  const host: WireHost = {
    line: () => {
      const baudRate = pty && seenRate(pty.baudRate(), wire.device.line.baudRate);
      // A pty has no RTS line: the simulated plug joins RTS and CTS.
      return { rtscts: true, ...(baudRate !== undefined && { baudRate }) };
    },
    receive: (bytes) => pty?.write(bytes),
    lost: (why) => {
      setup.onEvent({ kind: 'lost', text: `link dropped: ${why}` });
      pty?.hangUp().catch((error: unknown) => {
        setup.onEvent({ kind: 'lost', text: `it can't be reached any more: ${messageOf(error)}` });
      });
    },
    report: setup.onEvent,
  };
  const wire = new SimWire(setup.kind, setup.options, setup.clock, host);
  const opened = await openPty(path, wire.device.line.baudRate, (bytes) => void wire.fromHost(bytes)).catch(
    (error: unknown) => {
      wire.stop();
      throw error;
    },
  );
  pty = opened;
  return {
    port: path,
    whenGone: opened.whenGone,
    close: () => {
      wire.stop();
      return opened.close();
    },
  };
}
