import { type Timer, TimerSet } from '../../../host/base/index.js';
import { DEFAULT_LINE } from '../../../host/link/index.js';
import type { DeviceWorld, SimDevice } from '../../../host/link/sim/index.js';
import { FIRMATA_BAUD } from '../board/firmata/index.js';
import { type PinName, pinNumber } from '../board/pins/index.js';
import type { PlantTruth } from '../plant/index.js';
import type { ButtonName, Press } from './buttons.js';
import { EventLog } from './event-log.js';
import { HoseOperator } from './person.js';
import { RunningPlant } from './running-plant.js';
import type { ScheduledFault } from './scheduled-faults.js';
import type { AirUpSetup } from './setup.js';
import { FirmataSketch, type SketchStart, type SketchWorld } from './sketch/firmata-sketch.js';
import { LOOK_MS } from './sketch/lease.js';
import { commandsOf, contactOf, countsOf } from './wiring.js';

/** Time for which a button is pressed, ms. */
const PRESS_MS = 150;
/** Time from power-on to the first message, ms: bootloader and start of the sketch (SOURCES.md#standardfirmata). */
const BOOT_MS = 2130;
/** The fail-safe sketch's watchdog, nominal, ms. */
const WATCHDOG_MS = 128;
/** Interval at which the event log observes the plant, ms. */
const LOG_MS = 100;

/** What a simulated board is made of: its plant, what breaks when, and the person beside it. */
export interface AirUpOptions {
  readonly setup: AirUpSetup;
  readonly scheduled: readonly ScheduledFault[];
  readonly presses: readonly Press[];
  /** Time that a person takes to move a hose, s; 0: no person is there. */
  readonly moveS: number;
}

/**
 * An Arduino with the plant on its pins.
 *
 *     host ◀─ Firmata ─▶ sketch ─ outputs ─▶ coils, relay ─▶ plant ─▶ sensors ─ counts ─▶ sketch
 *                          └─ buzzer ─▶ person ─ hose ─▶ plant      buttons ─ contacts ─▶ sketch
 */
export class SimAirUp implements SimDevice {
  readonly line = { ...DEFAULT_LINE, baudRate: FIRMATA_BAUD };
  readonly #plant: RunningPlant;
  readonly #setup: AirUpSetup;
  readonly #sketch: FirmataSketch;
  readonly #log: EventLog;
  readonly #person: HoseOperator;
  readonly #pressed = new Set<ButtonName>();
  /** Faults still to come, in order of time. */
  #scheduled: readonly ScheduledFault[];
  readonly #timers: TimerSet;
  readonly #startedAtMs: number;
  #reportedAtMs = 0;
  /** The tire that the hose was last on. */
  #place = 0;
  #leaseTimer: Timer | undefined;
  /** Hung, or without power. */
  #isDead = false;
  #isStopped = false;

  constructor(
    options: AirUpOptions,
    private readonly world: DeviceWorld,
  ) {
    const { setup, scheduled, presses, moveS } = options;
    this.#setup = setup;
    const { pins } = setup;
    this.#timers = new TimerSet(world.clock);
    this.#startedAtMs = world.clock.now();
    this.#plant = new RunningPlant(setup.plant, world.clock);
    this.#scheduled = scheduled;
    this.#log = new EventLog(
      pins.outlets.map(({ name }) => name),
      (event) => world.report(event),
    );
    this.#person = new HoseOperator(world.clock, moveS * 1000, (to) => this.#moveHose(to));
    const sketchWorld: SketchWorld = {
      now: () => world.clock.now(),
      counts: (channel) => countsOf(pins, this.#plant.readings, channel),
      contact: (pin) => contactOf(pins, this.#plant.readings, this.#pressed, pin),
      onOutputs: () => this.#followOutputs(),
      send: (message) => {
        if (!this.#isDead) world.send(message);
      },
    };
    this.#sketch = new FirmataSketch(pins.model, sketchWorld, setup.firmware);
    this.#followOutputs();
    for (const { name, atMs } of presses) this.#after(atMs, () => this.press(name));
    this.#tick(this.#startedAtMs);
  }

  receive(bytes: Buffer): void {
    if (this.#isDead) return;
    this.#sketch.receive(bytes);
    this.#awaitLeases();
  }

  powerCycle(): void {
    this.#begin('powerOn');
  }

  /** Resets the board: its pins float, and after the boot it identifies itself. */
  restart(): void {
    this.#begin('reset');
  }

  #begin(why: SketchStart): void {
    this.#isDead = true;
    this.#sketch.restart(why);
    this.#after(BOOT_MS, () => {
      this.#isDead = false;
      this.#sketch.restart(why);
      this.#awaitLeases();
    });
  }

