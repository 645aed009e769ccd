import test from 'ava';
import { Chamber, openAir } from './chamber.js';
import { CP, CV, conductance, GAMMA, GAS_CONSTANT, isoFlow, REFERENCE_KG_PER_M3, STEP_S } from './gas.js';
import { flowThrough, type Piece } from './hose.js';
import { Passage } from './passage.js';

const AMBIENT_PA = 101_325;
const KELVIN = 293.15;

/** A room with walls that pass no heat, unless it is given a film. */
function room(liters: number, pa: number, filmWPerK = 0, kelvin = KELVIN): Chamber {
  return new Chamber({
    m3: liters / 1000,
    pa,
    kelvin,
    ambientPa: AMBIENT_PA,
    ambientK: KELVIN,
    filmWPerK,
    outsideWPerK: 0,
    wallJPerK: Number.POSITIVE_INFINITY,
    growthPerPa: 0,
  });
}

/** A film that keeps the air of a room at the temperature of its wall: 30 % of the difference goes in each step. */
function coldFilm(liters: number, pa: number): number {
  return (0.3 * pa * liters * CV) / 1000 / (GAS_CONSTANT * KELVIN) / STEP_S;
}

function play(seconds: number, passages: readonly Passage[], chambers: readonly Chamber[]): void {
  for (let step = 0; step < Math.round(seconds / STEP_S); step++) {
    for (const passage of passages) passage.flow();
    for (const chamber of chambers) chamber.settle();
  }
}

const near = (value: number, wanted: number, share: number): boolean =>
  Math.abs(value - wanted) <= share * Math.abs(wanted);

test('flow: ISO 6358 at SMC’s example, C 2, b 0.3, 0.4 to 0.3 MPa: 420 l/min', (t) => {
  const kgPerS = isoFlow(conductance(2), 0.3, 501_325, 401_325, 1);
  t.true(near((kgPerS / REFERENCE_KG_PER_M3) * 60_000, 420, 0.01));
});

test('flow: choked it does not depend on what is behind; without a difference there is none', (t) => {
  const at = (toPa: number): number => isoFlow(1e-8, 0.4, 5e5, toPa, 1);
  t.is(at(0), at(2e5));
  t.is(at(1e5), 1e-8 * REFERENCE_KG_PER_M3 * 5e5);
  t.true(at(2.5e5) < at(2e5));
  t.is(at(5e5), 0);
});

test('a rigid tank at one temperature fills in a straight line from a source that stays choked', (t) => {
  const source = openAir(10e5, KELVIN);
  const tank = room(20, AMBIENT_PA, coldFilm(20, AMBIENT_PA));
  const way = new Passage(source, tank, 0.5, 0.3);
  play(4, [way], [tank]);
  // dp/dt = C rho0 p R T / V
  const wanted =
    AMBIENT_PA + (conductance(0.5) * REFERENCE_KG_PER_M3 * 10e5 * GAS_CONSTANT * KELVIN * 4) / 0.02;
  t.true(wanted < 0.3 * 10e5, 'choked all the time');
  t.true(near(tank.pa, wanted, 0.003), `${tank.pa} Pa, wanted ${wanted}`);
});

test('below the critical ratio it fills by the arc sine of the ellipse', (t) => {
  const source = openAir(3e5, KELVIN);
  const tank = room(20, 2e5, coldFilm(20, 2e5));
  const b = 0.3;
  play(2, [new Passage(source, tank, 0.5, b)], [tank]);
  // With x = (p / p1 - b) / (1 - b): dx/dt = k sqrt(1 - x^2), so x(t) = sin(asin x0 + k t).
  const k = (conductance(0.5) * REFERENCE_KG_PER_M3 * GAS_CONSTANT * KELVIN) / 0.02 / (1 - b);
  const x = Math.sin(Math.asin((2 / 3 - b) / (1 - b)) + 2 * k);
  t.true(near(tank.pa, 3e5 * (b + (1 - b) * x), 0.003), `${tank.pa}`);
});

test('an empty tank without heat to its wall comes to gamma times the temperature of the source', (t) => {
  const source = openAir(5e5, KELVIN);
  const tank = room(10, 100);
  play(20, [new Passage(source, tank, 1, 0.4)], [tank]);
  t.true(near(tank.pa, 5e5, 0.001));
  t.true(near(tank.kelvin, GAMMA * KELVIN, 0.002), `${tank.kelvin} K`);
});

test('without heat to the wall a fill from p1 to p2 ends at T = T1 p2 / p1 / (1 + (p2 / p1 - 1) / gamma)', (t) => {
  const tank = room(96, AMBIENT_PA + 12 * 6894.757);
  const from = tank.pa;
  const way = new Passage(openAir(8e5, KELVIN), tank, 0.5, 0.4);
  for (let step = 0; tank.pa < AMBIENT_PA + 38 * 6894.757 && step < 1e6; step++) play(STEP_S, [way], [tank]);
  const ratio = tank.pa / from;
  t.true(near(tank.kelvin / KELVIN, ratio / (1 + (ratio - 1) / GAMMA), 0.001));
  t.true(near(tank.kelvin / KELVIN, 1.164, 0.01), 'firmware/air-up/SOURCES.md#heat-in-the-tire');
});

