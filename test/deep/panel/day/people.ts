import type { Random } from '../../../../firmware/air-up/plant/random.js';
import type { Vehicle } from '../../../../firmware/air-up/vehicle/vehicle.js';
import type { Clock } from '../../../../host/base/clock.js';
import type { AirState } from '../../../../host/panel/schema/air.js';
import type { Order } from '../../../../host/panel/schema/orders.js';
import type { Box } from './box.js';

export interface PeopleSetup {
  readonly vehicle: Vehicle;
  readonly box: Box;
  readonly clock: Clock;
  readonly random: Random;
  readonly state: () => AirState;
  /** After how many jobs they drive on, with the key out, and for how long. Left out: they never do. */
  readonly drives?: { readonly everyJobs: number; readonly minutes: number };
  /** By HTTP, as a phone does; what is refused is no error. */
  readonly order: (order: Order) => Promise<void>;
}

/** What can happen while air moves, and how likely it is in a job. */
const MISCHIEF = {
  none: 0.66,
  stop: 0.12,
  'another target': 0.08,
  'hose slips off': 0.06,
  'board hangs': 0.04,
  'cable is pulled': 0.04,
} as const;
type Mischief = keyof typeof MISCHIEF;

/** Longer than any job takes, s. */
const MOST_S = 3600;
/** Between two hands on the hose, ms. */
const MOVE_MS = 5000;
/** Until a board is found again at the latest, ms. */
const BACK_MS = 60_000;

/** Those at the vehicle, all day: they air down and up, carry the hose, stop, slip, and mend what is broken. */
export class People {
  constructor(private readonly setup: PeopleSetup) {}

  /** Goes on until the clock is no longer stepped. */
  async live(): Promise<never> {
    const { clock, drives } = this.setup;
    for (let jobs = 0; ; ) {
      await clock.sleep(this.#between(10, 60) * 1000);
      await this.#connected();
      if (this.#stage === 'fault') await this.#mend();
      else {
        await this.#job();
        jobs++;
        if (drives && jobs % drives.everyJobs === 0) await this.#drive(drives.minutes);
      }
    }
  }

  get #stage(): AirState['stage'] {
    return this.setup.state().stage;
  }

  async #job(): Promise<void> {
    const { box, order, vehicle, random } = this.setup;
    const isUp = random() < 0.6;
    await order({ order: 'direction', kind: isUp ? 'inflate' : 'deflate' });
    const chosen = vehicle.tires.filter(() => random() < 0.5);
    const [first = vehicle.tires[0]] = chosen;
    for (const tire of vehicle.tires) {
      const share = isUp ? this.#between(0.5, 0.95) : this.#between(0.2, 0.4);
      const psi = tire === first || chosen.includes(tire) ? Math.round(share * tire.maxPsi) : null;
      await order({ order: 'target', tire: tire.name, psi });
    }
    box.putHose('off');
    box.putHose(first?.name ?? '');
    await order({ order: 'start' });
    await this.#attend(this.#mischief());
  }

  /** Carries the hose until the job has ended; something may happen on the way. */
  async #attend(mischief: Mischief): Promise<void> {
    const { clock, box, state, order } = this.setup;
    const overMs = clock.now() + MOST_S * 1000;
    let mischiefAtMs = clock.now() + this.#between(5, 90) * 1000;
    while (this.#stage === 'running' && clock.now() < overMs) {
      await clock.sleep(500);
      const { hose } = state();
      if (hose !== null) {
        await clock.sleep(MOVE_MS);
        box.putHose('off');
        await clock.sleep(MOVE_MS);
        box.putHose(state().hose ?? hose);
        await clock.sleep(MOVE_MS);
        // Tires of one axle that were filled apart, or that are alike, are asked for: they are the right ones.
        if (state().hose !== null) await order({ order: 'next' });
      } else if (clock.now() > mischiefAtMs) {
        mischiefAtMs = Number.POSITIVE_INFINITY;
        await this.#make(mischief);
      }
      await this.#connected();
    }
    if (this.#stage === 'running') await order({ order: 'stop' });
  }

  async #make(mischief: Mischief): Promise<void> {
    const { box, order, state } = this.setup;
    const [tire] = state().tires.filter(({ status }) => status === 'now');
    switch (mischief) {
      case 'none':
        return;
      case 'stop':
        return order({ order: 'stop' });
      case 'another target':
        if (tire?.targetPsi)
          await order({
            order: 'target',
            tire: tire.name,
            psi: Math.round(tire.targetPsi + this.#between(-4, 4)),
          });
        return;
      case 'hose slips off':
        box.putHose('off');
        return;
      case 'board hangs':
        box.hang();
        return;
      case 'cable is pulled':
        box.pullCable();
        return;
    }
  }

  /** Looks at the fault, mends, puts the hose back, and says so. */
  async #mend(): Promise<void> {
    const { box, order, state } = this.setup;
    if (box.isBroken) {
      box.pullCable();
      await this.#connected();
    }
    box.putHose('off');
    box.putHose(state().fault?.tire ?? '');
    await order({ order: 'clear' });
  }

  async #drive(minutes: number): Promise<void> {
    const { box, clock } = this.setup;
    box.turnKey('off');
    await clock.sleep(minutes * 60_000);
    box.turnKey('on');
  }

  /** Waits for the board where it is away. */
  async #connected(): Promise<void> {
    const { clock, state } = this.setup;
    const overMs = clock.now() + BACK_MS;
    while (!state().board.connected && clock.now() < overMs) await clock.sleep(500);
  }

  #mischief(): Mischief {
    let at = this.setup.random();
    for (const [name, share] of Object.entries(MISCHIEF)) {
      at -= share;
      if (at < 0) return name as Mischief;
    }
    return 'none';
  }

  #between(low: number, high: number): number {
    return low + (high - low) * this.setup.random();
  }
}
