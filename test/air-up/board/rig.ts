import type { BoxSetup } from '../../../firmware/air-up/board/box.js';
import {
  FIRMATA,
  FIRMATA_BAUD,
  FirmataReader,
  kindOf,
  TO_BOARD,
} from '../../../firmware/air-up/board/firmata/firmata-messages.js';
import {
  type BoxControls,
  type Preset,
  type RunSetup,
  runAirUp,
  runBox,
} from '../../../firmware/air-up/board/index.js';
import { pinNumber } from '../../../firmware/air-up/board/pins/boards.js';
import { usedPins } from '../../../firmware/air-up/board/pins/pin-rules.js';
import type { PinMap } from '../../../firmware/air-up/board/pins/pin-schema.js';
import type { CycleEvent } from '../../../firmware/air-up/cycle/events.js';
import type { Command } from '../../../firmware/air-up/cycle/input.js';
import { type Job, ratiometric } from '../../../firmware/air-up/cycle/job/job.js';
import { DEFAULT_LIMITS } from '../../../firmware/air-up/cycle/job/limits.js';
import type { CycleState } from '../../../firmware/air-up/cycle/state.js';
import { loadPins } from '../../../firmware/air-up/node/pin-files.js';
import { airUpKind } from '../../../firmware/air-up/node/sim-board/kind.js';
import { SimAirUp } from '../../../firmware/air-up/sim-board/air-up.js';
import { type Clock, systemClock } from '../../../host/base/clock.js';
import { DEFAULT_LINE, type LineSettings } from '../../../host/link/line.js';
import type { DeviceEvent } from '../../../host/link/sim/device.js';
import { SimLink } from '../../../host/link/sim/sim-link.js';
import { inVirtualTime } from '../../virtual-time.js';

export const PINS = loadPins();

/** A job for the hose of {@link PINS}: 35x12.5R17 unless told otherwise. */
export function jobOf(targets: Readonly<Record<string, number>>, more: Partial<Job> = {}): Job {
  const tires = Object.entries(targets).map(([name, targetPsi]) => ({
    name,
    targetPsi,
    maxPsi: 65,
    volumeL: 96,
  }));
  return {
    kind: 'inflate',
    tires,
    outlets: [{ hasVent: true, sensor: ratiometric(150), tires: tires.map((_, index) => index) }],
    pump: { control: { kind: 'mechanical', relay: true }, duty: { kind: 'continuous' } },
    aim: 'settled',
    ambientPsi: 14.7,
    limits: DEFAULT_LIMITS,
    ...more,
  };
}

/** One level that the host asked of an output. */
export interface Written {
  readonly atMs: number;
  readonly title: string;
  readonly high: boolean;
}

/** A cable that can be pulled. */
class Cable extends SimLink {
  /** No byte leaves any more, and nobody says so: a radio link out of reach. */
  isStuck = false;
  /** What waits on its way to the board, and from it, while the radio stalls. */
  #out: Buffer[] | undefined;
  #in: Buffer[] | undefined;

  /** From now on nothing arrives at one end, or at both, and nothing is lost. */
  stall(to: 'board' | 'host' | 'both'): void {
    if (to !== 'host') this.#out ??= [];
    if (to !== 'board') this.#in ??= [];
  }

