import type { Clock, Timer } from '../../../base/index.js';
import { type LineSettings, Link } from '../../../link/index.js';
import { PageError } from '../shell/failure.js';
import { words } from '../shell/words.js';

/** The radio at the computer that serves this page, as that computer tells it. */
export interface SharedState {
  /** Its name, for people. */
  readonly title: string;
  /** The call sign that phones transmit under; null: they only receive. */
  readonly call: string | null;
  /** Why the radio can't be used now; null while it can. */
  readonly problem: string | null;
}

/** What comes from that computer. */
export interface RadioListener {
  state(state: SharedState): void;
  frame(kiss: Uint8Array): void;
  /** The stream has ended. */
  lost(): void;
}

/** The computer with the radio. */
export interface RadioServer {
  /** @returns function that ends it */
  listen(on: RadioListener): () => void;
  /** @throws OnairError device-refused, port-failed */
  transmit(kiss: Uint8Array): Promise<void>;
}

/** The computer says something every five seconds; after this silence it counts as gone, ms. */
const SILENCE_MS = 15_000;

/** The radio at another computer, which keeps it in KISS: whole KISS frames, either way. */
export class SharedRadioLink extends Link {
  readonly #server: RadioServer;
  readonly #clock: Clock;
  #end: () => void = () => {};
  #watch: Timer | undefined;

  private constructor(name: string, line: LineSettings, server: RadioServer, clock: Clock) {
    super(name, line, false);
    this.#server = server;
    this.#clock = clock;
  }

  /** Resolves when the radio can be used. @throws OnairError port-failed */
  static async open(
    name: string,
    line: LineSettings,
    { server, clock, onState }: { server: RadioServer; clock: Clock; onState(state: SharedState): void },
  ): Promise<SharedRadioLink> {
    const link = new SharedRadioLink(name, line, server, clock);
    const first = new Promise<SharedState>((resolve) => {
      link.#listen((state) => {
        onState(state);
        resolve(state);
      });
    });
    const state = await Promise.race([first, link.whenClosed]);
    if ('title' in state && state.problem === null) return link;
    await link.close();
    const { radioAway, serverGone, serverGoneHint, radioAwayHint } = words.value.shared;
    throw new PageError('port-failed', {
      message: 'title' in state ? radioAway(state.problem ?? '') : serverGone,
      hint: 'title' in state ? radioAwayHint : serverGoneHint,
    });
  }

  /** What the computer refuses is an error of this packet, and the link goes on. */
  override async send(bytes: Uint8Array): Promise<void> {
    if (!this.isOpen) throw this.lossError;
    await this.#server.transmit(bytes);
  }

  protected override transmit(bytes: Buffer): Promise<void> {
    return this.#server.transmit(bytes);
  }

  protected override async applyLine(): Promise<void> {}

  protected override async shut(): Promise<void> {
    this.#watch?.cancel();
    this.#end();
  }

  protected override resumeReceiving(): void {}

  #listen(onState: (state: SharedState) => void): void {
    const gone = (): void => this.#gone(words.value.shared.serverGone);
    const alive = (): void => {
      this.#watch?.cancel();
      this.#watch = this.#clock.after(SILENCE_MS, gone);
    };
    alive();
    this.#end = this.#server.listen({
      state: (state) => {
        alive();
        onState(state);
        if (state.problem !== null) this.#gone(words.value.shared.radioAway(state.problem));
      },
      frame: (kiss) => {
        alive();
        this.received(Buffer.from(kiss));
      },
      lost: gone,
    });
  }

  #gone(why: string): void {
    this.#watch?.cancel();
    this.#end();
    this.lost(why);
  }
}
