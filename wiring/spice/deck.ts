import type { Design } from '../model/index.js';
import type { Case, Claim, Seed, Situation } from './claim.js';
import { NAMES, plain } from './names.js';
import { DRIVEN_OHMS, netlistOf, OPEN_OHMS } from './netlist.js';

/** E24 resistors, %: IEC 60063. */
const E24_PERCENT = 5;
/** When a coil is switched off, and until when it is watched, s: the drain is at its peak within a microsecond. */
const SWITCH_OFF_AT = 5e-6;
const WATCHED_SECONDS = 40e-6;
const STEP_SECONDS = 1e-6;
/** Two wires that touch, Ω. */
const SHORT_OHMS = 0.01;

/** A circuit with its claims, as ngspice reads it: `ngspice -b FILE` prints a line for each case. */
export function deckOf(design: Design, claims: readonly Claim[], seed?: Seed): string {
  const built = seed?.design ?? design;
  const elements = [...netlistOf(built, seed?.without), ...shortsOf(claims)];
  // Name and value of each element: its first word and its last one.
  const nominal = new Map(elements.map((line) => [line.split(' ')[0] ?? '', line.split(' ').at(-1) ?? '']));
  const runs = claims.flatMap((claim, row) =>
    runsOf(claim, row).flatMap((looks) => ['', ...control(built, nominal, looks, seed?.situation)]),
  );
  return `${[
    `* ${plain(design.file.title)} (onair wiring spice ${design.name})`,
    ...(seed ? [`* With a mistake: ${plain(seed.mistake)}`] : []),
    // A node that no current reaches is held by this instead of stopping the run.
    '.options rshunt=1e12',
    ...elements,
    '',
    '.control',
    ...runs,
    '',
    'quit 0',
    '.endc',
    '.end',
  ].join('\n')}\n`;
}

/** A case with the number of its line, and that line for people. */
type Look = Case & { readonly id: string; readonly text: string };

/** Cases of a claim that need one run of SPICE: all that look at the same situation. */
function runsOf({ name, unit, cases }: Claim, row: number): readonly (readonly [Look, ...Look[]])[] {
  const runs = new Map<string, [Look, ...Look[]]>();
  for (const [index, one] of cases.entries()) {
    const look = { ...one, id: `${row} ${index}`, text: plain(`${unit}, ${name}: ${one.at}`) };
    const key = JSON.stringify([one.situation, one.switchOff]);
    const same = runs.get(key);
    if (same) same.push(look);
    else runs.set(key, [look]);
  }
  return [...runs.values()];
}

const merged = (one: Situation, more: Situation = {}): Situation => ({
  ...one,
  ...more,
  outputs: { ...one.outputs, ...more.outputs },
});

/** A switch for each short of a case, open until its case closes it. */
function shortsOf(claims: readonly Claim[]): readonly string[] {
  const pairs = new Map(
    claims.flatMap(({ cases }) =>
      cases.flatMap(({ situation: { short } }) => (short ? [[NAMES.short(short), short] as const] : [])),
    ),
  );
  const elements = [...pairs].flatMap(([name, [a, b]]) => [
    `v_${name} on_${name} 0 0`,
    `s_${name} ${NAMES.node(a)} ${NAMES.node(b)} on_${name} 0 sw_short`,
  ]);
  return pairs.size === 0
    ? []
    : [...elements, `.model sw_short sw(vt=0.5 vh=0.1 ron=${SHORT_OHMS} roff=${OPEN_OHMS})`];
}

/** The lines of one run; what it alters is taken back afterward, which is faster than a reset. */
function control(
  design: Design,
  nominal: ReadonlyMap<string, string>,
  looks: readonly [Look, ...Look[]],
  more: Situation | undefined,
): readonly string[] {
  const [{ switchOff }] = looks;
  const situation = merged(looks[0].situation, more);
  const values = valuesOf(design, situation);
  const thresholds = Object.entries(situation.thresholds ?? {}).map(([kind, volts]) => ({
    model: NAMES.model(kind),
    volts,
    usual: design.parts.find(({ kindName }) => kindName === kind)?.kind.electrical?.thresholdVolts?.[0],
  }));
  const pulses = (switchOff ?? []).map(
    (pin) => `alter @${NAMES.output(pin).volts}[pulse] = [ 5 0 ${SWITCH_OFF_AT} 1e-7 1e-7 1 2 ]`,
  );
  return [
    ...values.map(([name, value]) => `alter ${name} = ${value}`),
    ...thresholds.map(({ model, volts }) => `altermod ${model} vto = ${volts}`),
    ...(switchOff ? [...pulses, `tran ${STEP_SECONDS} ${WATCHED_SECONDS}`] : ['op']),
    ...looks.flatMap(({ measure, id, text }) => [
      `let seen = ${switchOff ? `vecmax(${measure})` : measure}`,
      `echo "= ${id} $&seen ${text}"`,
    ]),
    'destroy all',
    // A pulse can't be taken back.
    ...(switchOff ? ['reset'] : values.map(([name]) => `alter ${name} = ${nominal.get(name)}`)),
    ...thresholds.map(({ model, usual }) => `altermod ${model} vto = ${usual}`),
  ];
}

/** The elements that a situation alters, with their values. */
function valuesOf(design: Design, situation: Situation): readonly (readonly [string, number])[] {
  const { short, outputs = {}, contacts = {}, supplies = {}, corners = {}, henries = {} } = situation;
  return [
    ...Object.entries(outputs).flatMap(([pin, level]): (readonly [string, number])[] => {
      const { volts, ohms } = NAMES.output(pin);
      return level === 'floats'
        ? [[ohms, OPEN_OHMS]]
        : [
            [volts, level],
            [ohms, DRIVEN_OHMS],
          ];
    }),
    ...Object.entries(contacts).map(
      ([part, how]) => [NAMES.contact(part), how === 'closed' ? 1 : 0] as const,
    ),
    ...Object.entries(supplies).map(([part, volts]) => [NAMES.supply(part), volts] as const),
    ...Object.entries(corners).map(
      ([part, sign]) => [NAMES.ohms(part), cornerOf(design, part, sign)] as const,
    ),
    ...Object.entries(henries).map(([part, value]) => [NAMES.coil(part), value] as const),
    ...(short ? [[`v_${NAMES.short(short)}`, 1] as const] : []),
  ];
}

function cornerOf({ parts }: Design, name: string, sign: 1 | -1): number {
  const kind = parts.find((part) => part.name === name)?.kind;
  return (kind?.ohms ?? 0) * (1 + (sign * (kind?.percent ?? E24_PERCENT)) / 100);
}

/** What ngspice says although it goes on and ends with 0. */
const BROKEN = /^.*(failed|singular|resistance to low|error|no such|unknown|can't find|not found).*$/im;

/** What a run of a deck has said. @throws Error where ngspice has gone on with a broken circuit */
export function readRun(claims: readonly Claim[], output: string): readonly (readonly number[])[] {
  const broken = BROKEN.exec(output);
  if (broken) throw new Error(`ngspice: ${broken[0].trim()}`);
  const values = claims.map(({ cases }) => cases.map(() => Number.NaN));
  for (const [, row = '', index = '', value = ''] of output.matchAll(/^= (\d+) (\d+) (\S+)/gm)) {
    const list = values[Number(row)];
    if (list) list[Number(index)] = Number(value);
  }
  return values;
}
