import { readFile, writeFile } from 'node:fs/promises';
import { withHazards } from '../../firmware/air-up/hazards-page.js';

/** `npm run hazards`, in the top folder: writes the tables of the hazards into the page that shows them. */
const PAGE = 'firmware/README.md';

await writeFile(PAGE, withHazards(await readFile(PAGE, 'utf8')));
