import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Stands in for /tmp, so that a run leaves nothing behind. */
export const scratch = mkdtempSync(join(tmpdir(), 'onair-docs-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** What hangs on the reader's Bluetooth port, where it is not a radio in KISS. */
const RADIOS: readonly (readonly [part: RegExp, port: string])[] = [
  [/tnc init/, 'sim:tm-d700'],
  [/waypoints/, 'sim:tm-d700-gps'],
];

/** Boards whose tires lack little, so that minutes of air need not be played; the first that fits. */
const BOARDS: readonly (readonly [part: RegExp, port: string])[] = [
  [/air test-valves/, 'sim:air-up?psi=0'],
  [/deflate/, 'sim:air-up?psi=14'],
  [/example:jeep/, 'sim:air-up?tires=FL=36,FR=36,RL=36,RR=36,TL=48,TR=48'],
  [/^onair (air|firmware)/, 'sim:air-up?tires=FL=36,FR=36'],
];

/** For a batch somebody puts the next module in its place; one to verify reports what it has. */
const MODULES: readonly (readonly [part: RegExp, port: string])[] = [
  [/hc06 batch/, 'sim:hc06?person=swaps-modules'],
  [/hc06 verify/, 'sim:hc06?firmware=v3.0&name=TM-D700'],
];

const portFor = (line: string, table: readonly (readonly [RegExp, string])[], usual: string): string =>
  `"${table.find(([part]) => part.test(line))?.[1] ?? usual}"`;

/** A simulated device in place of each device of the reader's desk; a scratch folder in place of /tmp. */
export function onSimulatedDevices(line: string): string {
  return line
    .replace('/dev/ttyUSB0', portFor(line, [...BOARDS, ...MODULES], 'sim:hc06'))
    .replace('/dev/rfcomm0', portFor(line, RADIOS, 'sim:tm-d700?mode=kiss&traffic=1'))
    .replace('127.0.0.1:4000', '127.0.0.1:0')
    .replace(/\/tmp\/(\S*)/g, (_, name) => `"${scratch}/${name}"`)
    .replace(/(?<= )modules?\.yaml/, (name) => `"${yamlFile(name)}"`);
}

/** The YAML files of host/README.md, as they stand there. */
function yamlFile(name: string): string {
  const block = /^```yaml\n(.*?)^```/ms;
  const text = readFileSync('host/README.md', 'utf8').split(`\n\`${name}\` `)[1] ?? '';
  const path = join(scratch, name);
  writeFileSync(path, block.exec(text)?.[1] ?? '');
  return path;
}
