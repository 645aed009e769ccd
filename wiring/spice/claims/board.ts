import type { Part, Pin } from '../../model/index.js';
import { withMistake } from '../../rules/index.js';
import { type Bench, between, cornersOf, groundOf, placed } from '../bench.js';
import type { Claim } from '../claim.js';
import { NAMES } from '../names.js';

/** Battery of a vehicle, V: while it starts, and while it is charged. */
const BATTERY_VOLTS = [9, 16] as const;
/** Load dump behind the protection of the vehicle, V: ISO 16750-2, with suppression 35 to 40. */
const SURGE_VOLTS = 40;
/** Current that the clamp diode of a pin bears, mA: Microchip AN2447 wants at most 1. */
const CLAMP_MA = 1;
/** A transducer gives 0.5 V without pressure; what is below half of that is no sensor. */
const NO_SENSOR_VOLTS = 0.25;
/** Full scale of a transducer, V, and what must be left of it: 1 % is its own error. */
const FULL_SCALE_VOLTS = 4.5;
const LEAST_FULL_SCALE_VOLTS = 4.45;

/** What a board measures, and its serial pins. */
export function boardClaims(bench: Bench): readonly Claim[] {
  return [...batteryClaims(bench), ...sensorClaims(bench), ...usbClaims(bench)];
}

/** The pin of the board on the net of another pin. */
const boardPin = (bench: Bench, pin: Pin): Pin | undefined =>
  bench.nets.of(pin).pins.find(({ part }) => part.kind.what === 'board');

function batteryClaims(bench: Bench): readonly Claim[] {
  const { design } = bench;
  const end = design.file.pins?.['battery.pin'];
  const pin = end === undefined ? undefined : boardPin(bench, bench.pin(end));
  const ground = pin && groundOf(pin.part);
  const [battery] = bench.parts('battery');
  if (!pin || !ground || !battery) return [];
  const [lower] = bench.pullDowns(pin);
  const upper = bench.neighbors(pin, 'resistor').find((part) => part !== lower);
  if (!lower || !upper) return [];
  const corners = cornersOf([upper, lower]);
  return [
    {
      name: 'battery at the converter',
      says: `the divider stays within the range of the board's converter from ${BATTERY_VOLTS[0]} to ${BATTERY_VOLTS[1]} V of battery`,
      unit: 'V',
      atLeast: 0,
      atMost: pin.part.kind.source?.volts[0] ?? 5,
      cases: corners.flatMap(({ name, corners: at }) =>
        BATTERY_VOLTS.map((volts) => ({
          at: placed(`battery ${volts} V`, name),
          situation: { corners: at, supplies: { [battery.name]: volts } },
          measure: between(pin.id, ground),
        })),
      ),
      seed: { mistake: `${lower.label} is missing`, design, without: [lower.name] },
    },
    {
      name: 'surge at the converter',
      says: `at ${SURGE_VOLTS} V the clamp diode of the pin carries what it bears`,
      unit: 'mA',
      atMost: CLAMP_MA,
      cases: corners.map(({ name, corners: at }) => ({
        at: name,
        situation: { corners: at, supplies: { [battery.name]: SURGE_VOLTS } },
        measure: `1000*@${NAMES.clamp(pin)}[id]`,
      })),
      seed: {
        mistake: `${upper.label} is bridged`,
        design: withMistake(design, { bridge: [`${upper.name}.1`, `${upper.name}.2`] }),
      },
    },
  ];
}

function sensorClaims(bench: Bench): readonly Claim[] {
  const { design } = bench;
  const sensors = bench.parts('sensor').flatMap((part) => {
    const out = bench.pin(`${part.name}.OUT`);
    const pin = boardPin(bench, out);
    const ground = pin && groundOf(pin.part);
    const [resistor] = bench.pullDowns(out);
    return pin && ground && resistor ? [{ part, out, pin, ground, resistor }] : [];
  });
  const [first] = sensors;
  if (!first) return [];
  return [
    {
      name: 'sensor broken',
      says: 'a sensor whose wire is broken reads nearly 0 V, not some pressure',
      unit: 'V',
      atMost: NO_SENSOR_VOLTS,
      cases: sensors.map(({ part, out, pin, ground }) => ({
        at: part.label,
        situation: { outputs: { [out.id]: 'floats' as const } },
        measure: between(pin.id, ground),
      })),
      seed: { mistake: `${first.resistor.label} is missing`, design, without: [first.resistor.name] },
    },
    {
      name: 'sensor full scale',
      says: `a sensor at ${FULL_SCALE_VOLTS} V keeps 99 % of it`,
      unit: 'V',
      atLeast: LEAST_FULL_SCALE_VOLTS,
      cases: sensors.map(({ part, out, pin, ground }) => ({
        at: part.label,
        situation: { outputs: { [out.id]: FULL_SCALE_VOLTS } },
        measure: between(pin.id, ground),
      })),
      seed: {
        mistake: `${first.resistor.label} is one of 1 kΩ`,
        design: { ...design, parts: design.parts.map((part) => withOhms(part, first.resistor, 1000)) },
      },
    },
  ];
}

const withOhms = (part: Part, which: Part, ohms: number): Part =>
  part === which ? { ...part, kind: { ...part.kind, ohms } } : part;

/** A serial pin that the USB chip drives, too: with the switch open the module can't disturb it. */
function usbClaims(bench: Bench): readonly Claim[] {
  const shared = [...bench.design.pins.values()].filter((pin) => pin.spec.usbOhms && bench.isWired(pin));
  const slides = bench.parts('switch').filter(({ kind }) => !kind.byHand && kind.opensPsi === undefined);
  const senders = bench
    .parts('module')
    .flatMap(({ name, kind }) =>
      Object.keys(kind.pins).flatMap((pin) => (kind.pins[pin]?.uart === 'tx' ? [`${name}.${pin}`] : [])),
    );
  const [slide] = slides;
  return shared.flatMap((pin): Claim[] => {
    const ground = groundOf(pin.part);
    if (!slide || !ground) return [];
    return [
      {
        name: `pin ${pin.spec.no ?? pin.name} with the switch open`,
        says: `with ${slide.label} open, USB has pin ${pin.spec.no ?? pin.name} for itself, whatever the module sends`,
        unit: 'V',
        atLeast: pin.spec.highFrom ?? 0,
        cases: [0, 3.3].map((volts) => ({
          at: `the module sends ${volts} V`,
          situation: {
            contacts: Object.fromEntries(slides.map(({ name }) => [name, 'open' as const])),
            outputs: Object.fromEntries(senders.map((id) => [id, volts])),
          },
          measure: between(pin.id, ground),
        })),
        seed: {
          mistake: `${slide.label} is bridged`,
          design: withMistake(bench.design, { bridge: [`${slide.name}.1`, `${slide.name}.2`] }),
        },
      },
    ];
  });
}
