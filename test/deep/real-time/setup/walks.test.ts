import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { tmux } from '../../../peers.js';
import { Terminal } from './terminal.js';

/** Both walks as a person plays them: a real terminal, keys typed, the screens compared with what was looked at. */
const ONAIR = join(import.meta.dirname, '../../../../host/cli/onair.js');
const inTerminal = tmux ? test : test.skip;

/** Waited for at the end of the screen, and then typed. */
type Action = readonly [until: RegExp, ...keys: string[]];

const asks = (question: string): RegExp => new RegExp(`◆ {2}${question}[\\s\\S]*\\n└$`);
/** The last command that was shown waits to be run. */
const runs = (command: string): Action => [
  new RegExp(`\\$ onair ${command}[^$]*◆ {2}Shall onair run this\\?[^$]*└$`),
  'Enter',
];
/** A step of a wiring is asked about, and done. */
const wired = (step: number): Action => [
  new RegExp(`Step ${step} of \\d+:[\\s\\S]*◆ {2}Done[\\s\\S]*\\n└$`),
  'Enter',
];
const yes = (question: string): Action => [asks(question), 'y', 'Enter'];

const TM_D700: readonly Action[] = [
  [asks('Is everything here'), 'Enter'],
  [asks('Which one is yours'), 'Enter'],
  [/type your answer: breakout or bare/, 'breakout', 'Enter'],
  [asks('Is that yours'), 'Enter'],
  [asks('How many volts'), '3.3', 'Enter'],
  [asks('Is that what you measured'), 'Enter'],
  ...[4, 5].map(wired),
  runs('hc06 probe'),
  [asks('A name for the module'), 'Enter'],
  [asks('A PIN of your own'), '12', 'Enter'],
  [/PIN: "12" is not 4 digits/, '34', 'Enter'],
  runs('hc06 set'),
  [asks('Write this to the module'), 'Enter'],
  runs('hc06 set'),
  yes('Write this to the module'),
  ...[8, 9, 10, 11, 12].map(wired),
  [asks('Is it paired'), 'Enter'],
  ...[14, 15].map(wired),
  runs('tnc init'),
  yes('Change the mode of the Kenwood'),
  [asks('Your own call sign'), 'n0call', 'Enter'],
  [/N0CALL is a placeholder/, 'C-u', 'dl1abc-9', 'Enter'],
  [asks('Where are you'), '48.1, 11.5', 'Enter'],
  runs('aprs beacon'),
  yes('Transmit your position as DL1ABC-9, once'),
  runs('tnc string'),
  [asks('Where shall this be kept'), 'Enter'],
];

const AIR_UP: readonly Action[] = [
  [asks('Is everything here'), 'Enter'],
  runs('firmware info'),
  ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16].map(wired),
  runs('air test-valves'),
  yes('Is the hose off the tire'),
  yes('Did hose.fill click'),
  yes('Did hose.vent click'),
  yes('Did relay click'),
  [asks('Which file'), 'Enter'],
  runs('air vehicle --example'),
  runs('air vehicle simulated-jeep'),
  runs('air calibrate[^$]*--zero'),
  yes('An open hose reads'),
  [asks('What does your gauge show'), '32', 'Enter'],
  runs('air calibrate[^$]*--gauge'),
  yes('An open hose reads'),
  runs('air switch-test'),
  yes('Is the relief valve in the line'),
  [/Step 23 of[\s\S]*◆ {2}Done, and is it so\?[\s\S]*\n└$/, 'Enter'],
  [asks('Which tire of your file'), 'FL=20', 'Enter'],
  runs('air inflate'),
  yes('Is the hose on FL'),
  [asks('Where shall this be kept'), 'Enter'],
];

interface Played {
  readonly screen: string;
  readonly folder: string;
  readonly terminal: Terminal;
}

async function playWalk(t: ExecutionContext, name: string, actions: readonly Action[]): Promise<Played> {
  const folder = mkdtempSync(join(tmpdir(), 'onair-walk-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const env = { XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder, ONAIR_CALL: '' };
  const terminal = await Terminal.open(t, [ONAIR, 'setup', name, '--simulate'], { folder, env });
  for (const [pattern, ...keys] of actions) {
    await terminal.until(pattern);
    for (const key of keys) {
      if (/^(Enter|Down|C-.)$/.test(key)) await terminal.press(key);
      else await terminal.type(key);
    }
  }
  return { screen: await terminal.until(/exit code \d+$/), folder, terminal };
}

/** What differs from run to run. */
function settled(screen: string): string {
  return screen
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/^.*\n(?=Bluetooth in a|A board that)/s, '')
    .replace(/found in .*/, 'found in TIME')
    .replace(/after [\d.]+ s$/gm, 'after TIME')
    .replace(/(?<=the hose is on FL\n)[\s\S]*(?=\ntire, psi)/, 'LIVE')
    .replace(/^(FL|pump:) .*\d:\d\d.*$/gm, '$1 REPORT')
    .replace(/(?<=An open hose reads )[\s\S]*?(?=\. Write|\nok)/g, 'FIGURES')
    .replace(/on for \d+ ms/g, 'on for TIME');
}

/** The screens that somebody has looked at stand beside this test; `ONAIR_SCREENS=write` writes them again. */
function sameScreen(t: ExecutionContext, name: string, screen: string): void {
  const path = `test/deep/real-time/setup/${name}.screen.txt`;
  if (process.env.ONAIR_SCREENS === 'write') writeFileSync(path, `${screen}\n`);
  t.is(`${screen}\n`, readFileSync(path, 'utf8'));
}

inTerminal(
  'tm-d700: from the bag of parts to APRSdroid, keys typed, screens compared (needs tmux)',
  async (t) => {
    const { screen, folder } = await playWalk(t, 'tm-d700', TM_D700);
    sameScreen(t, 'tm-d700', settled(screen));
    const summary = readFileSync(join(folder, 'onair-tm-d700.md'), 'utf8');
    t.regex(summary, /\| module \| TM-D700, breakout \|\n\| PIN \| 1234 \|/);
  },
);

inTerminal(
  'air-up: from the bench to the first tire, keys typed, screens compared (needs tmux)',
  async (t) => {
    const { screen, folder } = await playWalk(t, 'air-up', AIR_UP);
    sameScreen(t, 'air-up', settled(screen));
    t.regex(readFileSync(join(folder, 'simulated-jeep.yaml'), 'utf8'), /^ +calibration: \{/m);
  },
);

inTerminal(
  'Ctrl-C in a question leaves with 130, and the same command goes on there (needs tmux)',
  async (t) => {
    const actions: Action[] = [...TM_D700.slice(0, 9), [asks('A name for the module'), 'Jeep', 'C-c']];
    const { screen, terminal } = await playWalk(t, 'tm-d700', actions);
    t.regex(
      screen,
      /error: left before the end; every answer is kept\nhint: {2}run the same command to continue/,
    );
    t.regex(screen, /exit code 130$/);
    await terminal.type(`clear; '${process.execPath}' '${ONAIR}' setup tm-d700 --simulate`);
    await terminal.press('Enter');
    t.regex(
      await terminal.until(asks('A name for the module')),
      /Going on where you were[\s\S]*Step 7 of 18/,
    );
  },
);
