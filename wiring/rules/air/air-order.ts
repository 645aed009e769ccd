import { type Part, type Pin, pinText } from '../../model/index.js';
import type { Found, Rule, Wiring } from '../rule.js';

const portsOf = ({ design }: Wiring, part: Part): readonly Pin[] =>
  [...design.pins.values()].filter((pin) => pin.part === part && pin.spec.role === 'air');

/** Ports to which air flows from this one while every valve is shut. */
function onward(wiring: Wiring, { part, name }: Pin): readonly Pin[] {
  const { what } = part.kind;
  if (what === 'fitting' || what === 'tank') return portsOf(wiring, part);
  return what === 'check' && name === 'IN' ? portsOf(wiring, part).filter((port) => port.name === 'OUT') : [];
}

/** Ports that air from these ports reaches through pipes, fittings, tanks and along check valves, without a valve. */
function reachedFrom(wiring: Wiring, starts: readonly Pin[]): ReadonlySet<Pin> {
  const seen = new Set<Pin>(starts);
  const queue = [...starts];
  for (let port = queue.shift(); port; port = queue.shift()) {
    for (const near of wiring.air.of(port).pins) {
      for (const next of [near, ...onward(wiring, near)]) {
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return seen;
}

const partsOf = ({ design }: Wiring, what: string): readonly Part[] =>
  design.parts.filter(({ kind }) => kind.what === what);

const isPiped = ({ air }: Wiring, port: Pin): boolean => air.of(port).pins.length > 1;

/** The parts that a pump fills without a valve; from both its ports, so that an exchanged pair is found only once. */
export function lineOf(wiring: Wiring, pump: Part): ReadonlySet<Part> {
  return new Set([...reachedFrom(wiring, portsOf(wiring, pump))].map(({ part }) => part));
}

const pumpBackwards: Rule = {
  name: 'pump-backwards',
  severity: 'error',
  requirement: 'A pump takes its air through a filter at IN, and the line is at OUT.',
  source: 'a compressor that draws from the line never fills it',
  find: (wiring) =>
    partsOf(wiring, 'pump').flatMap((pump) =>
      portsOf(wiring, pump)
        .filter(({ name }) => name === 'IN')
        .flatMap((intake): Found[] => {
          const other = wiring.air
            .of(intake)
            .pins.find(({ part }) => part !== pump && part.kind.what !== 'filter');
          if (!other) return [];
          return [
            {
              where: intake.id,
              message: `${pinText(other)} is at the intake of ${pump.label}`,
              remedy: 'the air filter at IN, the line at OUT',
            },
          ];
        }),
    ),
};

const switchShutOff: Rule = {
  name: 'switch-shut-off',
  severity: 'error',
  requirement: 'Nothing that shuts stands between a pump and its pressure switch.',
  source: 'behind a closed valve the switch feels no pressure, and the pump runs on',
  find: (wiring) => {
    const pumps = partsOf(wiring, 'pump');
    const felt = new Set(pumps.flatMap((pump) => [...lineOf(wiring, pump)]));
    return partsOf(wiring, 'switch')
      .filter((part) => pumps.length > 0 && part.kind.opensPsi !== undefined && !felt.has(part))
      .map((part) => ({
        where: `${part.name}.P`,
        message: `air from ${pumps[0]?.label} reaches ${part.label} only through a valve, or not at all`,
        remedy: 'the pressure switch straight into the line of the pump',
      }));
  },
};

/** Destination of a valve's port: the pump's line, a tire's hose, or ambient air. */
function sidesOf(wiring: Wiring, port: Pin): ReadonlySet<'line' | 'hose' | 'open air'> {
  const here = [...reachedFrom(wiring, [port])].map(({ part }) => part.kind.what);
  const fromPump = partsOf(wiring, 'pump').some((pump) =>
    reachedFrom(wiring, portsOf(wiring, pump)).has(port),
  );
  return new Set([
    ...(fromPump ? (['line'] as const) : []),
    ...(here.includes('hose') ? (['hose'] as const) : []),
    ...(here.includes('silencer') ? (['open air'] as const) : []),
  ]);
}

const valveOrder: Rule = {
  name: 'valve-order',
  severity: 'error',
  requirement:
    'A valve leads from the line to a hose, or from a hose to the open air: IN where the pressure is.',
  source: 'springsv, wofervalve: direct 2/2 valves seal from IN to OUT only',
  find: (wiring) =>
    partsOf(wiring, 'valve').flatMap((valve): Found[] => {
      const [input, output] = ['IN', 'OUT'].map((name) => wiring.design.pins.get(`${valve.name}.${name}`));
      // The rule open-port finds a port that is not connected.
      if (!input || !output || !isPiped(wiring, input) || !isPiped(wiring, output)) return [];
      const [before, behind] = [sidesOf(wiring, input), sidesOf(wiring, output)];
      if (before.has('line') && behind.has('hose') && !before.has('hose')) return [];
      if (before.has('hose') && behind.has('open air') && !behind.has('hose')) return [];
      const text = (sides: ReadonlySet<string>): string =>
        [...sides].join(' and ') || 'neither line nor hose';
      return [
        {
          where: input.id,
          message: `${valve.label} has ${text(before)} at IN and ${text(behind)} at OUT`,
          remedy:
            'a fill valve: IN to the line, OUT to the hose; a vent valve: IN to the hose, OUT to its silencer',
        },
      ];
    }),
};

const sensorOffHose: Rule = {
  name: 'sensor-off-hose',
  severity: 'error',
  requirement: "An outlet's pressure sensor is at its hose, behind the fill valve.",
  source: 'the board stops by what this sensor reads; on the line it reads the pump',
  find: (wiring) =>
    partsOf(wiring, 'sensor').flatMap((sensor) =>
      portsOf(wiring, sensor)
        .filter((port) => isPiped(wiring, port) && partsOf(wiring, 'hose').length > 0)
        // The line's own sensor, which the board reads as the pump's.
        .filter(() => wiring.design.file.pins?.['pump.supply'] !== `${sensor.name}.OUT`)
        .filter((port) => !sidesOf(wiring, port).has('hose'))
        .map((port) => ({
          where: port.id,
          message: `${sensor.label} is not at a hose to a tire`,
          remedy: 'between fill valve and hose, where the vent valve is, too',
        })),
    ),
};

/** Rules on the order of parts along the air's way. */
export const AIR_ORDER_RULES: readonly Rule[] = [pumpBackwards, switchShutOff, valveOrder, sensorOffHose];
