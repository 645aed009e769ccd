import type { Command } from 'commander';
import { designNames, loadDesign } from '../../../wiring/node/index.js';
import { check, RULES } from '../../../wiring/rules/index.js';
import { OnairError } from '../../base/index.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { Output, type OutputFlags } from '../terminal/output.js';
import { findingLines } from './finding-lines.js';

interface CheckFlags extends OutputFlags {
  readonly rules?: boolean;
}

/** `onair wiring check`: finds what would burn, burst or not work. */
export function checkCommand(io: Io): Command {
  return command('check', 'check a wiring by every rule; exit code 6 when something is wrong')
    .argument('[name]', 'name of a wiring, or a file of your own; without: all that come with onair')
    .option('--rules', 'list the rules and where their numbers come from')
    .addHelpText(
      'after',
      examples('onair wiring check', 'onair wiring check compressor-switch', 'onair wiring check --rules'),
    )
    .action((name: string | undefined, flags: CheckFlags) => {
      const out = new Output(io, flags);
      if (flags.rules) listRules(out);
      else run(out, name === undefined ? designNames() : [name], flags);
    });
}

function run(out: Output, names: readonly string[], flags: CheckFlags): void {
  const checked = names.map((name) => {
    const design = loadDesign(name);
    return { name: design.name, title: design.file.title, findings: check(design) };
  });
  const errors = checked.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error'));
  const data = { designs: checked.map(({ name, findings }) => ({ name, findings })) };
  const text = checked.flatMap(({ name, findings }) => [
    ...(findings.length === 0
      ? [out.done(`${name}: nothing is wrong`)]
      : [`${name}:`, ...findingLines(out, findings)]),
  ]);
  const [first] = errors;
  if (!first) {
    out.result({ schema: 'wiring.check@2', data, text });
    return;
  }
  if (!flags.json) out.lines(text);
  throw new OnairError('not-verified', {
    message: `${errors.length === 1 ? 'one error' : `${errors.length} errors`}: ${first.message}`,
    hint: first.remedy,
    details: data,
  });
}

function listRules(out: Output): void {
  out.result({
    schema: 'wiring.rules@1',
    data: {
      rules: RULES.map(({ name, severity, requirement, source }) => ({
        name,
        severity,
        says: requirement,
        source,
      })),
    },
    text: RULES.flatMap(({ name, severity, requirement, source }) => [
      `${name} (${severity})`,
      `  ${requirement}`,
      `  source: ${source}`,
    ]),
  });
}
