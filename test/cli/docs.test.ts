import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import test from 'ava';
import { BootBoard, UNO } from '../flash/boot-board.js';
import { avrdude, avrGcc, socat } from '../peers.js';
import { inVirtualTime } from '../virtual-time.js';
import { Serving } from './kiss/serving.js';
import { run, words } from './run.js';

/** Every document that people read; commands stand in their `sh` blocks. */
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...['host', 'firmware', 'firmware/failsafe', 'wiring', 'test'].map((folder) => `${folder}/README.md`),
];

/** Help texts whose examples are run too. */
const HELP = [
  '',
  'ports',
  'doctor',
  'hc06 probe',
  'hc06 set',
  'hc06 batch',
  'hc06 rescue',
  'hc06 raw',
  'tnc init',
  'tnc exit',
  'tnc radios',
  'tnc status',
  'tnc terminal',
  'tnc string',
  'kiss send',
  'kiss listen',
  'kiss serve',
  'aprs listen',
  'aprs beacon',
  'aprs message',
  'aprs symbols',
  'waypoints listen',
  'firmware list',
  'firmware info',
  'firmware flash',
  'firmware keep',
  'firmware build',
  'air vehicle',
  'air inflate',
  'air deflate',
  'air hold',
  'air watch',
  'air leak-test',
  'air calibrate',
  'air click',
  'air switch-test',
  'air box',
  'air serve',
  'air plan',
  'air simulate',
  'wiring list',
  'wiring show',
  'wiring check',
  'wiring draw',
  'wiring table',
  'wiring bom',
  'wiring new',
  'setup tm-d700',
  'setup air-up',
  'sim hc06',
  'sim tm-d700',
  'sim air-up',
  'sim demo',
];

/** Lines that are meant to fail, and how. */
const MEANT_TO_FAIL: readonly (readonly [part: RegExp, code: number])[] = [
  [/YOURCALL/, 2],
  [/sim:nothing/, 2],
  [/fault=wrong-baud/, 6],
  [/fault=refuses-kiss/, 5],
  [/(--faults |break=)hose-off/, 7],
  [/firmware=standard/, 7],
];

/** Lines that need a program, and whether it is here. */
const NEEDS: readonly (readonly [part: RegExp, program: string, isHere: boolean])[] = [
  [/--pty/, 'socat', socat],
  [/firmware flash(?!.*--dry-run)/, 'avrdude', avrdude],
  [/firmware build/, 'avr-gcc', avrGcc],
];
const needs = (line: string) => NEEDS.find(([part]) => part.test(line));

const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> })
  .scripts;
