import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { portOf } from './port-of.js';

const FOLLOWER = new URL('clock-follower.js', import.meta.url).href;
/** Maximum time for an answer, ms; then the program counts as hung. An idle machine needs less than 1 ms. */
const LAST_RESORT_MS = 60_000;

/** Traffic of a connection in one direction: the port of the program's end, and the bytes since it was opened. */
export interface Carried {
  readonly port: number;
  readonly bytes: number;
}

const NOTHING: Carried = { port: 0, bytes: 0 };

/**
 * Controls the clock of a program in another process, so that it and its peer can't drift apart on a busy machine. A
 * line has the time and the number of bytes sent to the program: `MS PORT BYTES`. The program answers with its own
 * numbers when it has received those bytes and executed all due timers.
 */
export class LockStep {
  #follower: Socket | undefined;
  #answered: ((carried: Carried) => void) | undefined;
  #isReleased = false;
  readonly #server = createServer({ noDelay: true }, (socket) => this.#attach(socket));

  static async open(): Promise<LockStep> {
    const leader = new LockStep();
    await new Promise<void>((resolve) => leader.#server.listen(0, '127.0.0.1', resolve));
    return leader;
  }

  /** Makes a program follow that is started with it, at this moment. */
  env(nowMs: number): Readonly<Record<string, string>> {
    return {
      NODE_OPTIONS: `--import=${FOLLOWER}`,
      ONAIR_TEST_CLOCK: String(portOf(this.#server)),
      ONAIR_TEST_NOW_MS: String(nowMs),
    };
  }

  /** Advances the program to this time. @returns what it has written until then */
  async tick(nowMs: number, sent = NOTHING): Promise<Carried> {
    const follower = this.#follower;
    if (!follower || this.#isReleased) return NOTHING;
    return new Promise((resolve, reject) => {
      const over = setTimeout(() => reject(new Error('the program hangs')), LAST_RESORT_MS);
      this.#answered = (carried) => {
        clearTimeout(over);
        resolve(carried);
      };
      follower.write(`${nowMs} ${sent.port} ${sent.bytes}\n`);
    });
  }

  /** The program is about to be frozen: time passes without it until {@link hold}. */
  release(): void {
    this.#isReleased = true;
  }

  hold(): void {
    this.#isReleased = false;
  }

  close(): void {
    this.#follower?.destroy();
    this.#server.close();
  }

  #attach(socket: Socket): void {
    this.#follower = socket;
    createInterface({ input: socket })
      .on('line', (line) => {
        const [, port = 0, bytes = 0] = line.split(' ').map(Number);
        this.#answered?.({ port, bytes });
      })
      .on('error', () => {}); // a killed program resets the connection; it closes
    socket.on('close', () => {
      if (this.#follower !== socket) return;
      this.#follower = undefined;
      this.#answered?.(NOTHING);
    });
  }
}
