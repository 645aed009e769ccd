import five from 'johnny-five';
import { type Clock, type Timer, TimerSet } from '../../../../host/base/index.js';
import type { Command } from '../../cycle/index.js';
import type { FirmataIo } from '../firmata/firmata.js';
import type { PinMap } from '../pins/pin-schema.js';

/** Time for which stop is held to make it an emergency stop, ms. */
const EMERGENCY_MS = 1000;
/** Start and next ignore shorter touches, a bounce or a knock on the box, ms. */
const DEBOUNCE_MS = 30;

/** What the push buttons and the contact of the pressure switch need to become commands. */
export interface ContactsSetup {
  readonly pins: PinMap;
  readonly board: five.Board;
  readonly io: FirmataIo;
  readonly clock: Clock;
  readonly act: (command: Command) => void;
  /** Called without debounce: true when the stop button goes down, false when it comes up. */
  readonly onStop: (isDown: boolean) => void;
}

/**
 * Pressure switch and buttons: contacts to ground, pulled HIGH. All are a Johnny-Five Switch: its Button starts an
 * interval while it is held, which does not end when the board goes.
 *
 * Start and next act on release, so that a stuck button or a pinched wire does nothing. Stop acts on touch, before any
 * other, and as an emergency stop when it is held.
 */
export class Contacts {
  readonly #timers: TimerSet;
  readonly #pressureSwitch: five.Switch | undefined;
  readonly #onLevel: (() => void)[] = [];
  #stopIsDown = false;
  #isArmed = false;

  constructor(private readonly setup: ContactsSetup) {
    this.#timers = new TimerSet(setup.clock);
    const { pins, board } = setup;
    const { start, stop, next } = pins.buttons;
    if (pins.pump.switch !== undefined)
      this.#pressureSwitch = new five.Switch({ pin: pins.pump.switch, type: 'NO', board });
    if (start !== undefined) this.#onRelease(start, () => setup.act({ kind: 'start' }));
    if (next !== undefined) this.#onRelease(next, () => setup.act({ kind: 'next' }));
    if (stop !== undefined) this.#watchStop(stop);
  }

  /** Contact of the pressure switch; undefined if none is wired, or it has not reported yet. */
  get switchClosed(): boolean | undefined {
    const contact = this.#pressureSwitch;
    if (!contact || (!contact.isClosed && !contact.isOpen)) return undefined;
    return contact.isClosed;
  }

  /**
   * Enables the buttons. Before this, a report may still be on its way from when the pins were not inputs or had no
   * pull-up: it reads as "pressed". A stop button that is really held counts as pressed now.
   */
  arm(): void {
    this.#isArmed = true;
    for (const take of this.#onLevel) take();
  }

  /** Ends the timers of buttons that are still held. */
  release(): void {
    this.#timers.cancelAll();
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
        hold = this.#timers.after(EMERGENCY_MS, () => {
          hold = undefined;
          act({ kind: 'emergency-stop' });
        });
      } else if (hold) {
        hold.cancel();
        hold = undefined;
        act({ kind: 'stop' });
      }
    });
  }

  /**
   * Calls back immediately on every report of a pin; a Switch's own events come 5 ms late, and without a change too.
   */
  #watch(pin: number | string, onLevel: (isDown: boolean) => void): void {
    const { board, io } = this.setup;
    const contact = new five.Switch({ pin, type: 'NO', board });
    const take = (): void => {
      if (this.#isArmed) onLevel(contact.isClosed);
    };
    this.#onLevel.push(take);
    io.on(`digital-read-${pin}`, take);
  }
}
