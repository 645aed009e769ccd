import { type Pin, pinText } from '../../model/index.js';
import { type Found, otherPins, type Rule } from '../rule.js';
import { reachableFrom } from './reach.js';

const crossing: Rule = {
  name: 'crossing',
  severity: 'error',
  requirement: 'TX is wired to RX: two transmitters or two receivers on one wire cannot communicate.',
  source: 'every serial line; EIA-232 names pins from the terminal’s side',
  find: (wiring) => {
    const reported = new Set<Pin>();
    return [...wiring.design.pins.values()].flatMap((first): Found[] => {
      if (!first.spec.uart || reported.has(first)) return [];
      // Through resistors, diodes and switches, too: the ends of a divider are two nets.
      const ends = [...reachableFrom(wiring, first)].filter(({ spec }) => spec.uart);
      for (const end of ends) reported.add(end);
      const second = ends.find((end) => end !== first);
      if (!second || ends.some(({ spec }) => spec.uart !== first.spec.uart)) return [];
      return [
        {
          where: first.id,
          message: `${pinText(first)} and ${pinText(second)} are both ${first.spec.uart === 'tx' ? 'senders' : 'listeners'}`,
          remedy: 'cross the two wires of the pair',
        },
      ];
    });
  },
};

const portUnserved: Rule = {
  name: 'port-unserved',
  severity: 'error',
  requirement: "A module that talks to a board is on the serial port that onair's firmware serves.",
  source:
    'firmware/failsafe/boards.tsv: pins 0 and 1 (USART0), or 18 and 19 (USART1) of a Mega with the hex mega-serial1',
  find: (wiring) =>
    [...wiring.design.pins.values()]
      .filter(
        ({ name, part, spec }) => spec.uart === 'rx' && part.kind.serves && part.kind.serves[0] !== name,
      )
      .flatMap((pin): Found[] => {
        const sender = [...reachableFrom(wiring, pin)].find(({ spec }) => spec.uart === 'tx');
        if (!sender) return [];
        return [
          {
            where: pin.id,
            message: `${pinText(sender)} is on ${pinText(pin)}, and this board’s firmware serves ${pin.part.kind.serves?.join(' and ')} only: it will never answer there`,
            remedy:
              'the module on those pins; on a Mega, 18 and 19 with the firmware mega-serial1 (serves: [D19, D18])',
          },
        ];
      }),
};

const floatingLine: Rule = {
  name: 'floating-line',
  severity: 'error',
  requirement: "The line into a board's serial port is held high while no module is on it.",
  source:
    'an open CMOS input reads noise, and the firmware would take it for bytes; a serial line idles high',
  find: (wiring) => {
    const { design, copper } = wiring;
    const isPullUp = ({ part, name }: Pin): boolean => {
      const far = design.pins.get(`${part.name}.${name === '1' ? '2' : '1'}`);
      const isHigh = far && otherPins(copper, far).some(({ spec }) => spec.role === 'source');
      return part.kind.what === 'resistor' && isHigh === true;
    };
    return (
      [...design.pins.values()]
        // The USB chip holds its own pin, also without a cable.
        .filter(({ name, part, spec }) => part.kind.serves?.[0] === name && spec.usb === undefined)
        .filter((pin) => otherPins(copper, pin).length > 0 && !otherPins(copper, pin).some(isPullUp))
        .map((pin) => ({
          where: pin.id,
          message: `${pinText(pin)} floats while no module is on it`,
          remedy: `47 kΩ from it to ${pin.part.kind.source?.plus ?? '5 V'}`,
        }))
    );
  },
};

/** Rules on serial lines. */
export const SERIAL_RULES: readonly Rule[] = [crossing, portUnserved, floatingLine];