  /** The board stops reporting and answering; its outputs keep their levels unless a watchdog resets it. */
  hang(): void {
    if (this.#setup.firmware === 'failsafe') this.#after(WATCHDOG_MS, () => this.#begin('watchdog'));
    this.#isDead = true;
  }

  /** Enforces the leases when the next one ends. */
  #awaitLeases(): void {
    this.#leaseTimer?.cancel();
    const { leaseEndMs } = this.#sketch;
    if (!Number.isFinite(leaseEndMs) || this.#isStopped) return;
    this.#leaseTimer = this.world.clock.after(
      Math.max(0, leaseEndMs - this.world.clock.now()) + LOOK_MS,
      () => {
        if (this.#isDead || this.#isStopped) return;
        this.#plant.catchUp();
        this.#sketch.enforce();
        this.#awaitLeases();
      },
    );
  }

  stop(): void {
    this.#isStopped = true;
    this.#leaseTimer?.cancel();
    this.#timers.cancelAll();
    this.#person.leave();
  }

  /** The simulated truth of the plant, now. */
  truth(): PlantTruth {
    return this.#plant.truth();
  }

  /** Presses a button for a time. */
  press(name: ButtonName, forMs = PRESS_MS): void {
    this.#hold(name, true);
    this.#after(forMs, () => this.#hold(name, false));
  }

  /** Moves the hose of an outlet to a tire (by position), or takes it off. */
  moveHose(outlet: number, to: number | 'off'): void {
    this.#plant.attach(outlet, to);
    this.#log.hose(outlet, to === 'off' ? undefined : this.#setup.plant.tires[to]?.name);
  }

  /** Whether a pin of the board is an output and HIGH. */
  isHigh(pin: PinName): boolean {
    return this.#sketch.isHigh(pinNumber(pin, this.#setup.pins.model));
  }

  #hold(name: ButtonName, isDown: boolean): void {
    if (isDown) this.#pressed.add(name);
    else this.#pressed.delete(name);
    if (!this.#isDead) this.#sketch.report();
  }

  /** The person moves the hose in the order of the tires. */
  #moveHose(to: 'off' | 'next'): void {
    if (to === 'next') this.#place = (this.#place + 1) % this.#setup.plant.tires.length;
    this.moveHose(0, to === 'off' ? 'off' : this.#place);
  }

  #tick(nowMs: number): void {
    this.#plant.catchUp();
    this.#breakDown(nowMs);
    if (nowMs - this.#reportedAtMs >= LOG_MS) {
      this.#reportedAtMs = nowMs;
      this.#log.look(this.#plant.truth());
    }
    if (!this.#isDead) {
      this.#sketch.enforce();
      this.#awaitLeases();
      this.#sketch.report();
    }
    const next = nowMs + this.#sketch.samplingMs;
    this.#after(next - this.world.clock.now(), () =>
      this.#tick(Math.max(next, this.world.clock.now() - LOG_MS)),
    );
  }

  #followOutputs(): void {
    const commands = commandsOf(this.#setup.pins, (pin) => this.isHigh(pin));
    this.#plant.command(commands);
    this.#log.coils(commands.outlets);
    const { buzzer } = this.#setup.pins.signals;
    if (buzzer !== undefined) this.#person.buzzer(this.isHigh(buzzer));
  }

  /** Applies the faults that are due by now. */
  #breakDown(nowMs: number): void {
    const due = this.#scheduled.filter(({ atMs }) => atMs <= nowMs - this.#startedAtMs);
    this.#scheduled = this.#scheduled.slice(due.length);
    for (const { text, what } of due) {
      this.world.report({ kind: 'fault', text });
      if (what === 'board-hangs') this.hang();
      else this.#plant.damage(what);
    }
  }

  #after(delayMs: number, act: () => void): void {
    if (!this.#isStopped) this.#timers.after(Math.max(0, delayMs), act);
  }
}
