import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';

/**
 * The answers of Dire Wolf's decode_aprs, one for each line: a monitor line, or a KISS frame as hexadecimal pairs.
 * To a frame the answer begins with its monitor line.
 */
export async function decodeAprsSays(lines: readonly string[]): Promise<string[][]> {
  const child = execFile('decode_aprs', { maxBuffer: 64 << 20, timeout: 120_000 });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('decode_aprs has no pipes');
  let text = '';
  stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more;
  });
  stdin.end(lines.map((line) => `${line}\n`).join(''));
  await once(child, 'close');
  return split(text, lines);
}

/** It repeats each line before it answers, and paints its words whatever they are written to. */
function split(text: string, lines: readonly string[]): string[][] {
  const answers: string[][] = [];
  for (const line of stripVTControlCharacters(text).split('\n')) {
    if (line === lines[answers.length]) answers.push([]);
    else if (line.trim() !== '') answers.at(-1)?.push(line);
  }
  return answers.map(withoutDump);
}

/** A frame is shown byte by byte before it is answered; the answer follows the ruler. */
function withoutDump(answer: readonly string[]): string[] {
  return answer.slice(answer.findIndex((line) => /^-{19}$/.test(line)) + 1);
}
