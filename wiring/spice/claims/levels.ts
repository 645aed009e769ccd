import { type Part, type Pin, pinText } from '../../model/index.js';
import { withMistake } from '../../rules/index.js';
import { type Bench, between, cornersOf, groundOf, placed } from '../bench.js';
import type { Case, Claim, Seed } from '../claim.js';
import { DRIVEN_OHMS } from '../netlist.js';

/** Current of an output at which its HIGH is guaranteed, A: MAX232, TI SLLS047. */
const GUARANTEED_AMPS = 0.001;

/** Every logic input reads what its sender says, with every resistor at the ends of its tolerance. */
export function levelClaims(bench: Bench): readonly Claim[] {
  return [...bench.design.pins.values()].flatMap((input) => {
    const { highFrom, lowTo } = input.spec;
    const ground = groundOf(input.part);
    if (highFrom === undefined || lowTo === undefined || !ground || !bench.isWired(input)) return [];
    return claimsOf({ bench, input, ground, highFrom, lowTo });
  });
}

interface Input {
  readonly bench: Bench;
  readonly input: Pin;
  readonly ground: string;
  readonly highFrom: number;
  readonly lowTo: number;
}

function claimsOf(one: Input): readonly Claim[] {
  const { bench, input, highFrom, lowTo } = one;
  const { usbOhms, takes } = input.spec;
  const name = pinText(input);
  const supply = input.part.kind.load?.plus ?? input.part.kind.source?.plus;
  const [diode] = bench.neighbors(input, 'diode');
  const low: Claim = {
    name: `${name} LOW`,
    says: `${name} reads LOW`,
    unit: 'V',
    atMost: lowTo,
    cases: casesOf(one, ['low']),
    seed: diode
      ? mistake(bench, `${diode.label} is backwards`, { swap: [`${diode.name}.A`, `${diode.name}.K`] })
      : mistake(bench, `${name} is bridged to its supply`, {
          bridge: [input.id, `${input.part.name}.${supply}`],
        }),
  };
  // The USB chip holds this pin high by itself.
  const high: Claim[] = usbOhms
    ? []
    : [
        {
          name: `${name} HIGH`,
          says: `${name} reads HIGH`,
          unit: 'V',
          atLeast: highFrom,
          cases: casesOf(one, ['least']),
          seed: tooLow(one),
        },
      ];
  const most: Claim[] = takes
    ? [
        {
          name: `${name} limit`,
          says: `${name} gets no more than it bears`,
          unit: 'V',
          atMost: takes[1],
          cases: casesOf(one, ['most']),
          seed: tooHigh(one, takes[1]),
        },
      ]
    : [];
  return [...high, ...most, low];
}

type Level = 'low' | 'least' | 'most';

/** All logic senders of the design, at once: the ones on other lines change nothing here. */
const senders = ({ design, isWired }: Bench): readonly Pin[] =>
  [...design.pins.values()].filter(
    (pin) =>
      pin.spec.drives &&
      pin.spec.drives[0] >= 0 &&
      (pin.spec.uart === 'tx' || pin.spec.role === 'out') &&
      !pin.part.kind.ratiometric &&
      isWired(pin),
  );

/** What a sender gives, V; a board's HIGH follows its supply. */
function levelOf({ spec, part }: Pin, level: Level): number {
  const [low = 0, high = 0] = spec.drives ?? [];
  if (level === 'low') return low;
  const supply = part.kind.what === 'board' ? part.kind.source?.volts : undefined;
  if (level === 'most') return supply?.[1] ?? high;
  // What a data sheet guarantees it guarantees at a current: the resistance of the output is in it.
  return spec.highAtLeast === undefined
    ? (supply?.[0] ?? high)
    : spec.highAtLeast + DRIVEN_OHMS * GUARANTEED_AMPS;
}

function casesOf({ bench, input, ground }: Input, levels: readonly Level[]): readonly Case[] {
  return cornersOf(bench.neighbors(input, 'resistor')).flatMap(({ name, corners }) =>
    levels.map((level) => ({
      at: placed(name) || 'sender to input',
      situation: {
        corners,
        outputs: Object.fromEntries(senders(bench).map((pin) => [pin.id, levelOf(pin, level)])),
      },
      measure: between(input.id, ground),
    })),
  );
}

const mistake = (
  { design }: Bench,
  text: string,
  what: Parameters<typeof withMistake>[1],
  more: Partial<Seed> = {},
): Seed => ({ mistake: text, design: withMistake(design, what), ...more });

/** The two resistors of a divider in front of an input. */
function dividerOf({ bench, input }: Input): { readonly upper: Part; readonly lower: Part } | undefined {
  const [lower] = bench.pullDowns(input);
  const upper = bench.neighbors(input, 'resistor').find((part) => part !== lower);
  return lower && upper ? { upper, lower } : undefined;
}

function tooLow(one: Input): Seed {
  const divider = dividerOf(one);
  if (!divider) {
    const text = `${pinText(one.input)} is bridged to ground`;
    return mistake(one.bench, text, { bridge: [one.input.id, one.ground] });
  }
  const { upper, lower } = divider;
  return mistake(one.bench, `${upper.label} and ${lower.label} are exchanged`, {
    exchange: [upper.name, lower.name],
  });
}

function tooHigh(one: Input, limit: number): Seed {
  const { design } = one.bench;
  const lower = dividerOf(one)?.lower;
  if (lower) return { mistake: `${lower.label} is missing`, design, without: [lower.name] };
  const volts = limit + 2;
  return {
    mistake: `a sender of ${Number(volts.toFixed(1))} V`,
    design,
    situation: { outputs: Object.fromEntries(senders(one.bench).map(({ id }) => [id, volts])) },
  };
}
