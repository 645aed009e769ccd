import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SKETCH } from '../../failsafe/bare-board.js';
import { avrGcc } from '../../peers.js';

const STANDARD_LOOP = fileURLToPath(
  new URL('../../../../test/bench/failsafe/standard-loop.cpp', import.meta.url),
);

/** A program for an Uno, and what it takes of the chip. */
export interface Built {
  readonly hex: string;
  readonly flashBytes: number;
  /** Before the stack. */
  readonly ramBytes: number;
}

/** Builds in a folder of its own, by the sketch's own script: the same compiler, flags and core for both. */
function build(name: string, fill: (folder: string) => void): Built {
  const folder = join(mkdtempSync(join(tmpdir(), 'bench-failsafe-')), name);
  mkdirSync(folder);
  fill(folder);
  const { status, stdout, stderr } = spawnSync('sh', [join(folder, 'build.sh'), 'uno', folder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name} does not build: ${stderr}`);
  const [, flash, ram] = /flash (\d+) .*RAM (\d+) /.exec(stdout) ?? [];
  return { hex: join(folder, 'failsafe-uno.hex'), flashBytes: Number(flash), ramBytes: Number(ram) };
}

/** The sketch and a loop like StandardFirmata's; undefined without Debian's compiler. */
export function buildBoth(): { readonly sketch: Built; readonly standard: Built } | undefined {
  if (!avrGcc) return undefined;
  return {
    sketch: build('sketch', (folder) => cpSync(SKETCH, folder, { recursive: true })),
    standard: build('standard', (folder) => {
      for (const file of ['build.sh', 'boards.tsv']) copyFileSync(join(SKETCH, file), join(folder, file));
      copyFileSync(STANDARD_LOOP, join(folder, 'standard-loop.cpp'));
      writeFileSync(join(folder, 'failsafe.ino'), '');
    }),
  };
}
