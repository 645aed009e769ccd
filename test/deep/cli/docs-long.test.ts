import { declare } from '../../cli/docs/declare.js';
import { DOCUMENTS, samplesOf, samplesOfHelp } from '../../cli/docs/documents.js';
import { takesLong } from '../../cli/docs/tables.js';

/** The lines of the documents that take long; docs.test.ts has the others. */
const samples = [...DOCUMENTS.flatMap(samplesOf), ...(await samplesOfHelp())];
declare(samples.filter(({ line }) => takesLong(line)));
