import { type Part, type Pin, pinText } from '../../model/index.js';
import { portsFrom } from '../air/air-reach.js';
import { type Found, otherPins, type Rule, type Wiring } from '../rule.js';

/** A pin of a board that is neither its supply nor its ground. */
const isSignal = ({ part, spec }: Pin): boolean =>
  part.kind.what === 'board' && spec.role !== 'source' && spec.role !== 'ground';

/** Two wires that parts may share: I2C is a bus. */
const isBus = ({ needs }: Pin['spec']): boolean => needs === 'sda' || needs === 'scl';

const pinShared: Rule = {
  name: 'pin-shared',
  severity: 'error',
  requirement: 'A pin of a board serves one part, and a net has one pin of the board.',
  source: 'two buttons on one pin are one button; two outputs on one net short each other through the chip',
  find: ({ copper }) =>
    copper.all.flatMap(({ pins }): Found[] => {
      const [pin, second] = pins.filter(isSignal);
      const [one, other] = second
        ? [pin, second]
        : pin
          ? pins.filter(({ spec }) => spec.needs !== undefined && !isBus(spec))
          : [];
      if (!pin || !one || !other) return [];
      return [
        {
          where: pin.id,
          message: `${pinText(one)} and ${pinText(other)} are on one wire${second ? '' : ` at ${pinText(pin)}`}`,
          remedy: 'a pin of the board for each',
        },
      ];
    }),
};

const blinkingPin: Rule = {
  name: 'blinking-pin',
  severity: 'error',
  requirement: 'Nothing that moves air is on a pin that the bootloader drives.',
  source: 'firmware/failsafe/README.md: pin 13 blinks after every reset, before any program runs',
  find: ({ design, copper }) =>
    [...design.pins.values()]
      .filter(({ spec }) => spec.blinks)
      .flatMap((pin) =>
        otherPins(copper, pin)
          .filter(({ part, spec }) => part.kind.isDriver && spec.role === 'in')
          .map((gate) => ({
            where: gate.id,
            message: `${pinText(gate)} is on ${pinText(pin)}, which blinks at every reset, and its load with it`,
            remedy: 'another pin for it; an LED may hang there',
          })),
      ),
};

/** Pull-up that the LED of the board and its 1 kΩ leave above 3 V, the level that a 5 V chip reads as high, Ω. */
const PULL_UP_OHMS = 1500;

/** A button or switch on a pin, itself or behind a resistor. */
function contactAt({ copper, design }: Wiring, pin: Pin): { contact: Pin; ohms: number } | undefined {
  const isSupply = ({ spec }: Pin): boolean => spec.role === 'ground' || spec.role === 'source';
  return otherPins(copper, pin)
    .flatMap((one) => {
      const { kind, name } = one.part;
      const far = design.pins.get(`${name}.${one.name === '1' ? '2' : '1'}`);
      if (kind.what !== 'resistor' || !far) return [{ contact: one, ohms: 0 }];
      const beyond = otherPins(copper, far);
      return beyond.some(isSupply) ? [] : beyond.map((contact) => ({ contact, ohms: kind.ohms ?? 0 }));
    })
    .filter(({ contact }) => ['button', 'switch'].includes(contact.part.kind.what))
    .toSorted((a, b) => a.ohms - b.ohms)[0];
}

/** What keeps a pin that is high into a closed contact within its 40 mA, with a margin: 33 mA at 5 V, Ω. */
const SERIES_OHMS = 150;

const contactShorts: Rule = {
  name: 'contact-shorts-pin',
  severity: 'error',
  requirement: 'A contact on a pin that the bootloader drives has a resistor in series.',
  source:
    'ATmega328P data sheet 28.1: 40 mA a pin at most; the bootloader holds pin 13 at 5 V at times, and a pressed button at 0 V',
  find: (wiring) =>
    [...wiring.design.pins.values()]
      .filter(({ spec }) => spec.blinks)
      .flatMap((pin): Found[] => {
        const found = contactAt(wiring, pin);
        if (!found || found.ohms >= SERIES_OHMS) return [];
        return [
          {
            where: found.contact.id,
            message: `${pinText(found.contact)}, closed during a reset, shorts ${pinText(pin)}, which the bootloader drives`,
            remedy: '220 Ω between the pin and the contact',
          },
        ];
      }),
};

const weakPullUp: Rule = {
  name: 'weak-pull-up',
  severity: 'error',
  requirement: 'A contact on the pin with the LED of the board has a pull-up of its own.',
  source:
    'wiring/SOURCES.md#boards: on Nanos and clones the LED holds pin 13 at 1.7 V against the pull-up in the chip, which reads as pressed',
  find: (wiring) =>
    [...wiring.design.pins.values()]
      .filter(({ spec }) => spec.blinks)
      .flatMap((pin): Found[] => {
        const { design, copper } = wiring;
        const near = otherPins(copper, pin);
        const contact = contactAt(wiring, pin)?.contact;
        const isPulledUp = near.some(({ part, name }) => {
          const far = design.pins.get(`${part.name}.${name === '1' ? '2' : '1'}`);
          const isSmall = part.kind.what === 'resistor' && (part.kind.ohms ?? 0) <= PULL_UP_OHMS;
          return isSmall && far && otherPins(copper, far).some(({ spec }) => spec.role === 'source');
        });
        if (!contact || isPulledUp) return [];
        return [
          {
            where: contact.id,
            message: `${pinText(contact)} is on ${pinText(pin)}, whose LED holds it low on many boards: it reads as pressed`,
            remedy: '1 kΩ from that pin to 5 V, or another pin',
          },
        ];
      }),
};

