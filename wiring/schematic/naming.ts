import {
  type Design,
  designators,
  electricalParts,
  type Net,
  netsOf,
  type Part,
  type Pin,
} from '../model/index.js';

/** Longest name of a net, letters: as many as fit beside a block. */
const MAX_NAME = 16;

/** Names, voltages and wires of a design, as its schematic shows them. */
export interface Naming {
  readonly design: Design;
  readonly parts: readonly Part[];
  /** Such as R3. */
  ref(part: Part): string;
  net(pin: Pin): Net;
  name(net: Net): string;
  isGround(net: Net): boolean;
  /** Highest voltage of its source, also through closed switches and fuses, V; undefined for signals. */
  volts(net: Net): number | undefined;
  /** The thickest wire at one of these pins, AWG. */
  awg(...pins: readonly Pin[]): number;
  isWired(pin: Pin): boolean;
}

/** Names every net of a design, each differently. */
export function namingOf(design: Design): Naming {
  const parts = electricalParts(design.parts);
  const refs = designators(parts);
  const nets = netsOf(design, design.wires);
  const wired = new Set(design.wires.flatMap(({ from, to }) => [from, to]));
  const isGround = ({ pins }: Net): boolean => pins.some(({ spec }) => spec.role === 'ground');
  const grounds = nets.all.filter((net) => net.pins.length > 1 && isGround(net));
  const names = new Map<Net, string>();
  for (const [index, net] of nets.all.entries()) {
    const used = new Set(names.values());
    const own = grounds.length === 1 && net === grounds[0] ? ['GND'] : candidates(net, refs);
    names.set(net, own.find((name) => name.length <= MAX_NAME && !used.has(name)) ?? `net ${index + 1}`);
  }
  const volts = voltsOf(design, nets.of, isGround);
  return {
    design,
    parts,
    ref: (part) => refs.get(part) ?? part.name,
    net: nets.of,
    name: (net) => names.get(net) ?? '',
    isGround,
    volts: (net) => volts.get(net),
    awg: (...pins) =>
      Math.min(
        30,
        ...design.wires.flatMap(({ from, to, spec }) =>
          pins.some((pin) => pin === from || pin === to) ? [spec.awg ?? 30] : [],
        ),
      ),
    isWired: (pin) => wired.has(pin),
  };
}

/**
 * Names of a net, the best first: its source, its terminals, the board's pin and where it leads, an output, any pin.
 */
function candidates({ pins }: Net, refs: ReadonlyMap<Part, string>): readonly string[] {
  const short = ({ part, name }: Pin): string => `${refs.get(part) ?? part.name}.${name}`;
  const board = pins.find(
    ({ part, spec }) => part.kind.what === 'board' && ['io', 'in', 'out', 'passive'].includes(spec.role),
  );
  const far = ['transistor', 'sensor', 'switch', 'button', 'module', 'display', 'buzzer', 'diode', 'resistor']
    .flatMap((what) => pins.filter(({ part, spec }) => part.kind.what === what && spec.role !== 'ground'))
    .slice(0, 1);
  const isFirst: readonly ((pin: Pin) => boolean)[] = [
    ({ spec }) => spec.role === 'source',
    ({ part }) => part.kind.what === 'terminals',
    ({ part }) => part.kind.what === 'board',
    ({ spec }) => spec.role === 'out' || spec.role === 'ground',
    () => true,
  ];
  const order = isFirst.flatMap((is) => pins.filter(is));
  return [
    ...(board ? far.map((pin) => `${short(board)} to ${short(pin)}`) : []),
    ...order.flatMap((pin) => {
      const { part, name } = pin;
      return [part.kind.what === 'terminals' ? part.label : `${part.label} ${name}`, short(pin)];
    }),
  ];
}

/** The voltage of each net that a source feeds: fuses and contacts are closed. */
function voltsOf(
  design: Design,
  of: (pin: Pin) => Net,
  isGround: (net: Net) => boolean,
): ReadonlyMap<Net, number> {
  const found = new Map<Net, number>();
  const queue: (readonly [Net, number])[] = design.parts.flatMap(({ name, kind }) => {
    const plus = kind.source && design.pins.get(`${name}.${kind.source.plus}`);
    return plus && kind.source ? [[of(plus), kind.source.volts[1]] as const] : [];
  });
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [net, volts] = next;
    if (isGround(net) || (found.get(net) ?? 0) >= volts) continue;
    found.set(net, volts);
    for (const { part, name } of net.pins) {
      if (!['fuse', 'switch', 'relay'].includes(part.kind.what)) continue;
      for (const pair of part.kind.conducts ?? []) {
        const far = pair.includes(name) ? pair.find((one) => one !== name) : undefined;
        const pin = far === undefined ? undefined : design.pins.get(`${part.name}.${far}`);
        if (pin) queue.push([of(pin), volts]);
      }
    }
  }
  return found;
}