const scratch = mkdtempSync(join(tmpdir(), 'onair-docs-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

function commandLines(document: string): string[] {
  return [...readFileSync(document, 'utf8').matchAll(/^```sh\n(.*?)^```/gms)]
    .flatMap(([, block = '']) => block.split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What hangs on the reader's Bluetooth port, where it is not a radio in KISS. */
const RADIOS: readonly (readonly [part: RegExp, port: string])[] = [
  [/tnc init/, 'sim:tm-d700'],
  [/waypoints/, 'sim:tm-d700-gps'],
];

/** The YAML files of host/README.md, as they stand there. */
function yamlFile(name: string): string {
  const block = /^```yaml\n(.*?)^```/ms;
  const text = readFileSync('host/README.md', 'utf8').split(`\n\`${name}\` `)[1] ?? '';
  const path = join(scratch, name);
  writeFileSync(path, block.exec(text)?.[1] ?? '');
  return path;
}

/** A simulated device in place of each device of the reader's desk; a scratch folder in place of /tmp. */
function onSimulatedDevices(line: string): string {
  const radio = RADIOS.find(([part]) => part.test(line))?.[1] ?? 'sim:tm-d700?mode=kiss&traffic=1';
  return line
    .replace(
      '/dev/ttyUSB0',
      /^onair (air|firmware)/.test(line) ? `"${simulatedTires(line)}"` : simulatedModule(line),
    )
    .replace('/dev/rfcomm0', `"${radio}"`)
    .replace('127.0.0.1:4000', '127.0.0.1:0')
    .replaceAll('/tmp/', `${scratch}/`)
    .replace(/(?<= )modules?\.yaml/, yamlFile);
}

/** For a batch somebody puts the next module in its place. */
function simulatedModule(line: string): string {
  return line.includes('hc06 batch') ? 'sim:hc06?person=swaps-modules' : 'sim:hc06';
}

/** A board whose tires lack little, so that minutes of air need not be played. */
function simulatedTires(line: string): string {
  if (line.includes('air click')) return 'sim:air-up?psi=0';
  if (line.includes('deflate')) return 'sim:air-up?psi=14';
  if (line.includes('example:jeep')) return 'sim:air-up?tires=FL=36,FR=36,RL=36,RR=36,TL=48,TR=48';
  return 'sim:air-up?tires=FL=36,FR=36';
}

/** A keyboard on which somebody presses Ctrl-]. */
function leave(type: (text: string) => void): void {
  setTimeout(() => type('\x1d'), 100);
}

/** `onair firmware flash`: a bootloader behind a TCP port is the board. */
async function flashed(line: string): Promise<number> {
  const board = await BootBoard.serve(UNO);
  try {
    return (await run(words(line.replace('/dev/ttyUSB0', board.port)).slice(1), { answer: true })).code;
  } finally {
    await board.close();
  }
}

/** `onair kiss serve` until the radio is shared; its clients come over real sockets. */
async function shared(line: string): Promise<number> {
  const [, , , ...flags] = words(onSimulatedDevices(line).replace(/(?<=--listen \S*)8001/, '0'));
  const serving = new Serving(flags.join(' '), { saysYes: true });
  await serving.until(
    () => /is shared|"ready"/.test(serving.stderr + JSON.stringify(serving.documents)),
    line,
  );
  return serving.stop();
}

/** `onair air serve` until its board answers; its phones come over real sockets, so it runs in real time. */
async function panelServed(line: string): Promise<number> {
  const listen = line.includes('0.0.0.0') ? '0.0.0.0:0' : '127.0.0.1:0';
  const argv = words(onSimulatedDevices(line.replace(/--listen \S+/, ''))).slice(1);
  const controller = new AbortController();
  const { code } = await run([...argv, '--listen', listen], {
    answer: true,
    signal: controller.signal,
    onOutput: (soFar) => {
      if (/is ready$/m.test(soFar)) controller.abort();
    },
  });
  return code;
}

/** Serving runs until it is stopped, on real sockets and ptys; everything else runs in virtual time. */
async function runLine(line: string): Promise<number> {
  if (line.includes('firmware flash')) return flashed(line);
  if (line.includes('kiss serve')) return shared(line);
  if (line.includes('air serve')) return panelServed(line);
  const argv = words(onSimulatedDevices(line)).slice(1);
  const controller = new AbortController();
  const serves = argv[0] === 'sim' && argv[1] !== 'demo' && !argv.includes('--help');
  const endless =
    serves ||
    argv.includes('--keep') ||
    (/^(listen|watch)$/.test(argv[1] ?? '') && !argv.includes('--count') && !argv.includes('--for'));
  // Says nothing of its own on stdout: some virtual seconds must do.
  const isQuiet = /^(box|hold)$/.test(argv[1] ?? '') && !argv.includes('--dry-run');
  const act = (): ReturnType<typeof run> => {
    if (isQuiet) setTimeout(() => controller.abort(), 5000);
    return run(argv, {
      answer: true,
      ...(line.includes('firmware build') && { env: { PATH: process.env.PATH ?? '' } }),
      signal: controller.signal,
      // Begins the walk and leaves it at its first step.
      ...(argv[0] === 'setup' && { ask: async () => undefined, choose: async () => 'leave' }),
      ...(argv[1] === 'terminal' && { rawKeys: leave }),
      ...(endless && { onOutput: () => controller.abort() }),
    });
  };
  const isReal = serves || line.includes('firmware build');
  return isReal ? (await act()).code : (await inVirtualTime(act)).value.code;
}

const seen = new Set<string>();
function check(origin: string, line: string): void {
  const title = `${origin}: ${line}`;
  if (seen.has(line)) return;
  seen.add(line);
  const [program = '', ...rest] = words(line);
  if (program === 'onair') {
    const [, needed, isHere = true] = needs(line) ?? [];
    const withProgram = isHere ? test.serial : test.serial.skip;
    withProgram(`${title}${needed ? ` (needs ${needed})` : ''}`, async (t) => {
      const expected = MEANT_TO_FAIL.find(([part]) => part.test(line))?.[1] ?? 0;
      t.is(await runLine(line), expected);
    });
    return;
  }
  test(title, (t) => {
    t.is(program, 'npm', 'documents use onair and npm only');
    const [verb = '', name = ''] = rest;
    if (verb === 'run') t.truthy(scripts[name]);
    else if (verb !== 'install') t.truthy(scripts[verb]);
  });
}

for (const document of DOCUMENTS) for (const line of commandLines(document)) check(document, line);

test.serial('the examples of every help text run', async (t) => {
  for (const command of HELP) {
    const { stdout } = await run([...words(command), '--help']);
    const examples = stdout.split('Examples:\n')[1] ?? '';
    for (const line of examples.split('\n').map((text) => text.trim())) {
      if (!line.startsWith('onair ') || needs(line)?.[2] === false) continue;
      const expected = MEANT_TO_FAIL.find(([part]) => part.test(line))?.[1] ?? 0;
      t.is(await runLine(line), expected, line);
    }
  }
});

test('links between the documents lead somewhere', (t) => {
  for (const document of DOCUMENTS) {
    for (const [, target = ''] of readFileSync(document, 'utf8').matchAll(/\]\(([^)#]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const path = normalize(join(dirname(document), target));
      t.notThrows(() => readdirOrFile(path), `${document}: ${target}`);
    }
  }
});

test('documents for people who type: no line of a command block is wider than 80 columns', (t) => {
  for (const document of DOCUMENTS) {
    for (const line of commandLines(document)) t.true(line.length <= 80, `${document}: ${line}`);
  }
});

function readdirOrFile(path: string): void {
  try {
    readFileSync(path);
  } catch {
    readdirSync(path);
  }
}
