import { connect, type Socket } from 'node:net';
import { networkProblem, OnairError } from '../../base/index.js';
import type { LineSettings } from '../line.js';
import { Link } from '../link.js';
import type { TcpAddress } from '../port-string.js';

/** Maximum time to connect, ms: a host that drops packets would take minutes to fail. */
const CONNECT_TIMEOUT_MS = 5000;

/** A raw TCP connection to a serial bridge, a simulated device or a KISS server. It carries no line settings. */
export class TcpLink extends Link {
  readonly #socket: Socket;

  private constructor(portName: string, line: LineSettings, socket: Socket) {
    super(portName, line, false);
    this.#socket = socket;
    socket.on('data', (bytes) => {
      if (!this.received(bytes)) socket.pause();
    });
    socket.on('error', (error) => this.lost(networkProblem(error)));
    // A bridge that is in use just closes; one that only ends its side leaves ours open.
    const gone = (): void =>
      this.lost(
        `the other side closed the connection${socket.bytesRead === 0 ? ' without sending anything (is another program connected to it?)' : ''}`,
      );
    socket.on('end', gone);
    socket.on('close', gone);
  }

  /** @throws OnairError port-missing (connection refused, unknown host, no answer) */
  static open(portName: string, address: TcpAddress, line: LineSettings): Promise<TcpLink> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: address.host, port: address.port, noDelay: true });
      const fail = (why: string): void => {
        socket.destroy();
        reject(
          new OnairError('port-missing', {
            message: `${portName}: no connection: ${why}`,
            hint: 'is the server running and the port number right? A simulated device is served with: onair sim hc06 --listen tcp://127.0.0.1:4000',
            details: { port: portName },
          }),
        );
      };
      socket.setTimeout(CONNECT_TIMEOUT_MS, () => fail(`no answer within ${CONNECT_TIMEOUT_MS / 1000} s`));
      socket.once('error', (error) => fail(networkProblem(error)));
      socket.once('connect', () => {
        socket.setTimeout(0);
        socket.removeAllListeners('timeout').removeAllListeners('error');
        resolve(new TcpLink(portName, line, socket));
      });
    });
  }

  protected override transmit(bytes: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** Has no effect: the bridge at the other end keeps its own settings. */
  protected override applyLine(): Promise<void> {
    return Promise.resolve();
  }

  protected override resumeReceiving(): void {
    this.#socket.resume();
  }

  protected override shut(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket.closed) return resolve();
      this.#socket.once('close', () => resolve());
      this.#socket.destroy(); // not destroySoon: unsent data would keep it open
    });
  }
}
