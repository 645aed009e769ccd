import { Actuator } from './actuator.js';
import { Chamber } from './chamber.js';
import type { Chance } from './chance.js';
import { PA_PER_PSI } from './gas.js';
import { flowThrough, type Nodes, type Piece } from './hose.js';
import { Passage } from './passage.js';
import { Sensor } from './sensor.js';
import { type OutletSetup, USUAL } from './setup.js';

/**
 * Heat that a hose's air gives to its wall, W/(K l): laminar flow in a pipe of 1/4 in, Nu = 3.66, has 15 W/(m2 K) and
 * 0.63 m2 a liter (derived); more while it flows fast. What a shut hose blows off cools it, and as it warms up again it
 * stands some tenths of a psi above a tire behind a narrow core for half a second.
 */
const HOSE_W_PER_K_PER_LITER = 12;

/**
 * Where a chuck is: on a tire, in the open air, or closed (self-sealing, or on a stem whose core it does not press).
 */
export type ChuckPlace = number | 'off' | 'closed';

/** What a whole outlet is made of; faults turn its conductances, l/(s bar). */
export class Outlet {
  readonly hasVent: boolean;
  readonly fill: Actuator;
  readonly vent: Actuator;
  readonly sensor: Sensor;
  readonly nodes: Nodes;
  /**
   * Over the seat of the shut fill valve; out of the hose's beginning or a vent valve; past the chuck. Nothing if
   * sound.
   */
  readonly seat: Passage;
  readonly leak: Passage;
  readonly hiss: Passage;
  place: ChuckPlace;
  readonly #pieces: readonly [Piece, Piece, Piece];
  readonly #fillWay: Passage;
  readonly #ventWay: Passage;
  readonly #chuck: Piece;
  readonly #chuckC: number;

  constructor(
    setup: OutletSetup,
    line: Chamber,
    private readonly tires: readonly Chamber[],
    private readonly outside: Chamber,
    chance: Chance,
  ) {
    const { fillLPerSBar, hoseLPerSBar, hoseLiters, chuckLPerSBar, chuckB, openMs, closeMs, sensor } = {
      ...USUAL,
      ...setup,
    };
    this.place = setup.at;
    this.hasVent = setup.ventLPerSBar !== undefined;
    this.#chuckC = chuckLPerSBar;
    this.fill = new Actuator(openMs, closeMs);
    this.vent = new Actuator(openMs, closeMs);
    const startPa = this.#far.pa;
    const node = (): Chamber => hoseNode(hoseLiters / 3, startPa, outside);
    const [first, middle, last] = [node(), node(), node()];
    this.nodes = [first, middle, last];
    // b = 0 is isothermal pipe flow, q = C sqrt(p1^2 - p2^2): n equal parts of C sqrt(n) make C.
    const half: Piece = { lPerSBar: hoseLPerSBar * Math.SQRT2, b: 0, isOpen: true };
    this.#chuck = { lPerSBar: chuckLPerSBar, b: chuckB, isOpen: true };
    this.#pieces = [half, half, this.#chuck];
    this.#fillWay = new Passage(line, first, fillLPerSBar, 0.3);
    this.#ventWay = new Passage(first, outside, setup.ventLPerSBar ?? 0, 0.3);
    this.seat = new Passage(line, first, 0, 0.4);
    this.leak = new Passage(first, outside, 0, 0.4);
    this.hiss = new Passage(last, outside, 0, 0.4);
    const startPsi = (startPa - outside.pa) / PA_PER_PSI;
    this.sensor = new Sensor({ ...USUAL.sensor, ...sensor }, startPsi, chance);
  }

  /** Share of the chuck's conductance: less for a core that is pressed half. */
  set pressed(share: number) {
    this.#chuck.lPerSBar = this.#chuckC * share;
  }

  get #far(): Chamber {
    return (typeof this.place === 'number' ? this.tires[this.place] : undefined) ?? this.outside;
  }

  /** Moves the air of one step. */
  flow(nowMs: number): void {
    this.#fillWay.isOpen = this.fill.at(nowMs);
    this.#ventWay.isOpen = this.vent.at(nowMs);
    this.#chuck.isOpen = this.place !== 'closed';
    this.#fillWay.flow();
    this.#ventWay.flow();
    this.seat.flow();
    this.leak.flow();
    this.hiss.flow();
    flowThrough(this.nodes, this.#far, this.#pieces);
  }

  /** Ends the step. */
  settle(): void {
    const [first, middle, last] = this.nodes;
    first.settle();
    middle.settle();
    last.settle();
    this.sensor.sample((first.pa - this.outside.pa) / PA_PER_PSI);
  }

  save(): readonly (readonly number[])[] {
    return [this.fill.save(), this.vent.save(), this.sensor.save(), ...this.nodes.map((node) => node.save())];
  }

  restore([fill = [], vent = [], sensor = [], ...nodes]: readonly (readonly number[])[]): void {
    this.fill.restore(fill);
    this.vent.restore(vent);
    this.sensor.restore(sensor);
    for (const [index, node] of this.nodes.entries()) node.restore(nodes[index] ?? []);
  }
}

function hoseNode(liters: number, pa: number, { pa: ambientPa, kelvin }: Chamber): Chamber {
  return new Chamber({
    m3: liters / 1000,
    pa,
    kelvin,
    ambientPa,
    ambientK: kelvin,
    filmWPerK: HOSE_W_PER_K_PER_LITER * liters,
    outsideWPerK: 0,
    wallJPerK: Number.POSITIVE_INFINITY,
    growthPerPa: 0,
  });
}