/** The loads whose current a driver switches. */
const loadsOf = ({ circuits }: Wiring, driver: Part): readonly Part[] =>
  circuits
    .filter(({ supplyPath, returnPath }) =>
      [...supplyPath, ...returnPath].some((leg) => 'through' in leg && leg.through === driver),
    )
    .map(({ load }) => load);

/** Whether air passes between a valve and a part of this kind, or this very part, through fittings alone. */
const isBeside = (wiring: Wiring, valve: Part, isIt: (part: Part) => boolean): boolean =>
  ['IN', 'OUT'].some((name) => {
    const port = wiring.design.pins.get(`${valve.name}.${name}`);
    return port !== undefined && [...portsFrom(wiring, port)].some(({ part }) => isIt(part));
  });

/**
 * Of a key of a pin map: the load that its driver switches and that is another one; undefined if it is the right one.
 */
function wrongLoad(wiring: Wiring, key: string, { part: driver }: Pin): Part | undefined {
  const { pins, file } = wiring.design;
  const [load] = driver.kind.isDriver ? loadsOf(wiring, driver) : [];
  if (!load) return undefined;
  const isValve = load.kind.what === 'valve';
  if (key === 'pump.relay') return isValve ? load : undefined;
  const [, outlet, which] = /^outlets\.(\d+)\.(fill|vent)$/.exec(key) ?? [];
  if (which === undefined) return undefined;
  // By what only the other one has beside it; a valve in the wrong place of the pipes is found by valve-order.
  const [own, strange] = which === 'fill' ? ['check', 'silencer'] : ['silencer', 'check'];
  const has = (what: string): boolean => isBeside(wiring, load, ({ kind }) => kind.what === what);
  if (!isValve || (has(strange) && !has(own))) return load;
  const sensors = Object.entries(file.pins ?? {}).flatMap(([name, id]) =>
    /^outlets\.\d+\.sensor$/.test(name) ? [{ name, part: pins.get(id)?.part }] : [],
  );
  const at = sensors.filter(({ part }) => isBeside(wiring, load, (near) => near === part));
  return at.length === 0 || at.some(({ name }) => name === `outlets.${outlet}.sensor`) ? undefined : load;
}

const otherLoad: Rule = {
  name: 'other-load',
  severity: 'error',
  requirement: 'What the pin map calls a fill valve, a vent valve or the relay is what its pin switches.',
  source: 'the board script opens by the keys of the pin map: with two drivers exchanged it fills to vent',
  find: (wiring) =>
    Object.entries(wiring.design.file.pins ?? {}).flatMap(([key, id]): Found[] => {
      const gate = wiring.design.pins.get(id);
      const other = gate && wrongLoad(wiring, key, gate);
      if (!gate || !other) return [];
      return [
        {
          where: gate.id,
          message: `${key} of the pin map switches ${other.label}`,
          remedy: 'follow the wires from the driver to its coil, and the pipes at the valve',
        },
      ];
    }),
};

const polarity: Rule = {
  name: 'polarity',
  severity: 'error',
  requirement: 'A part with a plus and a minus has its plus at the pin or the supply, its minus at ground.',
  source: 'an LED or a buzzer the wrong way round stays dark or silent, and a fault with it',
  find: ({ design, copper }) =>
    [...design.pins.values()].flatMap((pin): Found[] => {
      const isWrong = ({ spec }: Pin): boolean =>
        pin.spec.polar === 'plus'
          ? spec.role === 'ground'
          : spec.role === 'source' || spec.drives !== undefined;
      const on = pin.spec.polar && otherPins(copper, pin).find(isWrong);
      if (!on) return [];
      return [
        {
          where: pin.id,
          message: `${pinText(pin)}, the ${pin.spec.polar} of the part, is on ${pinText(on)}`,
          remedy: 'turn it around',
        },
      ];
    }),
};

const noSeriesResistor: Rule = {
  name: 'no-series-resistor',
  severity: 'error',
  requirement: 'An LED has a resistor in series.',
  source: 'ATmega328P data sheet 28.1: 40 mA a pin at most; 5 V less 2 V of an LED through 150 Ω are 20 mA',
  find: ({ design, copper }) =>
    design.parts.flatMap((part): Found[] => {
      const { seriesOhms } = part.kind;
      if (seriesOhms === undefined) return [];
      const ends = [...design.pins.values()].filter((pin) => pin.part === part);
      const ohms = ends.flatMap((end) =>
        otherPins(copper, end).flatMap((near) =>
          near.part.kind.what === 'resistor' && otherPins(copper, end).length === 1
            ? [near.part.kind.ohms ?? 0]
            : [],
        ),
      );
      const sum = ohms.reduce((all, one) => all + one, 0);
      // An end without a wire is found by loose-end.
      if (sum >= seriesOhms || ends.some((end) => otherPins(copper, end).length === 0)) return [];
      return [
        {
          where: ends[0]?.id ?? part.name,
          message: `${part.label} has ${sum === 0 ? 'no resistor' : `${sum} Ω`} in series: it needs ${seriesOhms} Ω or more`,
          remedy: '1 kΩ in its line',
        },
      ];
    }),
};

/** Rules on the pins of a board. */
export const BOARD_PIN_RULES: readonly Rule[] = [
  pinShared,
  blinkingPin,
  weakPullUp,
  contactShorts,
  otherLoad,
  polarity,
  noSeriesResistor,
];
