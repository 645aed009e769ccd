import type { Plant } from './plant.js';

/** What the board is told: by outlet, and the relay. */
export interface Orders {
  readonly relay: boolean;
  readonly outlets: readonly { readonly fill: boolean; readonly vent: boolean }[];
}

/** What the board reports. */
export interface Report {
  readonly counts: readonly number[];
  /** Of the sensor at the line, where there is one. */
  readonly lineCounts: number | undefined;
  readonly volts: number;
  /** The board has made itself safe. */
  readonly tripped: boolean;
}

/** Without an order for so long the board shuts everything, ms: the lease of the sketch. */
const LEASE_MS = 500;

/** The board: does what it is told, and shuts everything when nobody speaks to it any more. */
export class Board {
  #heardMs = 0;
  #isOpen = false;
  #tripped = false;
  /** A fault: its outputs stay low until then, ms, as after a reset. */
  deafUntilMs = 0;
  /** A fault: it obeys, and reports nothing any more. */
  isMute = false;

  constructor(private readonly plant: Plant) {}

  obey({ relay, outlets }: Orders): void {
    const { plant } = this;
    if (plant.nowMs < this.deafUntilMs) return;
    this.#heardMs = plant.nowMs;
    this.#isOpen = relay || outlets.some(({ fill, vent }) => fill || vent);
    if (this.#tripped && this.#isOpen) return;
    plant.relay.command(relay, plant.nowMs);
    for (const [index, outlet] of plant.outlets.entries()) {
      outlet.fill.command(outlets[index]?.fill ?? false, plant.nowMs);
      outlet.vent.command(outlets[index]?.vent ?? false, plant.nowMs);
    }
  }

  /** To be called with every report: looks at its own clock, and converts. */
  report(): Report {
    const { plant } = this;
    const isLate = plant.nowMs - this.#heardMs > LEASE_MS || plant.nowMs < this.deafUntilMs;
    if (isLate && this.#isOpen) {
      this.#shut();
      this.#tripped = true;
    }
    return {
      counts: plant.outlets.map(({ sensor }) => sensor.convert()),
      lineCounts: plant.lineSensor?.convert(),
      volts: plant.pump.volts,
      tripped: this.#tripped,
    };
  }

  #shut(): void {
    const { plant } = this;
    plant.relay.command(false, plant.nowMs);
    for (const { fill, vent } of plant.outlets) {
      fill.command(false, plant.nowMs);
      vent.command(false, plant.nowMs);
    }
  }
}
