import type { Design, Kind, Part } from '../model/index.js';
import { resistance } from '../rules/index.js';
import { checkNames, NAMES, word } from './names.js';

/** Resistance of an output, Ω: ATmega328P gives 0.9 V low at 20 mA at most, the BC417 0.2 V at 4 mA. */
const OUTPUT_OHMS = 50;
/** Leakage of a pin of a board that floats, A: ATmega328P data sheet, 1 µA at most. */
const LEAK_AMPS = 1e-6;
/** A contact whose data have no resistance, Ω. */
const CONTACT_OHMS = 0.02;
/** A wire without gauge or length: mated contacts, Ω. */
const MATED_OHMS = 0.005;
/** Rated voltage of coils and motors, and of logic without a range of its own, V. */
const COIL_VOLTS = 12;
const LOGIC_VOLTS = 5;
/** What a fuse loses at its rated current if its data don't say, V. */
const FUSE_VOLTS = 0.1;
/** Resistance of what is open, Ω. */
export const OPEN_OHMS = 1e9;

const { node } = NAMES;

/**
 * The elements of a circuit, a line each; parts in `without` are there with both legs on ground.
 * @throws OnairError bad-value for a resistor without a value, which SPICE would take for a wire, or for equal names
 */
export function netlistOf(design: Design, without: readonly string[] = []): readonly string[] {
  checkNames(design);
  for (const { name, kind } of design.parts)
    if (kind.what === 'resistor' && kind.ohms === undefined)
      throw design.error(['parts', name], `${name} has no value`, 'for example ohms: 10000');
  const wires = design.wires.map(
    ({ from, to, spec }, at) => `r_wire_${at + 1} ${node(from)} ${node(to)} ${wireOhms(spec)}`,
  );
  const wired = new Set(design.wires.flatMap(({ from, to }) => [from.id, to.id]));
  const parts = design.parts.flatMap((part) =>
    elementsOf(part, {
      at: (pin) => (without.includes(part.name) ? '0' : node(`${part.name}.${pin}`)),
      isWired: (pin) => wired.has(`${part.name}.${pin}`),
    }),
  );
  const ground = groundOf(design);
  return [
    ...(ground === undefined ? [] : [`v_ground ${node(ground)} 0 0`]),
    ...wires,
    ...parts,
    ...modelsOf(design),
  ];
}

/** The pin that all voltages count from: minus of the battery, or of another source. */
function groundOf({ parts, pins }: Design): string | undefined {
  const sources = parts.flatMap(({ name, kind }) =>
    kind.source ? [{ what: kind.what, id: `${name}.${kind.source.minus}` }] : [],
  );
  const first = sources.find(({ what }) => what === 'battery') ?? sources[0];
  return first?.id ?? [...pins.values()].find(({ spec }) => spec.role === 'ground')?.id;
}

function wireOhms({
  awg,
  cm,
}: {
  readonly awg?: number | undefined;
  readonly cm?: number | undefined;
}): number {
  return awg === undefined || cm === undefined ? MATED_OHMS : Math.max(round(resistance(awg, cm)), 1e-4);
}

interface Place {
  at(pin: string): string;
  isWired(pin: string): boolean;
}

function elementsOf(part: Part, place: Place): readonly string[] {
  const { kind } = part;
  return [
    ...passive(part, place),
    ...contacts(part, place),
    ...(kind.load ? loadOf(part, kind.load, place) : []),
    ...(kind.source ? supplyOf(part, kind.source, place) : []),
    ...outputsOf(part, place),
  ];
}

/** Resistors, diodes and transistors, by their pins. */
function passive({ kind, kindName, name }: Part, { at }: Place): readonly string[] {
  const { pins, ohms, electrical } = kind;
  if (kind.what === 'resistor') return [`${NAMES.ohms(name)} ${at('1')} ${at('2')} ${ohms ?? 0}`];
  if (!electrical?.model) return [];
  const model = NAMES.model(kindName);
  if (pins.A && pins.K) return [`d_${word(name)} ${at('A')} ${at('K')} ${model}`];
  return [`m_${word(name)} ${at('D')} ${at('G')} ${at('S')} ${model}`];
}

function contacts({ kind, name }: Part, { at }: Place): readonly string[] {
  const { electrical, conducts = [], what, load } = kind;
  if (what === 'transistor') return [];
  return conducts.flatMap(([a, b], index): string[] => {
    const [from, to, id] = [at(a), at(b), `${word(name)}${index === 0 ? '' : `_${index}`}`];
    if (what === 'fuse') return [`r_${id} ${from} ${to} ${round(fuseVolts(kind) / (kind.amps ?? 1))}`];
    const model = `.model sw_${id} sw(vt=0.5 vh=0.1 ron=${electrical?.ohms ?? CONTACT_OHMS} roff=${OPEN_OHMS})`;
    if (what !== 'relay' || !load) {
      const isClosed = what === 'button' ? 0 : 1;
      return [
        `${NAMES.contact(name)} on_${id} 0 ${isClosed}`,
        `s_${id} ${from} ${to} on_${id} 0 sw_${id}`,
        model,
      ];
    }
    const [drop, pull] = electrical?.coilVolts ?? [1.2, 8];
    const threshold = `vt=${round((pull + drop) / 2)} vh=${round((pull - drop) / 2)}`;
    return [
      `s_${id} ${from} ${to} ${at(load.plus)} ${at(load.minus)} sw_${id}`,
      model.replace('vt=0.5 vh=0.1', threshold),
    ];
  });
}

