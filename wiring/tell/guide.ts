import type { Design } from '../model/design.js';
import { check } from '../rules/check.js';
import { billOf } from './bom.js';
import { fromTo } from './table.js';

/** A page that a person can follow: parts, joints, steps with a check each, what is in doubt. Markdown. */
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
    '| count | part |',
    '|---|---|',
    ...billOf(design).map(({ count, part }) => `| ${count} | ${cell(part)} |`),
    '',
    '## Joints',
    '',
    '| from | to | with | |',
    '|---|---|---|---|',
    ...fromTo(design).map(
      (row) => `| ${cell(row.from)} | ${cell(row.to)} | ${cell(row.with)} | ${cell(row.note)} |`,
    ),
    '',
    '## Steps',
    ...file.steps.flatMap((step, index) => [
      '',
      `### ${index + 1}. ${step.title}`,
      '',
      ...step.do.map((line) => `- ${line}`),
      ...(step.check
        ? ['', `**Measure** ${step.check.measure} between ${step.check.between}: ${step.check.expect}.`]
        : []),
      ...(step.never ? ['', `**Never:** ${step.never}.`] : []),
    ]),
    ...(doubts.length === 0
      ? []
      : ['', '## In doubt', '', ...doubts.map(({ message, because }) => `- ${message}. ${because}.`)]),
    ...(file.sources.length === 0
      ? []
      : ['', '## Sources', '', ...file.sources.map(({ text, sure }) => `- ${text} (${sure})`)]),
  ].join('\n')}\n`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
