import type { Command, CycleEvent, CycleState } from '../../../../firmware/air-up/cycle/index.js';
import type { PressureUnit } from '../../../../firmware/air-up/vehicle/index.js';
import { CALLS } from '../../../text/index.js';
import type { Io } from '../../terminal/io.js';
import type { Output, OutputFlags } from '../../terminal/output.js';
import { eventText } from './event-text.js';
import { liveBlock } from './live-block.js';
import { LiveScreen } from './screen.js';

/** Time between two redraws of the block, ms: digits that change faster can't be read. */
const DRAW_MS = 250;

/** Shows a running job: a redrawn block on a terminal, otherwise a line for each event. */
export class Live {
  readonly #screen: LiveScreen | undefined;
  readonly #bell: boolean;
  #drawnAtMs = Number.NEGATIVE_INFINITY;
  #deaf: () => void = () => {};

  constructor(
    private readonly io: Io,
    private readonly out: Output,
    private readonly units: PressureUnit,
    flags: OutputFlags,
  ) {
    const shown = io.stderr.isTTY === true && !flags.quiet && !flags.json;
    this.#screen = shown ? new LiveScreen(io.stderr) : undefined;
    this.#bell = shown;
  }

  /** For `onStep`. */
  readonly step = (state: CycleState, events: readonly CycleEvent[]): void => {
    for (const event of events) {
      const line = eventText(event, state, this.units);
      if (line !== undefined) this.#say(line, CALLS.has(event.kind));
    }
    const now = this.io.clock.now();
    if (!this.#screen || (events.length === 0 && now - this.#drawnAtMs < DRAW_MS)) return;
    this.#drawnAtMs = now;
    if (state.stage.kind === 'running') this.#screen.draw(liveBlock(state, this.units));
  };

  /** For `onReady`: handles keys. */
  readonly ready = (act: (act: Command) => void): void => {
    this.#deaf =
      this.io.keys?.((key) => {
        const meant = KEYS[key.toLowerCase()];
        if (meant) act(meant);
      }) ?? this.#deaf;
  };

  /** Returns the keyboard to the shell and removes the block. */
  end(): void {
    this.#deaf();
    this.#deaf = () => {};
    this.#screen?.clear();
  }

  #say(line: string, calls: boolean): void {
    if (this.#screen) this.#screen.say(line);
    else this.out.note(line);
    if (calls && this.#bell) this.io.stderr.write('\u0007');
  }
}

const KEYS: Readonly<Record<string, Command>> = {
  q: { kind: 'stop' },
  ' ': { kind: 'emergency-stop' },
  n: { kind: 'next' },
};
