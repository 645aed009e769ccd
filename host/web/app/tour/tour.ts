import { type Signal, signal } from '@preact/signals';
import type { Clock } from '../../../base/index.js';
import { DEFAULT_LINE, formatLine } from '../../../link/index.js';
import { drawRate, type TourEvent, tourModule, tourRadio } from '../../../tour/index.js';
import { DoorJob } from '../shell/job.js';
import { say, words } from '../shell/words.js';
import { simulated } from '../wire/simulated.js';

/** A line that the tour shows. */
export interface TourLine {
  readonly text: string;
  readonly kind: TourEvent['kind'];
}

/** From an unknown module to a packet on the air, on simulated devices: what `onair sim demo` shows. */
export class Tour extends DoorJob {
  readonly lines: Signal<readonly TourLine[]> = signal([]);
  readonly isDone: Signal<boolean> = signal(false);

  constructor(private readonly clock: Clock) {
    super();
  }

  start(): Promise<void> {
    return this.run(async (stop) => {
      this.lines.value = [];
      this.isDone.value = false;
      const setup = { clock: this.clock, signal: stop, onEvent: (event: TourEvent) => this.#show(event) };
      this.connection.value = simulated('hc06', { baud: String(drawRate()) }, this.clock);
      await this.opened(DEFAULT_LINE, (link) => tourModule(link, setup));
      let onAir = '';
      this.connection.value = simulated('tm-d700', {}, this.clock, ({ kind, text }) => {
        if (kind === 'air') onAir = text;
      });
      await this.opened({ ...DEFAULT_LINE, rtscts: true }, (link) => tourRadio(link, setup, () => onAir));
      this.isDone.value = true;
    });
  }

  /** The rate that is asked at takes the place of the one before. */
  #show(event: TourEvent): void {
    const { kind } = event;
    const before = this.lines.value;
    const kept = kind === 'asking' && before.at(-1)?.kind === kind ? before.slice(0, -1) : before;
    this.lines.value = [...kept, { kind, text: textOf(event) }];
  }
}

function textOf(event: TourEvent): string {
  const texts = words.value.tour;
  switch (event.kind) {
    case 'part':
      return texts[event.part];
    case 'asking':
      return texts.asking(formatLine(event.line));
    case 'found':
      return texts.found(event.module.version, formatLine(event.module));
    case 'set': {
      const { setting, value, answer } = event.applied;
      return texts.set(words.value.module.settings[setting], value, answer);
    }
    case 'verified':
      return texts.verified(formatLine(event.line));
    case 'step':
      return say(event.step.label);
    case 'heard':
      return event.monitor;
  }
}
