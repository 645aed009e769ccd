import { writeFileSync } from 'node:fs';
import { DOCUMENTS, onairLine, samplesOf, withOutputs } from './documents.js';
import { printedLines, runLine } from './run-line.js';
import { renewed } from './shown.js';

/** `npm run docs:write`: what the console blocks of the documents show becomes what is printed. */
for (const document of DOCUMENTS) {
  const outputs: (readonly string[] | undefined)[] = [];
  for (const sample of samplesOf(document)) {
    const line = onairLine(sample);
    outputs.push(sample.shown && line ? renewed(sample.shown, printedLines(await runLine(line))) : undefined);
  }
  writeFileSync(document, withOutputs(document, outputs));
}
