import type { Dialect } from './dialect.js';
import { silentCommands } from './silent.js';

/** The original HC-06: `OKlinvorV1.5`, `OKlinvorV1.8`, also reported without the OK. */
export const linvor: Dialect = {
  ...silentCommands,
  id: 'linvor',
  title: 'linvor V1.5 / V1.8',
  version: /linvor\s*V?(\d+\.\d+)/i,
  confidence: 'several',
  sources: ['ndroid/HC06_AT_CommandCenter', 'cmumford/hc-06', 'Wavesen HC-06 data sheet (second-hand)'],
};
