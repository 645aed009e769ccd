import { writeFileSync } from 'node:fs';
import { FIGURES } from '../../wiring/node/index.js';
import { allFigures, figuresText } from './ngspice.js';

/** `npm run wiring:figures`: lets ngspice calculate every design, and writes what it finds. */
writeFileSync(FIGURES, figuresText(allFigures()));
