import { CONFIDENCE } from '../../host/base/index.js';
import { type Design, stripboardOf, terminalsOf } from '../model/index.js';
import { check } from '../rules/index.js';
import { drawSchematic } from '../schematic/index.js';
import type { Figure } from '../spice/index.js';
import { insideOf, meterTable, solderTable, stripTable, type Table } from './board-steps.js';
import { bomOf, totalAmps } from './bom.js';
import { connectionTable } from './table.js';

/** The guide of a design, in Markdown: parts, joints, steps with a check each, figures of SPICE, doubts, sources. */
export function guideOf(design: Design, figures: readonly Figure[] = []): string {
  const { file, name } = design;
  const doubts = check(design).filter(({ severity }) => severity === 'doubt');
  return `${[
    `# ${file.title}`,
    '',
    `<!-- Made from wiring/designs/${name}.yaml by: npm run wiring -->`,
    '',
    file.about,
    '',
    `![drawing](../drawings/${name}.svg)`,
    '',
    '## Parts',
    '',
    '| count | part | look for |',
    '|---|---|---|',
    ...bomOf(design).map(({ count, part, look }) => `| ${count} | ${cell(part)} | ${cell(look)} |`),
    '',
    ...totalAmps(design).map(({ source, amps }) => `With everything on ${source} gives ${amps} A.`),
    '',
    ...faces(design),
    '## Joints',
    '',
    '| from | to | with | |',
    '|---|---|---|---|',
    ...connectionTable(design).map(
      (row) => `| ${cell(row.from)} | ${cell(row.to)} | ${cell(row.with)} | ${cell(row.note)} |`,
    ),
    ...(file.open.length === 0 ? [] : ['', `Left open on purpose: ${file.open.join(', ')}.`]),
    '',
    ...terminals(design),
    ...schematic(design),
    ...stripboard(design),
    '## Steps',
    ...file.steps.flatMap((step, index) => [
      '',
      `### ${index + 1}. ${step.title}`,
      '',
      ...step.do.map((line) => `- ${line}`),
      ...markdown(solderTable(design, step)),
      ...(step.check
        ? [
            '',
            `**Measure** ${step.check.measure} between ${step.check.between}: ${step.check.expect}.`,
            ...markdown(meterTable(design, step)),
            '',
            `*Wrong:* ${step.check.wrong}.`,
          ]
        : []),
      ...(step.never ? ['', `**Never:** ${step.never}.`] : []),
    ]),
    ...(doubts.length === 0
      ? []
      : [
          '',
          '## In doubt',
          '',
          ...doubts.map(({ message, reason }) => `- ${message}. Accepted because: ${reason}.`),
        ]),
    ...calculated(design, figures),
    '',
    '## Sources',
    '',
    ...sources(design).map((line) => `- ${line}`),
  ].join('\n')}\n`;
}

/** What SPICE has calculated for this circuit, and for one with a mistake. */
function calculated({ name }: Design, figures: readonly Figure[]): readonly string[] {
  if (figures.length === 0) return [];
  return [
    '',
    '## Calculated',
    '',
    'By ngspice, from the joints above: the worst of all cases, and what a mistake would make of it. For each case:',
    '',
    '```text',
    `onair wiring spice ${name} --out /tmp/${name}.cir`,
    `ngspice -b /tmp/${name}.cir`,
    '```',
    '',
    '| | limit | worst | with a mistake |',
    '|---|---|---|---|',
    ...figures.map(
      ({ says, limit, worst, at, mistake, broken }) =>
        `| ${cell(says)} | ${limit} | ${worst} (${cell(at)}) | ${broken}: ${cell(mistake)} |`,
    ),
  ];
}

/** The faces of the connectors that wires are soldered to, seen from the solder side. */
function faces({ parts, wires }: Design): readonly string[] {
  const shown = parts.flatMap((part) => {
    const { label, kind } = part;
    const isSoldered = wires.some(
      ({ from, to, spec }) => spec.color && (from.part === part || to.part === part),
    );
    if (!kind.face || !isSoldered) return [];
    const widest = Math.max(...kind.face.map((row) => row.length));
    const rows = kind.face.map((row) => '  '.repeat(widest - row.length) + row.join('   '));
    return ['', `${label}${kind.gender ? `, ${kind.gender}` : ''}:`, '', '```text', ...rows, '```'];
  });
  return shown.length === 0
    ? []
    : ['## Connectors', '', 'Seen from the side where wires are soldered.', ...shown, ''];
}

/** The terminal strip between the enclosure and the rest. */
function terminals(design: Design): readonly string[] {
  const rows = terminalsOf(design);
  if (rows.length === 0) return [];
  const numbers = (from: number, to: number): string =>
    from === to ? `${from}` : `${from} to ${to}, bridged`;
  return [
    '## Terminals',
    '',
    'The Arduino, and a stripboard with resistors, diodes and MOSFETs, are in the enclosure. All else comes to a strip of',
    'screw terminals, in this order: solder the inside of a row, label it, then its outside.',
    '',
    '| terminal | inside | outside, a wire each |',
    '|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${numbers(row.from, row.to)} | ${cell(insideOf(design, row).join(', '))} | ${cell(row.outside.join(', '))} |`,
    ),
    '',
  ];
}

/** The sheets of the schematic. */
function schematic(design: Design): readonly string[] {
  return [
    '## Schematic',
    '',
    'By function, with symbols; pins at flags of the same name are joined. The wires are in the table of the joints.',
    '',
    ...drawSchematic(design).map((_, index) => {
      const sheet = index + 1;
      return `![schematic, sheet ${sheet}](../drawings/${design.name}-schematic-${sheet}.svg)`;
    }),
    '',
  ];
}

/** The stripboard, as its drawing and as a list of its strips. */
function stripboard(design: Design): readonly string[] {
  const board = stripboardOf(design);
  if (!board) return [];
  return [
    '## Stripboard',
    '',
    `Seen from the side of the parts; the strips of copper are below, from left to right, and are not cut. ${board.strips} strips of`,
    `${board.holes} holes. Not to scale: holes are 2.54 mm apart.`,
    '',
    `![stripboard](../drawings/${design.name}-stripboard.svg)`,
    ...markdown(stripTable(design)),
    '',
  ];
}

/** A table with an empty line before it, or nothing. */
function markdown([head, ...rows]: Table): readonly string[] {
  if (!head) return [];
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return ['', line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)];
}

/** Sources of the design and of the kinds of its parts, each once. */
function sources({ file, parts }: Design): readonly string[] {
  const all = [...file.sources, ...parts.flatMap(({ kind }) => kind.sources ?? [])];
  return [...new Set(all.map(({ text, sure }) => `${text} (${CONFIDENCE[sure]})`))];
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
