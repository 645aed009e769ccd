import type { Design, Joint, Pin } from './design.js';

/** Pins that are connected by copper, or by one volume of air. */
export interface Net {
  readonly pins: readonly Pin[];
}

/** The nets of a design; an unconnected pin is a net of its own. */
export interface Nets {
  readonly all: readonly Net[];
  of(pin: Pin): Net;
  same(a: Pin, b: Pin): boolean;
}

/** Joins the pins of all joints into nets (union-find). */
export function netsOf({ pins }: Design, joints: readonly Joint[]): Nets {
  const parent = new Map<Pin, Pin>();
  const root = (pin: Pin): Pin => {
    let at = pin;
    for (let up = parent.get(at); up && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  for (const { from, to } of joints) {
    const [a, b] = [root(from), root(to)];
    if (a !== b) parent.set(a, b);
  }
  const groups = new Map<Pin, Pin[]>();
  for (const pin of pins.values()) {
    const top = root(pin);
    groups.set(top, [...(groups.get(top) ?? []), pin]);
  }
  const nets = new Map([...groups].map(([top, members]) => [top, { pins: members }]));
  const of = (pin: Pin): Net => nets.get(root(pin)) ?? { pins: [pin] };
  return { all: [...nets.values()], of, same: (a, b) => root(a) === root(b) };
}
