import { type Circuit, type Part, type Pin, pinText } from '../../model/index.js';
import { type Found, otherPins, partsOf, type Rule, volts, type Wiring } from '../rule.js';

const circuitOf = ({ circuits }: Wiring, load: Part): Circuit | undefined =>
  circuits.find((circuit) => circuit.load === load);

/** Whether a manual switch can open the circuit of a load, or that of the relay that switches it. */
function isCutByHand(wiring: Wiring, load: Part): boolean {
  const circuit = circuitOf(wiring, load);
  const parts = circuit ? partsOf(circuit) : [];
  return parts.some(
    (part) => part.kind.byHand || (part.kind.what === 'relay' && part !== load && isCutByHand(wiring, part)),
  );
}

const noHandSwitch: Rule = {
  name: 'no-hand-switch',
  severity: 'error',
  requirement: 'A switch by hand cuts each pump and each valve by wire, whatever software does.',
  source: 'a page, a program or a board that hangs cannot be asked to stop',
  find: (wiring) =>
    wiring.design.parts
      .filter(({ kind }) => kind.what === 'pump' || (kind.what === 'valve' && kind.load))
      // A load in no circuit is found by no-feed-or-return.
      .filter((part) => circuitOf(wiring, part) && !isCutByHand(wiring, part))
      .map((part) => ({
        where: `${part.name}.${part.kind.load?.plus}`,
        message: `no switch by hand is in the circuit of ${part.label}, nor in that of its relay's coil`,
        remedy: 'a main switch, and a stop switch that opens when pressed, in the 12 V of the coils',
      })),
};

const supplyVoltage: Rule = {
  name: 'supply-voltage',
  severity: 'error',
  requirement: 'What feeds a part lies within what its supply pin stands and needs.',
  source:
    'the sheets of the parts: a bare HC-06 and a breakout with regulator look alike, and 5 V kill the first',
  find: ({ design, circuits }) =>
    circuits.flatMap(({ load, source }): Found[] => {
      const pin = design.pins.get(`${load.name}.${load.kind.load?.plus}`);
      const [takes, gives] = [pin?.spec.takes, source.kind.source?.volts];
      if (!pin || !takes || !gives || (gives[0] >= takes[0] && gives[1] <= takes[1])) return [];
      const isHigh = gives[1] > takes[1];
      return [
        {
          where: pin.id,
          message: `${source.label} gives ${volts(gives[0])} to ${volts(gives[1])}, ${pinText(pin)} wants ${volts(takes[0])} to ${volts(takes[1])}`,
          remedy: isHigh ? 'a regulator between them, or a breakout that has one' : 'another supply or part',
        },
      ];
    }),
};

/** Pins that drive the net of this one: directly or through closed switches, not through a diode. */
function driversAt({ copper, design }: Wiring, start: Pin): readonly Pin[] {
  const seen = new Set<Pin>();
  const queue = [start];
  for (let pin = queue.shift(); pin; pin = queue.shift()) {
    for (const near of copper.of(pin).pins) {
      if (seen.has(near)) continue;
      seen.add(near);
      if (near.part.kind.what !== 'switch') continue;
      for (const pair of near.part.kind.conducts ?? []) {
        const far = pair.includes(near.name) ? pair.find((name) => name !== near.name) : undefined;
        const other = far && design.pins.get(`${near.part.name}.${far}`);
        if (other) queue.push(other);
      }
    }
  }
  return [...seen].filter((pin) => pin !== start && pin.spec.role === 'out');
}

const usbShared: Rule = {
  name: 'usb-shared',
  severity: 'error',
  requirement: 'Nothing but a diode, its ring to the other sender, is between pin 0 and a second sender.',
  source:
    'the USB chip of an Uno or a Nano drives pin 0 through 1 kΩ, unplugged, too (its schematic); a CH340 and a module fight even through 220 Ω (infinus-electronics.net)',
  find: (wiring) =>
    [...wiring.design.pins.values()]
      .filter(({ spec }) => spec.usb === 'rx' || spec.usb === 'tx')
      .flatMap((pin): Found[] => {
        const isIn = pin.spec.usb === 'rx';
        const [driver] = driversAt(wiring, pin);
        const reversed = otherPins(wiring.copper, pin).find(
          ({ part, name }) => isIn && part.kind.what === 'diode' && name === 'K',
        );
        const found = driver ?? reversed;
        if (!found) return [];
        return [
          {
            where: pin.id,
            message: driver
              ? `${pinText(driver)} and the USB chip of ${pin.part.label} both drive ${pinText(pin)}`
              : `the diode at ${pinText(pin)} is the wrong way round: its sender could never pull the pin low`,
            remedy: isIn
              ? 'a Schottky diode between them, its ring to the sender; and a switch to take the sender off'
              : 'a listener here, never a sender',
          },
        ];
      }),
};

/** Rules on switches by hand, on supplies, and on the pins that a USB chip drives. */
export const SAFETY_RULES: readonly Rule[] = [noHandSwitch, supplyVoltage, usbShared];
