import { readFileSync } from 'node:fs';
import { pinNumber } from '../../../firmware/air-up/board/boards.js';
import { loadPins } from '../../../firmware/air-up/board/pin-map.js';
import { type RunSetup, runAirUp } from '../../../firmware/air-up/board.js';
import type { CycleEvent } from '../../../firmware/air-up/cycle/events.js';
import { type Job, ratiometric } from '../../../firmware/air-up/cycle/job.js';
import { DEFAULT_LIMITS } from '../../../firmware/air-up/cycle/limits.js';
import type { CycleState } from '../../../firmware/air-up/cycle/state.js';
import { createPlant, type Plant } from '../../../firmware/air-up/plant/plant.js';
import { DEFAULTS } from '../../../firmware/air-up/plant/setup.js';
import { parseTireSize, tireCavity } from '../../../firmware/air-up/plant/tire-size.js';
import { systemClock } from '../../../host/clock.js';
import { HEX } from '../../failsafe/board-under-test.js';
import { EmulatedBoard } from '../../failsafe/emulated-board.js';
import { EmulatedLink } from '../../failsafe/emulated-link.js';
import { inLockStep, Pump } from '../../failsafe/pump.js';

export const PINS = loadPins();
const { model } = PINS;

/** A tire that a pump with a tank fills in seconds, so that the emulation takes few. */
const CAVITY = tireCavity(parseTireSize('ST205/75R15') ?? { outerIn: 27, widthIn: 8, rimIn: 15 });
const PLANT_STEP_MS = 5;
const CONVERTER_STEPS = 1024;
const REFERENCE_VOLTS = 5;

/** What a test starts with. */
export interface LoopSetup {
  readonly startPsi: number;
  readonly targetPsi: number;
}

/**
 * The whole way, with nothing left out but the copper: cycle, Johnny-Five, firmata-io, a Link, the compiled sketch on an
 * emulated ATmega328P, and the plant on its pins.
 */
export class Loop {
  readonly uno: EmulatedBoard;
  readonly link: EmulatedLink;
  readonly plant: Plant;
  readonly events: CycleEvent[] = [];
  readonly abort = new AbortController();
  readonly #pump: Pump;
  readonly #job: Job;
  #readings: ReturnType<Plant['step']>;
  #plantMs: number;

  constructor({ startPsi, targetPsi }: LoopSetup, hostTime: (ms: number) => void) {
    this.plant = createPlant({
      tires: [{ name: 'TL', cavity: CAVITY, startPsi }],
      outlets: [{ at: 0 }],
      tankL: 7.57,
      lineStartPsi: 100,
    });
    this.#readings = this.plant.step(0.001, { pumpPower: false, outlets: [] });
    this.uno = new EmulatedBoard(readFileSync(HEX, 'utf8'), {
      analogRatio: (channel) => this.#ratio(channel),
    });
    this.uno.driveInput(pinNumber(PINS.pump.switch ?? 7, model), false);
    this.#plantMs = this.uno.nowMs;
    this.link = new EmulatedLink(this.uno);
    this.#pump = new Pump(this.uno, this.link, hostTime);
    this.#job = {
      kind: 'inflate',
      tires: [{ name: 'TL', targetPsi, maxPsi: 65, volumeL: CAVITY.volumeL }],
      outlets: [{ hasVent: true, sensor: ratiometric(DEFAULTS.outlet.sensor.fullScalePsi), tires: [0] }],
      pump: { control: { kind: 'mechanical', relay: true }, duty: { kind: 'continuous' } },
      aim: 'settled',
      aroundPsi: 14.7,
      limits: DEFAULT_LIMITS,
    };
  }

  get tirePsi(): number {
    return this.plant.truth().tires[0]?.psi ?? Number.NaN;
  }

  /** Level of the fill valve's pin, as the chip drives it. */
  get fill(): string {
    return this.uno.pin(pinNumber(PINS.outlets[0]?.fill ?? 4, model));
  }

  get relay(): string {
    return this.uno.pin(pinNumber(PINS.pump.relay ?? 6, model));
  }

  /** Host, board and plant live, until `isSo`. */
  until(what: string, isSo: () => boolean, limitMs = 60_000): Promise<void> {
    return this.#pump.until(
      what,
      () => {
        this.#follow();
        return isSo();
      },
      limitMs,
    );
  }

  /** Board and plant live, and the host does not: as if its process were gone, or hung. */
  withoutHost(ms: number): void {
    for (let passed = 0; passed < ms; passed += PLANT_STEP_MS) {
      this.uno.run(PLANT_STEP_MS);
      this.#follow();
    }
  }

  /** Runs the job; it goes on while one of the methods above lets time pass. */
  start(more: Partial<RunSetup> = {}): Promise<CycleState> {
    const setup: RunSetup = {
      link: this.link,
      pins: PINS,
      job: this.#job,
      clock: systemClock,
      signal: this.abort.signal,
      onStep: (_state, events) => this.events.push(...events),
      ...more,
    };
    const run = runAirUp(setup);
    run.catch(() => {}); // the test awaits it, or has killed its host
    return run;
  }

  /** The plant catches up with the board, under what its pins do. */
  #follow(): void {
    while (this.uno.nowMs - this.#plantMs >= PLANT_STEP_MS) {
      this.#plantMs += PLANT_STEP_MS;
      this.#readings = this.plant.step(PLANT_STEP_MS / 1000, {
        pumpPower: this.relay === 'high',
        outlets: [
          {
            fill: this.fill === 'high',
            vent: this.uno.pin(pinNumber(PINS.outlets[0]?.vent ?? 5, model)) === 'high',
          },
        ],
      });
      this.uno.driveInput(
        pinNumber(PINS.pump.switch ?? 7, model),
        this.#readings.switchClosed === false ? undefined : false,
      );
    }
  }

  #ratio(channel: number): number {
    const sensor = pinNumber(PINS.outlets[0]?.sensor ?? 'A0', model) - model.firstAnalog;
    if (channel === sensor) return ((this.#readings.outletCounts[0] ?? 0) + 0.5) / CONVERTER_STEPS;
    const { battery } = PINS;
    if (!battery || channel !== pinNumber(battery.pin, model) - model.firstAnalog) return 0;
    const share = battery.lowerKohm / (battery.upperKohm + battery.lowerKohm);
    return (this.#readings.batteryVolts * share) / REFERENCE_VOLTS;
  }
}

/** Plays in lock step: one clock for host, board and plant. */
export function inTheLoop(setup: LoopSetup, act: (loop: Loop) => Promise<void>): Promise<void> {
  return inLockStep(async (hostTime) => {
    const loop = new Loop(setup, hostTime);
    try {
      await act(loop);
    } finally {
      loop.abort.abort();
      await loop.link.close();
    }
  });
}
