import type { Chamber } from './chamber.js';
import { CP, conductance, GAS_CONSTANT, isoFlow, STEP_S } from './gas.js';

/**
 * Largest share of the mass that would make two pressures equal, moved in one step. With four passages at a chamber the
 * explicit step stays stable; what it slows down is over within some 5 ms, less than a valve takes.
 */
const SHARE_OF_EQUAL = 0.2;
/** Pressures this near count as equal, Pa: a hundred-thousandth of a psi. */
const EQUAL_PA = 0.1;

/** A way from one chamber to another, both directions alike. */
export class Passage {
  /** Shut, nothing flows through it, whatever its conductance. */
  isOpen = true;
  /** m3/(s Pa). */
  #c = 0;

  constructor(
    readonly from: Chamber,
    public to: Chamber,
    lPerSBar: number,
    private readonly b: number,
  ) {
    this.lPerSBar = lPerSBar;
  }

  /** Sonic conductance, l/(s bar). */
  set lPerSBar(lPerSBar: number) {
    this.#c = conductance(lPerSBar);
  }

  /** Moves the air of one step. */
  flow(): void {
    const c = this.#c;
    if (c === 0 || !this.isOpen) return;
    const forward = this.from.pa >= this.to.pa;
    const up = forward ? this.from : this.to;
    const down = forward ? this.to : this.from;
    const difference = up.pa - down.pa;
    if (difference < EQUAL_PA) return;
    let kg = isoFlow(c, this.b, up.pa, down.pa, up.rootT) * STEP_S;
    const mostKg = (SHARE_OF_EQUAL * difference) / (GAS_CONSTANT * up.kelvin * (up.perM3 + down.perM3));
    if (kg > mostKg) kg = mostKg;
    const joule = kg * CP * up.kelvin;
    up.inKg -= kg;
    up.inJ -= joule;
    down.inKg += kg;
    down.inJ += joule;
  }
}
