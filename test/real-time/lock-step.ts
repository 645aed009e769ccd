import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { portOf } from './port-of.js';

const FOLLOWER = new URL('clock-follower.js', import.meta.url).href;
/** Maximum time for an answer, after which the program hangs; an idle machine takes less than a millisecond. */
const LAST_RESORT_MS = 60_000;

/** What went over a connection in one direction: the port of the program's end, and its bytes since it was opened. */
export interface Carried {
  readonly port: number;
  readonly bytes: number;
}

const NOTHING: Carried = { port: 0, bytes: 0 };

/**
 * Leads the clock of a program in another process, so that it and what it talks to can't drift apart, however busy the machine is. A line
 * says what time it is and how many bytes have been sent to the program: `MS PORT BYTES`. The program answers with the same of its
 * own when it has received them, and has done all that was due.
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

  /** It is so late now. @returns what the program has written until then */
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
