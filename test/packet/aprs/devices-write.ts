import { readFileSync, writeFileSync } from 'node:fs';
import { registerModule } from './device-register.js';

/**
 * `npm run devices`: writes the device register out of the newest tocalls.yaml, or `npm run devices -- FILE DATE` out
 * of one that is at hand.
 */
const SOURCE = 'https://raw.githubusercontent.com/aprsorg/aprs-deviceid/main/tocalls.yaml';

async function newest(): Promise<string> {
  const answer = await fetch(SOURCE);
  if (!answer.ok) throw new Error(`${SOURCE} answers ${answer.status}`);
  return answer.text();
}

const [file, date = new Date().toISOString().slice(0, 10)] = process.argv.slice(2);
const yaml = file === undefined ? await newest() : readFileSync(file, 'utf8');
writeFileSync('host/packet/aprs/devices/register.ts', registerModule(yaml, date));
