import test from 'ava';
import { words } from '../run.js';
import { onairLine, type ShownCommand, scripts } from './documents.js';
import { printedLines, runLine } from './run-line.js';
import { difference } from './shown.js';
import { codeOf, needsOf } from './tables.js';

/** Declares a test for each line that nobody has declared yet, and for each that shows its output. */
export function declare(samples: readonly ShownCommand[]): void {
  const seen = new Set<string>();
  for (const sample of samples) {
    if (seen.has(sample.line) && !sample.shown) continue;
    seen.add(sample.line);
    const onair = onairLine(sample);
    if (onair) declareOnair(sample, onair);
    else declareNpm(sample);
  }
}

function declareOnair({ origin, line, shown }: ShownCommand, onair: string): void {
  const needed = needsOf(line);
  const withProgram = (needed?.isHere ?? true) ? test.serial : test.serial.skip;
  const title = `${origin}: ${line}${shown ? ' prints what is shown' : ''}`;
  withProgram(`${title}${needed ? ` (needs ${needed.program})` : ''}`, async (t) => {
    const seen = await runLine(onair);
    const printed = printedLines(seen);
    t.is(seen.code, codeOf(line), printed.join('\n'));
    if (!shown) return;
    t.false(seen.wasAsked, 'a line that asks can not show its output: give it --yes');
    t.is(
      difference(shown, printed),
      undefined,
      `npm run docs:write mends it. Printed:\n${printed.join('\n')}`,
    );
  });
}

function declareNpm({ origin, line, shown }: ShownCommand): void {
  test(`${origin}: ${line}`, (t) => {
    const [program = '', verb = '', name = ''] = words(line);
    t.is(program, 'npm', 'documents use onair and npm only');
    t.is(shown, undefined, 'only the output of onair is compared');
    if (verb !== 'install') t.truthy(scripts[verb === 'run' ? name : verb]);
  });
}
