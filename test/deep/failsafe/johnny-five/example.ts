import test, { type ExecutionContext } from 'ava';
import { A0 } from '../../../failsafe/board/board-under-test.js';
import { type Rig, withJohnnyFive } from '../../../failsafe/board/johnny-five-rig.js';
import type { PinState } from '../../../failsafe/chip/pins.js';

/** What hangs on the board in an example. */
export class ExampleRig {
  /** Voltage at each analog channel, as a share of 5 V. */
  readonly ratios: number[];
  /** Changes of pins since the example began. */
  readonly changes: { readonly pin: number; readonly state: PinState; readonly atMs: number }[] = [];

  constructor(
    readonly rig: Rig,
    ratios: number[],
  ) {
    this.ratios = ratios;
    rig.uno.onPin = (pin, state, atMs) => this.changes.push({ pin, state, atMs });
  }

  /** Lets host and board live for so long. */
  run(ms: number): Promise<void> {
    return this.rig.pump.run(ms);
  }

  pin(pin: number): PinState {
    return this.rig.uno.pin(pin);
  }

  /** Level of an output, 0 to 255, as a mean of PWM. */
  level(pin: number): number {
    return Math.round(this.rig.uno.duty(pin) * 255);
  }

  /** Levels that a pin had, in order. */
  statesOf(pin: number): PinState[] {
    return this.changes.filter((change) => change.pin === pin).map(({ state }) => state);
  }

  /** A contact or an amplifier drives a pin, or lets go of it. */
  drive(pin: number, level: boolean | undefined): void {
    this.rig.uno.driveInput(pin, level);
  }
}

export const analogPin = (channel: number): number => A0 + channel;

/** Events of a component, by their names, in order. */
export function eventsOf<Name extends string>(
  component: { on(name: Name, act: () => void): unknown },
  ...names: readonly Name[]
): Name[] {
  const seen: Name[] = [];
  for (const name of names) component.on(name, () => void seen.push(name));
  return seen;
}

/**
 * An example of Johnny-Five's own, in our words: what it does, and what the chip does of it.
 * @param name of the file in the folder `eg` of github.com/rwaldron/johnny-five
 */
export function example(
  name: string,
  act: (t: ExecutionContext, rig: ExampleRig) => Promise<void>,
  declare: (title: string, run: (t: ExecutionContext) => Promise<void>) => void = test.serial,
): void {
  declare(`${name} runs on the chip`, (t) => {
    const ratios: number[] = [];
    return withJohnnyFive(
      (rig) => act(t, new ExampleRig(rig, ratios)),
      (channel) => ratios[channel] ?? 0,
    );
  });
}