test('two rooms with heat-proof walls keep mass and energy, and come to one pressure', (t) => {
  const high = room(5, 9e5);
  const low = room(40, 1.5e5, 0, 330);
  const mass = high.massKg + low.massKg;
  const energy = high.energyJ + low.energyJ;
  play(60, [new Passage(high, low, 1, 0.3)], [high, low]);
  t.true(near(high.massKg + low.massKg, mass, 1e-12));
  t.true(near(high.energyJ + low.energyJ, energy, 1e-12));
  // p (V1 + V2) = (gamma - 1) U
  const pa = ((GAMMA - 1) * energy) / 0.045;
  t.true(near(high.pa, pa, 1e-5), `${high.pa}`);
  t.true(near(low.pa, pa, 1e-5));
});

test('air that blows off from a room without heat cools by p^((gamma - 1) / gamma)', (t) => {
  const tank = room(10, 8e5);
  const from = tank.kelvin;
  const outside = openAir(AMBIENT_PA, KELVIN);
  play(5, [new Passage(tank, outside, 0.5, 0.4)], [tank]);
  const wanted = from * (tank.pa / 8e5) ** ((GAMMA - 1) / GAMMA);
  t.true(tank.pa < 7e5 && tank.pa > 2e5);
  t.true(near(tank.kelvin, wanted, 0.001), `${tank.kelvin} K, wanted ${wanted}`);
  t.true(
    near(outside.inKg + tank.massKg, (8e5 * 0.01) / (GAS_CONSTANT * from), 1e-9),
    'what went out was counted',
  );
});

test('heat goes to the wall with tau = m cv / film, and no mass with it', (t) => {
  const tank = room(50, 3e5, 4, 340);
  tank.wallK = KELVIN;
  const tau = (tank.massKg * CV) / 4;
  play(tau, [], [tank]);
  t.true(near(tank.kelvin - KELVIN, (340 - KELVIN) / Math.E, 0.002));
});

test('a room that grows does work at the pressure that it has', (t) => {
  const source = openAir(6e5, KELVIN);
  const growthPerPa = 1e-7;
  const tire = new Chamber({
    m3: 0.05,
    pa: AMBIENT_PA,
    kelvin: KELVIN,
    ambientPa: AMBIENT_PA,
    ambientK: KELVIN,
    filmWPerK: 0,
    outsideWPerK: 0,
    wallJPerK: Number.POSITIVE_INFINITY,
    growthPerPa,
  });
  const startJ = tire.energyJ;
  const startKg = tire.massKg;
  play(40, [new Passage(source, tire, 1, 0.4)], [tire]);
  // Work is the integral of p dV = V0 g (p2^2 - p1^2) / 2; enthalpy that came is cp T of the source.
  const workJ = (0.05 * growthPerPa * (tire.pa ** 2 - AMBIENT_PA ** 2)) / 2;
  t.true(near(tire.energyJ, startJ + (tire.massKg - startKg) * CP * KELVIN - workJ, 0.001));
  t.true(near(tire.m3, 0.05 * (1 + growthPerPa * (tire.pa - AMBIENT_PA)), 0.001));
});

test('a hose loses what C sqrt(p1^2 - p2^2) says, however little air it holds', (t) => {
  for (const liters of [0.02, 0.064, 0.5]) {
    for (const lPerS of [0.05, 0.23, 3]) {
      const far = openAir(3e5, KELVIN);
      const nodes = [room(liters / 3, 3e5), room(liters / 3, 3e5), room(liters / 3, 3e5)] as const;
      const half: Piece = { lPerSBar: 0.8 * Math.SQRT2, b: 0, isOpen: true };
      const wide: Piece = { lPerSBar: 2.5, b: 0, isOpen: true };
      const kgPerS = (lPerS / 1000) * REFERENCE_KG_PER_M3;
      for (let step = 0; step < 20_000; step++) {
        nodes[0].inKg += kgPerS * STEP_S;
        nodes[0].inJ += kgPerS * STEP_S * CP * KELVIN;
        flowThrough(nodes, far, [half, half, wide]);
        for (const node of nodes) node.settle();
      }
      const loss = (c: number): number => (kgPerS / REFERENCE_KG_PER_M3 / conductance(c)) ** 2;
      const wanted = Math.sqrt(9e10 + loss(0.8) + loss(2.5)) - 3e5;
      const lost = nodes[0].pa - 3e5;
      // Below 10 Pa a piece is a straight line: a thousandth of a psi.
      t.true(Math.abs(lost - wanted) < 0.01 * wanted + 10, `${liters} l, ${lPerS} l/s: ${lost} Pa`);
    }
  }
});
