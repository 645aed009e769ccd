import { systemClock } from '../../host/base/clock.js';
import { DEFAULT_LINE, type LineSettings } from '../../host/link/line.js';
import { Link } from '../../host/link/link.js';

/** Pieces of an answer: text, and when it arrives after the command was written. */
export type Pieces = readonly (readonly [afterMs: number, text: string])[];

/** A wire on which the test determines the received bytes and their times. */
export class ScriptLink extends Link {
  /** Answers in order; after the last one, silence. */
  readonly answers: Pieces[] = [];
  /** Time of a write; infinite for an adapter that hangs. */
  writeMs = 0;

  constructor(line: Partial<LineSettings> = {}) {
    super('script', { ...DEFAULT_LINE, ...line }, true);
  }

  /** Receives text now. */
  arrive(text: string): void {
    this.received(Buffer.from(text, 'latin1'));
  }

  unplug(): void {
    this.lost('the cable was pulled');
  }

  protected override transmit(): Promise<void> {
    for (const [afterMs, text] of this.answers.shift() ?? [])
      systemClock.after(afterMs, () => this.arrive(text));
    return this.writeMs === Number.POSITIVE_INFINITY
      ? new Promise(() => {})
      : systemClock.sleep(this.writeMs);
  }

  protected override applyLine(): Promise<void> {
    return Promise.resolve();
  }

  protected override resumeReceiving(): void {}

  protected override shut(): Promise<void> {
    return Promise.resolve();
  }
}
