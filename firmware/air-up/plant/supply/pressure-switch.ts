/** A pressure switch: closed while the pressure is low. */
export interface SwitchSetup {
  /** Closes at or below this. */
  readonly cutInPsi: number;
  /** Opens at or above this. */
  readonly cutOutPsi: number;
}

/** A switch with hysteresis: by default off at 110 psi, on again at 90 (SOURCES.md#tank-and-line). */
export class PressureSwitch {
  #closed = true;
  /** A fault: the contact stays this way, whatever the pressure. */
  held: 'closed' | 'open' | undefined;

  constructor(private readonly setup: SwitchSetup) {
    if (!(setup.cutInPsi < setup.cutOutPsi)) {
      throw new RangeError(`no hysteresis: in at ${setup.cutInPsi} psi, out at ${setup.cutOutPsi}`);
    }
  }

  /** Whether current can pass. */
  get isClosed(): boolean {
    return this.held === undefined ? this.#closed : this.held === 'closed';
  }

  /** The pressure at which it will switch next. */
  get nextPsi(): number {
    return this.#closed ? this.setup.cutOutPsi : this.setup.cutInPsi;
  }

  /** Whether it switches at this pressure. */
  switchesAt(psi: number): boolean {
    return this.#closed ? psi >= this.setup.cutOutPsi : psi <= this.setup.cutInPsi;
  }

  /** Applies a pressure, at which it may switch. */
  applyPressure(psi: number): void {
    if (this.switchesAt(psi)) this.#closed = !this.#closed;
  }
}