  /** Everything that has waited arrives, in order. */
  goOn(): void {
    const [out = [], back = []] = [this.#out, this.#in];
    this.#out = undefined;
    this.#in = undefined;
    for (const bytes of back) this.received(bytes);
    for (const bytes of out) void super.transmit(bytes);
  }

  pull(): void {
    this.lost('unplugged');
  }

  /** Bytes that the board never sent. */
  inject(...bytes: number[]): void {
    this.received(Buffer.from(bytes));
  }

  protected override transmit(bytes: Buffer): Promise<void> {
    if (this.#out) {
      this.#out.push(Buffer.from(bytes));
      return Promise.resolve();
    }
    return this.isStuck ? new Promise(() => {}) : super.transmit(bytes);
  }

  protected override received(bytes: Buffer): boolean {
    if (!this.#in) return super.received(bytes);
    this.#in.push(Buffer.from(bytes));
    return true;
  }
}

/** Plays with a simulated board in virtual time; its link is closed in the end. */
export async function withBoard<T>(
  query: string,
  act: (rig: Rig) => Promise<T>,
  ...more: RigExtras
): Promise<T> {
  const { value } = await inVirtualTime(async () => {
    const rig = new Rig(query, ...more);
    try {
      return await act(rig);
    } finally {
      await rig.link.close();
    }
  });
  return value;
}

type RigExtras = [pins?: PinMap, line?: Partial<LineSettings>];

/** A simulated board on its link, and what went over the wire. */
export class Rig {
  readonly clock: Clock = systemClock;
  readonly abort = new AbortController();
  readonly link: Cable;
  readonly device: SimAirUp;
  readonly reports: DeviceEvent[] = [];
  readonly events: CycleEvent[] = [];
  /** Every level of every output that the host wrote, in order. */
  readonly written: Written[] = [];
  act: (command: Command) => void = () => {};

  constructor(
    query: string,
    readonly pins: PinMap = PINS,
    line: Partial<LineSettings> = {},
  ) {
    this.link = new Cable({
      portName: `sim:air-up?${query}`,
      device: 'air-up',
      query: new URLSearchParams(query),
      line: { ...DEFAULT_LINE, baudRate: FIRMATA_BAUD, ...line },
      devices: new Map([[airUpKind.name, airUpKind]]),
      clock: systemClock,
      onEvent: (event) => this.reports.push(event),
    });
    const { device } = this.link;
    if (!(device instanceof SimAirUp)) throw new Error('not the device that was asked for');
    this.device = device;
    const reader = new FirmataReader(TO_BOARD, (message) => this.#note(message));
    this.link.tap = (direction, bytes) => {
      if (direction === 'out') reader.take(bytes);
    };
  }

  /** Runs a job on it. */
  run(job: Job, more: Partial<RunSetup> = {}): Promise<CycleState> {
    return runAirUp({
      link: this.link,
      pins: this.pins,
      job,
      clock: this.clock,
      signal: this.abort.signal,
      onReady: (act) => {
        this.act = act;
      },
      ...more,
      onStep: (state, events, reading) => {
        this.events.push(...events);
        more.onStep?.(state, events, reading);
      },
    });
  }

  /** Serves its buttons until the signal; `state` is the newest. */
  box(jobs: readonly Preset[], more: Partial<BoxSetup> = {}): Promise<void> {
    return runBox({
      link: this.link,
      pins: this.pins,
      jobs,
      clock: this.clock,
      signal: this.abort.signal,
      onStep: (state, events) => {
        this.state = state;
        this.events.push(...events);
      },
      onReady: (controls) => {
        this.controls = controls;
      },
      ...more,
    });
  }

  state: CycleState | undefined;
  controls: BoxControls | undefined;

  /** Waits for a stage of the newest state. */
  async until(kind: CycleState['stage']['kind'], atMostMs = 120_000): Promise<CycleState> {
    const end = this.clock.now() + atMostMs;
    while (this.state?.stage.kind !== kind) {
      if (this.clock.now() > end) throw new Error(`never ${kind}: ${this.state?.stage.kind}`);
      await this.clock.sleep(10);
    }
    return this.state;
  }

  /** Titles of the valves and of the relay that have current right now. */
  get on(): readonly string[] {
    return usedPins(this.pins)
      .filter(({ use, pin }) => use === 'drive' && this.device.isHigh(pin))
      .map(({ title }) => title);
  }

  /** What is wrong with what was written: HIGH before the first LOW, or HIGH at the end. */
  get misdeeds(): readonly string[] {
    const found: string[] = [];
    for (const { pin, use, title } of usedPins(this.pins)) {
      if (use !== 'drive') continue;
      const levels = this.written.filter((written) => written.title === title);
      if (levels[0]?.high !== false) found.push(`${title} (${pin}): not LOW first`);
      if (levels.at(-1)?.high !== false) found.push(`${title} (${pin}): not LOW in the end`);
    }
    return found;
  }

  /** How often an output was told HIGH. */
  highs(title: string): number {
    return this.written.filter((written) => written.title === title && written.high).length;
  }

  #note(message: Buffer): void {
    const [status = 0, low = 0, high = 0] = message;
    if (kindOf(status) !== FIRMATA.digitalPort) return;
    for (const { pin, use, title } of usedPins(this.pins)) {
      const number = pinNumber(pin, this.pins.model);
      if ((use !== 'drive' && use !== 'signal') || number >> 3 !== (status & 0x0f)) continue;
      const level = (((low | (high << 7)) >> (number & 7)) & 1) === 1;
      this.written.push({ atMs: this.clock.now(), title, high: level });
    }
  }
}
