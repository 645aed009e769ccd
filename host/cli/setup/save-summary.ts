import { existsSync } from 'node:fs';
import { fileProblem } from '../../base/index.js';
import type { Answers, Walk } from '../../setup/index.js';
import { WholeFile } from '../files/whole-file.js';
import type { Ask, Choose } from '../terminal/io.js';
import type { Output } from '../terminal/output.js';
import { interrupted } from './run-walk.js';

/** Shows the resulting setup, and writes it to a file of the person's choice. @throws OnairError interrupted */
export async function saveSummary(
  walk: Walk,
  answers: Answers,
  { out, ask, choose }: { readonly out: Output; readonly ask: Ask; readonly choose: Choose },
): Promise<void> {
  const lines = walk.summary(answers);
  out.lines(['', ...lines, '']);
  for (;;) {
    const path = await ask('Where shall this be kept?', {
      initial: `onair-${walk.name}.md`,
      refuse: (text) => (text.trim() === '' ? 'a file needs a name' : undefined),
    });
    if (path === undefined) throw interrupted();
    if (existsSync(path)) {
      const answer = await choose(`${path} exists`, [
        { value: 'other', label: 'take another name' },
        { value: 'replace', label: 'replace it' },
      ]);
      if (answer === undefined) throw interrupted();
      if (answer === 'other') continue;
    }
    try {
      new WholeFile(path, { secret: true }).replace(`${lines.join('\n')}\n`); // it has the PIN
      out.lines([out.done(`kept in ${path}`)]);
      return;
    } catch (error) {
      out.warn(`can't write ${path}: ${fileProblem(error)}; take another`);
    }
  }
}
