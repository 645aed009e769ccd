import test from 'ava';
import { declare } from '../../cli/docs/declare.js';
import { DOCUMENTS, samplesOf, samplesOfHelp } from '../../cli/docs/documents.js';
import { takesLong } from '../../cli/docs/tables.js';

/** What takes long is in docs-long.test.ts, so that both run at the same time. */
const samples = [...DOCUMENTS.flatMap(samplesOf), ...(await samplesOfHelp())];
declare(samples.filter(({ line }) => !takesLong(line)));

test('documents for people who type: no line of a command or its output is wider than 80 columns', (t) => {
  for (const { origin, line, shown = [] } of DOCUMENTS.flatMap(samplesOf)) {
    t.true(line.length <= 80, `${origin}: ${line}`);
    // A JSON document is one line, however long.
    for (const each of shown) t.true(each.length <= 80 || each.startsWith('{'), `${origin}: ${each}`);
  }
});
