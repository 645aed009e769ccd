import { pinText } from '../../model/index.js';
import { type Found, isConnected, otherPins, type Rule, volts } from '../rule.js';

const levelMismatch: Rule = {
  name: 'level-mismatch',
  severity: 'error',
  requirement: 'No output drives an input on its net beyond the limits of the input.',
  source:
    'absolute maximum ratings: HC-06 (CSR BC417, 3.3 V I/O), RS-232 (EIA-232: -15 to 15 V), ATmega328P data sheet 28.1',
  find: ({ design, copper }) =>
    [...design.pins.values()].flatMap((input) => {
      const { takes } = input.spec;
      if (!takes) return [];
      return otherPins(copper, input).flatMap((output): Found[] => {
        const { drives } = output.spec;
        if (!drives || (drives[1] <= takes[1] && drives[0] >= takes[0])) return [];
        const gives = drives[1] > takes[1] ? drives[1] : drives[0];
        const withstands = drives[1] > takes[1] ? takes[1] : takes[0];
        return [
          {
            where: input.id,
            message: `${pinText(output)} gives ${volts(gives)}, ${pinText(input)} stands ${volts(withstands)}`,
            remedy:
              drives[0] < 0
                ? 'put a TTL to RS-232 converter between them'
                : 'put a divider or a level shifter between them',
          },
        ];
      });
    }),
};

const twoOutputs: Rule = {
  name: 'two-outputs',
  severity: 'error',
  requirement: 'A net has at most one output.',
  source: 'two drivers that disagree short the supply through each other',
  find: ({ copper }) =>
    copper.all.flatMap(({ pins }): Found[] => {
      const [first, second] = pins.filter(({ spec }) => spec.role === 'out' && !spec.uart);
      const sources = pins.filter(({ spec, part }) => spec.role === 'source' && part.kind.source?.plus);
      const plus = sources.filter(({ part, name }) => part.kind.source?.plus === name);
      const pair = first && second ? [first, second] : plus.length > 1 ? plus : [];
      const [a, b] = pair;
      if (!a || !b) return [];
      return [
        {
          where: a.id,
          message: `${pinText(a)} and ${pinText(b)} drive the same net`,
          remedy: 'take one of them off',
        },
      ];
    }),
};

const ncUsed: Rule = {
  name: 'nc-used',
  severity: 'error',
  requirement: 'A pin that is marked as not connected has no wire.',
  source: 'the maker may use it inside, or may not have it',
  find: (wiring) =>
    [...wiring.design.pins.values()]
      .filter((pin) => pin.spec.role === 'nc' && isConnected(wiring, pin))
      .map((pin) => ({
        where: pin.id,
        message: `${pinText(pin)} is not connected, and a wire goes there`,
        remedy: 'look up the pin: a slip by one is likely',
      })),
};

const noGround: Rule = {
  name: 'no-ground',
  severity: 'error',
  requirement: 'Parts that share a signal or a supply share a ground.',
  source: 'every current needs a return path',
  find: (wiring) => {
    const { design, copper } = wiring;
    const grounds = [...design.pins.values()].filter(({ spec }) => spec.role === 'ground');
    const main = copper.all
      .map(({ pins }) => pins.filter(({ spec }) => spec.role === 'ground'))
      .sort((a, b) => b.length - a.length)[0]?.[0];
    if (!main) return [];
    return grounds
      .filter((pin) => {
        const uses = [...design.pins.values()].some(
          (one) => one.part === pin.part && one !== pin && isConnected(wiring, one),
        );
        const siblings = grounds.filter(({ part }) => part === pin.part);
        return uses && !siblings.some((one) => copper.same(one, main));
      })
      .filter((pin, index, all) => all.findIndex(({ part }) => part === pin.part) === index)
      .map((pin) => ({
        where: pin.id,
        message: `${pinText(pin)} is not on the common ground (${pinText(main)})`,
        remedy: 'join the grounds',
      }));
  },
};

const pinAbility: Rule = {
  name: 'pin-ability',
  severity: 'error',
  requirement: 'A pin of a board can do what the part on it needs.',
  source: 'pins_arduino.h of the Arduino AVR core',
  find: ({ design, copper }) =>
    [...design.pins.values()].flatMap((pin) => {
      const { needs } = pin.spec;
      if (!needs) return [];
      return otherPins(copper, pin).flatMap((on): Found[] =>
        !on.spec.can || on.spec.can.includes(needs)
          ? []
          : [
              {
                where: pin.id,
                message: `${pinText(pin)} needs ${needs}, ${pinText(on)} can ${on.spec.can.join(', ') || 'nothing of it'}`,
                remedy: 'take another pin of the board',
              },
            ],
      );
    }),
};

/** Rules on levels, outputs and grounds. */
export const SIGNAL_RULES: readonly Rule[] = [levelMismatch, twoOutputs, ncUsed, noGround, pinAbility];