/** What a fuse loses at its rated current, V. */
export const fuseVolts = ({ electrical }: Kind): number => electrical?.voltsAtRating ?? FUSE_VOLTS;

/** A coil is an inductance with its resistance; a motor at its current, and a module, are a resistance. */
function loadOf({ kind, name }: Part, load: NonNullable<Kind['load']>, { at }: Place): readonly string[] {
  const [plus, minus] = [at(load.plus), at(load.minus)];
  const [low, high] = kind.pins[load.plus]?.takes ?? [LOGIC_VOLTS, LOGIC_VOLTS];
  const ohms = round((load.inductive ? COIL_VOLTS : (low + high) / 2) / load.amps);
  const henries = kind.electrical?.henries;
  if (!henries) return [`r_load_${word(name)} ${plus} ${minus} ${ohms}`];
  const inner = `coil_${word(name)}`;
  return [
    `${NAMES.coil(name)} ${plus} ${inner} ${henries[0]}`,
    `r_load_${word(name)} ${inner} ${minus} ${ohms}`,
  ];
}

function supplyOf(
  { kind, name }: Part,
  source: NonNullable<Kind['source']>,
  { at }: Place,
): readonly string[] {
  const inner = `supply_${word(name)}`;
  const volts = round((source.volts[0] + source.volts[1]) / 2);
  return [
    `${NAMES.supply(name)} ${inner} ${at(source.minus)} ${volts}`,
    `r_supply_${word(name)} ${inner} ${at(source.plus)} ${kind.electrical?.ohms ?? 0.1}`,
  ];
}

/** Outputs, and the pins of a board: these float after a reset, with their leakage and their clamp diodes. */
function outputsOf({ kind, name }: Part, { at, isWired }: Place): readonly string[] {
  const ground = Object.keys(kind.pins).find((pin) => kind.pins[pin]?.role === 'ground');
  if (ground === undefined) return [];
  const isBoard = kind.what === 'board';
  return Object.entries(kind.pins).flatMap(([pin, { role, drives, uart, usbOhms, takes }]): string[] => {
    if (!isWired(pin) || !['out', 'io', 'in'].includes(role)) return [];
    const id = `${name}.${pin}`;
    const { volts, ohms } = NAMES.output(id);
    const floats = role === 'io' && uart !== 'tx';
    // A serial line idles high, on RS-232 that is the negative voltage; a transducer gives a tenth without pressure.
    const idle = drives && (kind.ratiometric ? drives[1] / 10 : drives[0] < 0 ? drives[0] : drives[1]);
    return [
      ...(drives
        ? [
            `${volts} out_${node(id)} ${at(ground)} ${idle}`,
            `${ohms} out_${node(id)} ${at(pin)} ${floats ? OPEN_OHMS : OUTPUT_OHMS}`,
          ]
        : []),
      ...(usbOhms && kind.source
        ? [
            `v_usb_${node(id)} usb_${node(id)} ${at(ground)} ${LOGIC_VOLTS}`,
            `r_usb_${node(id)} usb_${node(id)} ${at(pin)} ${usbOhms}`,
          ]
        : []),
      ...(isBoard && kind.source && (drives || takes || usbOhms)
        ? [
            `i_leak_${node(id)} ${at(ground)} ${at(pin)} ${LEAK_AMPS}`,
            `${NAMES.clamp(id)} ${at(pin)} ${at(kind.source.plus)} m_clamp`,
            `d_under_${node(id)} ${at(ground)} ${at(pin)} m_clamp`,
          ]
        : []),
    ];
  });
}

/** A model for each kind that has one, and the clamp diode of a chip. */
function modelsOf({ parts }: Design): readonly string[] {
  const kinds = new Map(parts.map(({ kindName, kind }) => [kindName, kind]));
  const models = [...kinds].flatMap(([name, { electrical }]) => {
    if (!electrical?.model) return [];
    const vto = electrical.thresholdVolts ? ` vto=${electrical.thresholdVolts[0]}` : '';
    return [`.model ${NAMES.model(name)} ${electrical.model.replace(/\)$/, `${vto})`)}`];
  });
  return [...models, '.model m_clamp d(is=1e-14 rs=10)'];
}

/** Six digits are enough for every figure here. */
const round = (value: number): number => Number(value.toPrecision(6));

/** Resistance behind an output that drives, Ω. */
export const DRIVEN_OHMS = OUTPUT_OHMS;
