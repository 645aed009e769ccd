import { connect, type Socket } from 'node:net';
import { setImmediate as loopTurn } from 'node:timers/promises';
import { main } from '../../../host/cli/main.js';
import { encodeKiss, KissDecoder, type KissFrame } from '../../../host/packet/kiss/kiss.js';
import { SteppedClock } from '../../stepped-clock.js';
import { words } from '../run.js';

type Document = Readonly<Record<string, unknown>>;

/** Turns of the event loop in which bytes on loopback sockets arrive and are answered. */
const TURNS = 4;

interface ServingSetup {
  readonly env?: Readonly<Record<string, string>>;
  /** Somebody is there, and agrees. */
  readonly saysYes?: boolean;
  /** For radios that share a channel. */
  readonly clock?: SteppedClock;
}

/**
 * `onair kiss serve` in this process: real sockets for its clients, stepped time for the radio. Minutes of the radio
 * pass in milliseconds, and no socket is overtaken: between two steps each gets its turns.
 */
export class Serving {
  readonly clock: SteppedClock;
  readonly documents: Document[] = [];
  stdout = '';
  stderr = '';
  #code: number | undefined;
  readonly #stop = new AbortController();

  /** @param line what follows `onair kiss serve`; `--listen` is added where it is missing */
  constructor(line: string, { env = {}, saysYes = false, clock = new SteppedClock() }: ServingSetup = {}) {
    this.clock = clock;
    const argv = ['kiss', 'serve', ...words(line)];
    if (!argv.includes('--listen')) argv.push('--listen', '127.0.0.1:0');
    const isJson = argv.includes('--json');
    const io = {
      stdout: {
        write: (text: string) => {
          if (isJson) this.documents.push(JSON.parse(text) as Document);
          else this.stdout += text;
        },
      },
      stderr: {
        write: (text: string) => {
          this.stderr += text;
        },
      },
      env,
      clock: this.clock,
      signal: this.#stop.signal,
      confirm: saysYes ? () => Promise.resolve(true) : undefined,
    };
    void main(argv, io).then((code) => {
      this.#code = code;
    });
  }

  /** One that has its radio in KISS. */
  static async ready(line: string, setup?: ServingSetup): Promise<Serving> {
    const serving = new Serving(`${line} --yes --json`, setup);
    await serving.event('ready');
    return serving;
  }

  /** The events of one kind so far. */
  of(kind: string): Document[] {
    const schema = kind === 'heard' ? 'onair/kiss.frame@1' : 'onair/kiss.served@2';
    return this.documents.filter((each) => each.schema === schema && (each.event ?? 'heard') === kind);
  }

  /** The event of that kind, now or in time to come; the nth of them. */
  async event(kind: string, nth = 1): Promise<Document> {
    await this.until(() => this.of(kind).length >= nth, `${kind} ${nth}`);
    return this.of(kind)[nth - 1] ?? {};
  }

  get address(): string {
    return String(this.of('listening')[0]?.address);
  }

  async client(): Promise<Client> {
    const joined = this.of('joined').length;
    const client = await Client.connect(this.address);
    await this.event('joined', joined + 1);
    return client;
  }

  /** Lets time pass until something is so. @throws where the server ended before */
  async until(isSo: () => boolean, what: string): Promise<void> {
    for (;;) {
      await turns();
      if (isSo()) return;
      if (this.#code !== undefined)
        throw new Error(`it ended (${this.#code}) before ${what}:\n${this.stderr}`);
      this.clock.step();
    }
  }

  async pass(ms: number): Promise<void> {
    const until = this.clock.now() + ms;
    this.clock.after(ms, () => {}); // so that the clock comes to stand there
    do await turns();
    while (this.clock.step(until));
  }

  /** The exit code, once it ends by itself. */
  async ended(): Promise<number> {
    while (this.#code === undefined) {
      await turns();
      this.clock.step();
    }
    return this.#code;
  }

  /** Ctrl-C. @returns the exit code */
  stop(): Promise<number> {
    this.#stop.abort();
    return this.ended();
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await loopTurn();
}

/** A program that speaks KISS over TCP. */
export class Client {
  readonly frames: KissFrame[] = [];
  readonly #decoder = new KissDecoder();
  isClosed = false;

  private constructor(readonly socket: Socket) {
    socket.on('data', (bytes) => this.frames.push(...this.#decoder.push(bytes)));
    socket.on('error', () => {});
    socket.once('close', () => {
      this.isClosed = true;
    });
  }

  static connect(address: string): Promise<Client> {
    const [host, port] = address.split(/:(?=\d+$)/);
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port: Number(port), noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Client(socket)));
    });
  }

  send(...frames: readonly KissFrame[]): void {
    this.write(Buffer.concat(frames.map((frame) => encodeKiss(frame))));
  }

  write(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  /** What its packets say, one character a byte. */
  get heard(): string[] {
    return this.frames.map(({ data }) => Buffer.from(data).toString('latin1'));
  }
}
