import { CONFIDENCE } from '../../host/base/index.js';
import type { Design } from '../model/index.js';
import { check } from '../rules/index.js';
import { bomOf, totalAmps } from './bom.js';
import { connectionTable } from './table.js';
import { terminalsOf } from './terminals.js';

/** The guide of a design, in Markdown: parts, joints, steps with a check each, doubts, sources. */
export function guideOf(design: Design): string {
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
    '## Steps',
    ...file.steps.flatMap((step, index) => [
      '',
      `### ${index + 1}. ${step.title}`,
      '',
      ...step.do.map((line) => `- ${line}`),
      ...(step.check
        ? [
            '',
            `**Measure** ${step.check.measure} between ${step.check.between}: ${step.check.expect}.`,
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
    '',
    '## Sources',
    '',
    ...sources(design).map((line) => `- ${line}`),
  ].join('\n')}\n`;
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

/** The strip between the enclosure and the rest. */
function terminals(design: Design): readonly string[] {
  const rows = terminalsOf(design);
  if (rows.length === 0) return [];
  const numbers = (from: number, to: number): string =>
    from === to ? `${from}` : `${from} to ${to}, bridged`;
  return [
    '## Terminals',
    '',
    'Board, resistors, diodes and MOSFETs sit on a stripboard in the enclosure. All else comes to a strip of',
    'screw terminals, in this order: solder the inside of a row, label it, then its outside.',
    '',
    '| terminal | inside | outside, a wire each |',
    '|---|---|---|',
    ...rows.map(
      ({ from, to, inside, outside }) =>
        `| ${numbers(from, to)} | ${cell(inside.join(', '))} | ${cell(outside.join(', '))} |`,
    ),
    '',
  ];
}

/** Sources of the design and of the kinds of its parts, each once. */
function sources({ file, parts }: Design): readonly string[] {
  const all = [...file.sources, ...parts.flatMap(({ kind }) => kind.sources ?? [])];
  return [...new Set(all.map(({ text, sure }) => `${text} (${CONFIDENCE[sure]})`))];
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
