import type { Command } from 'commander';
import { connectionTable, meterTable, solderTable } from '../../../wiring/export/index.js';
import { pinText } from '../../../wiring/model/index.js';
import { loadDesign } from '../../../wiring/node/index.js';
import { check } from '../../../wiring/rules/index.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { table } from '../terminal/layout.js';
import { Output, type OutputFlags } from '../terminal/output.js';
import { findingLines } from './finding-lines.js';

/** `onair wiring show`: one wiring with its steps and doubts. */
export function showCommand(io: Io): Command {
  return command('show', 'show a wiring: joints, steps with a check each, what is in doubt')
    .argument('<name>', 'name of a wiring (onair wiring list), or a file of your own')
    .addHelpText('after', examples('onair wiring show bench', 'onair wiring show tm-d700-loopback'))
    .action((name: string, flags: OutputFlags) => show(io, name, flags));
}

function show(io: Io, name: string, flags: OutputFlags): void {
  const out = new Output(io, flags);
  const design = loadDesign(name);
  const { file } = design;
  const findings = check(design);
  out.result({
    schema: 'wiring.show@2',
    data: {
      name: design.name,
      title: file.title,
      about: file.about.trim(),
      parts: design.parts.map(({ name: part, label, kindName, kind, note }) => ({
        name: part,
        label,
        kind: kindName,
        ...(kind.ohms !== undefined && { ohms: kind.ohms }),
        ...(kind.amps !== undefined && { amps: kind.amps }),
        ...(kind.opensPsi !== undefined && { opensPsi: kind.opensPsi }),
        ...(note !== undefined && { note }),
      })),
      wires: design.wires.map(({ from, to, spec }) => ({
        ...spec,
        from: from.id,
        to: to.id,
        text: `${pinText(from)} - ${pinText(to)}`,
      })),
      pipes: design.pipes.map(({ spec }) => spec),
      ...(file.stripboard && { stripboard: file.stripboard }),
      steps: file.steps,
      findings,
      sources: file.sources,
    },
    text: [
      out.paint('bold', file.title),
      file.about.trim(),
      '',
      ...table(connectionTable(design).map((row) => [`  ${row.from}`, row.to, row.with, row.note])),
      ...file.steps.flatMap((step, index) => [
        '',
        out.paint('bold', `${index + 1}  ${step.title}`),
        ...step.do.map((line) => `   ${line}`),
        ...indented(solderTable(design, step)),
        ...(step.check
          ? [
              `   measure ${step.check.measure} between ${step.check.between}: ${step.check.expect}`,
              ...indented(meterTable(design, step)),
              `   wrong: ${step.check.wrong}`,
            ]
          : []),
        ...(step.never ? [out.paint('red', `   never: ${step.never}`)] : []),
      ]),
      ...(findings.length === 0 ? [] : ['', ...findingLines(out, findings)]),
    ],
  });
}

/** A table in the column of the steps. */
const indented = (rows: readonly (readonly string[])[]): readonly string[] =>
  table(rows.map((row) => [...row])).map((line) => `     ${line}`);
