import five from 'johnny-five';
import type { Clock, Timer } from '../../../../host/base/index.js';
import type { Command } from '../../cycle/index.js';
import type { FirmataIo } from '../firmata/firmata.js';
import type { PinMap } from '../pins/pin-schema.js';

/** A stop button that is held so long is an emergency stop, ms. */
const EMERGENCY_MS = 1000;
/** Shorter touches of start and next are bounces, or a knock on the box, ms. */
const DEBOUNCE_MS = 30;

export interface ContactsSetup {
  readonly pins: PinMap;
  readonly board: five.Board;
  readonly io: FirmataIo;
  readonly clock: Clock;
  readonly act: (command: Command) => void;
  /** The stop button went down, without any debounce: true; or up again: false. */
  readonly onStop: (isDown: boolean) => void;
}

/**
 * Pressure switch and buttons: contacts to ground, held HIGH by pull-ups. A Switch for all of them: a Johnny-Five Button
 * that is held starts an interval that nothing ends when the board goes.
 *
 * Start and next act when they are let go, so that one that sticks, or a wire that is pinched, does nothing. Stop acts
 * when it is touched, before any other, and as an emergency stop when it is held.
 */
export class Contacts {
  readonly #timers = new Set<Timer>();
  readonly #pressureSwitch: five.Switch | undefined;
  readonly #onLevel: (() => void)[] = [];
  #stopIsDown = false;
  #isArmed = false;

  constructor(private readonly setup: ContactsSetup) {
    const { pins, board } = setup;
    const { start, stop, next } = pins.buttons;
    if (pins.pump.switch !== undefined)
      this.#pressureSwitch = new five.Switch({ pin: pins.pump.switch, type: 'NO', board });
    if (start !== undefined) this.#onRelease(start, () => setup.act({ kind: 'start' }));
    if (next !== undefined) this.#onRelease(next, () => setup.act({ kind: 'next' }));
    if (stop !== undefined) this.#watchStop(stop);
  }

  /** Contact of the pressure switch; undefined where none is wired, or nothing was heard of it yet. */
  get switchClosed(): boolean | undefined {
    const contact = this.#pressureSwitch;
    if (!contact || (!contact.isClosed && !contact.isOpen)) return undefined;
    return contact.isClosed;
  }

  /**
   * Buttons count from now on. Before, a report may still be on its way from when the pins were no inputs, or had no
   * pull-up: it reads as "pressed". A stop button that is really held counts as pressed now.
   */
  arm(): void {
    this.#isArmed = true;
    for (const take of this.#onLevel) take();
  }

  /** Ends the timers of buttons that are still held. */
  release(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }

  #onRelease(pin: number | string, act: () => void): void {
    const { clock } = this.setup;
    let downAtMs: number | undefined;
    this.#watch(pin, (isDown) => {
      if (isDown) downAtMs ??= clock.now();
      else {
        const heldMs = downAtMs === undefined ? 0 : clock.now() - downAtMs;
        downAtMs = undefined;
        if (heldMs >= DEBOUNCE_MS && !this.#stopIsDown) act();
      }
    });
  }

  #watchStop(pin: number | string): void {
    const { act, onStop } = this.setup;
    let hold: Timer | undefined;
    this.#watch(pin, (isDown) => {
      if (isDown === this.#stopIsDown) return;
      this.#stopIsDown = isDown;
      onStop(isDown);
      if (isDown) {
        hold = this.#after(EMERGENCY_MS, () => {
          hold = undefined;
          act({ kind: 'emergency-stop' });
        });
      } else if (hold) {
        hold.cancel();
        this.#timers.delete(hold);
        hold = undefined;
        act({ kind: 'stop' });
      }
    });
  }

  /** Hears every report of a pin at once; the Switch's own events come 5 ms late, and also when nothing has changed. */
  #watch(pin: number | string, onLevel: (isDown: boolean) => void): void {
    const { board, io } = this.setup;
    const contact = new five.Switch({ pin, type: 'NO', board });
    const take = (): void => {
      if (this.#isArmed) onLevel(contact.isClosed);
    };
    this.#onLevel.push(take);
    io.on(`digital-read-${pin}`, take);
  }

  #after(delayMs: number, act: () => void): Timer {
    const timer = this.setup.clock.after(delayMs, () => {
      this.#timers.delete(timer);
      act();
    });
    this.#timers.add(timer);
    return timer;
  }
}
