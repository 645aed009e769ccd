import { readFileSync } from 'node:fs';
import { run, words } from '../run.js';

/** Every document that people read. */
export const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...['host', 'host/web', 'firmware', 'firmware/failsafe', 'wiring', 'test'].map(
    (folder) => `${folder}/README.md`,
  ),
];

/** One command line of a document. */
export interface ShownCommand {
  readonly origin: string;
  readonly line: string;
  /** What the document shows of its output; undefined where it shows the command only. */
  readonly shown: readonly string[] | undefined;
}

/** `sh` blocks hold commands only; in `console` blocks a `$ ` begins each, and its output follows. */
const BLOCK = /^```(sh|console)\n(.*?)^```/gms;
const PROMPT = '$ ';

export function samplesOf(document: string): ShownCommand[] {
  return [...readFileSync(document, 'utf8').matchAll(BLOCK)].flatMap(([, kind, block = '']) =>
    kind === 'sh'
      ? block
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== '')
          .map((line) => ({ origin: document, line, shown: undefined }))
      : samplesOfConsole(document, block),
  );
}

function samplesOfConsole(origin: string, block: string): ShownCommand[] {
  const [before = '', ...commands] = `\n${block.trimEnd()}`.split(`\n${PROMPT}`);
  if (before !== '') throw new Error(`${origin}: a console block begins with "${PROMPT}"`);
  return commands.map((text) => {
    const [line = '', ...shown] = text.split('\n');
    return { origin, line: line.trim(), shown };
  });
}

/** The scripts of package.json. */
export const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** The line of onair that a sample runs: a script of npm that shows its output may run one too. */
export function onairLine({ line, shown }: ShownCommand): string | undefined {
  if (line.startsWith('onair ')) return line;
  const script = scripts[line.replace('npm ', '')] ?? '';
  const [, rest] = /^node dist\/host\/cli\/onair\.js (.*)/.exec(script) ?? [];
  return shown && rest ? `onair ${rest}` : undefined;
}

/** The text of a document with other outputs in its console blocks; `outputs` has one for each sample in order. */
export function withOutputs(document: string, outputs: readonly (readonly string[] | undefined)[]): string {
  const samples = samplesOf(document);
  let next = 0;
  return readFileSync(document, 'utf8').replace(BLOCK, (whole, kind: string, block: string) => {
    if (kind === 'sh') {
      next += block.split('\n').filter((line) => line.trim() !== '').length;
      return whole;
    }
    const made = samplesOfConsole(document, block).flatMap(() => {
      const at = next++;
      return [`${PROMPT}${samples[at]?.line}`, ...(outputs[at] ?? samples[at]?.shown ?? [])];
    });
    return `\`\`\`console\n${made.join('\n')}\n\`\`\``;
  });
}

/** Every noun and verb whose help is read; a noun without verbs stands alone. */
export async function commandNames(): Promise<string[]> {
  const names = [''];
  for (const noun of await verbsOf('')) {
    const verbs = await verbsOf(noun);
    names.push(...(verbs.length > 0 ? verbs.map((verb) => `${noun} ${verb}`) : [noun]));
  }
  return names;
}

export async function helpOf(command: string): Promise<string> {
  return (await run([...words(command), '--help'])).stdout;
}

async function verbsOf(command: string): Promise<string[]> {
  const list = (await helpOf(command)).split(/^Commands:\n/m)[1]?.split('\n\n')[0] ?? '';
  return [...list.matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, name = '']) => name);
}

/** The examples of every help text. */
export async function samplesOfHelp(): Promise<ShownCommand[]> {
  const samples: ShownCommand[] = [];
  for (const command of await commandNames()) {
    const examples = (await helpOf(command)).split('Examples:\n')[1] ?? '';
    for (const line of examples.split('\n').map((text) => text.trim()))
      if (line.startsWith('onair '))
        samples.push({ origin: `onair ${command} --help`, line, shown: undefined });
  }
  return samples;
}
