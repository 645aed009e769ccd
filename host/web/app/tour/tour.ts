import { type Signal, signal } from '@preact/signals';
import type { Clock } from '../../../base/index.js';
import { applyPlan, Dialogue, planSettings, probe, readRequested } from '../../../hc06/index.js';
import { runInit, tmD700 } from '../../../kenwood/index.js';
import { DEFAULT_LINE, formatLine } from '../../../link/index.js';
import { encodePosition } from '../../../packet/aprs/index.js';
import { encodeUi } from '../../../packet/ax25/index.js';
import { parseCallSign, TOCALL } from '../../../packet/index.js';
import { encodeKiss, KISS_COMMANDS } from '../../../packet/kiss/index.js';
import { Job } from '../shell/job.js';
import { say, words } from '../shell/words.js';
import { simulated } from '../wire/simulated.js';

export interface TourLine {
  readonly text: string;
  readonly isTitle: boolean;
}

/** Rates at which the simulated module may be found, one of them drawn at each run. */
const UNKNOWN_RATES = ['115200', '38400', '57600', '19200'];

/** From an unknown module to a packet on the air, on simulated devices: what `onair sim demo` shows. */
export class Tour extends Job {
  readonly lines: Signal<readonly TourLine[]> = signal([]);
  readonly isDone: Signal<boolean> = signal(false);

  constructor(private readonly clock: Clock) {
    super();
  }

  start(): Promise<void> {
    return this.run(async (stop) => {
      this.lines.value = [];
      this.isDone.value = false;
      await this.#module(stop);
      await this.#radio(stop);
      this.isDone.value = true;
    });
  }

  async #module(stop: AbortSignal): Promise<void> {
    const baud = UNKNOWN_RATES[Math.floor(Math.random() * UNKNOWN_RATES.length)] ?? '38400';
    this.connection.value = simulated('hc06', { baud }, this.clock);
    const texts = words.value.tour;
    this.#title(texts.module);
    await this.opened(DEFAULT_LINE, async (link) => {
      const dialogue = new Dialogue(link, this.clock, stop);
      const module = await probe(dialogue, {
        onProgress: ({ line }) => this.#line(texts.asking(formatLine(line))),
      });
      this.#line(texts.found(module.version, formatLine(module)));
      this.#title(texts.settings);
      const wanted = readRequested({ name: 'TM-D700', pin: '4321', baud: '9600' });
      const { applied, line } = await applyPlan(
        dialogue,
        module,
        planSettings(wanted, module.dialect, module),
      );
      for (const { setting, value, answer } of applied)
        this.#line(texts.set(words.value.module.settings[setting], value, answer));
      this.#line(texts.verified(formatLine(line)));
    });
  }

  async #radio(stop: AbortSignal): Promise<void> {
    let onAir = '';
    this.connection.value = simulated('tm-d700', {}, this.clock, ({ kind, text }) => {
      if (kind === 'air') onAir = text;
    });
    const texts = words.value.tour;
    this.#title(texts.radio);
    await this.opened({ ...DEFAULT_LINE, rtscts: true }, async (link) => {
      await runInit(link, tmD700, {
        clock: this.clock,
        signal: stop,
        onStep: ({ label }) => this.#line(say(label)),
      });
      this.#title(texts.air);
      const info = encodePosition({
        latitude: 41.7148,
        longitude: -72.7272,
        symbolTable: '/',
        symbolCode: '>',
        comment: 'onair',
      });
      // A placeholder is right here and only here: this air is simulated.
      const frame = encodeUi({
        from: parseCallSign('N0CALL-9'),
        to: parseCallSign(TOCALL),
        path: [],
        info: new TextEncoder().encode(info),
      });
      await link.send(encodeKiss({ port: 0, command: KISS_COMMANDS.data, data: frame }));
      while (onAir === '') await this.clock.sleep(50, stop);
      this.#line(onAir);
    });
  }

  #title(text: string): void {
    this.lines.value = [...this.lines.value, { text, isTitle: true }];
  }

  /** A rate that is asked at several times is one line. */
  #line(text: string): void {
    if (this.lines.value.at(-1)?.text === text) return;
    this.lines.value = [...this.lines.value, { text, isTitle: false }];
  }
}
