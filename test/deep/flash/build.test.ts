import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { sketchPath } from '../../../firmware/flash/sketch.js';
import { run, words } from '../../cli/run.js';
import { errorOf, shown } from '../../flash/documents.js';

/**
 * A computer with a toolchain of our own: `sh` hands a hex out, and writes down what it was asked. The real compiler
 * builds the real sketch in test/deep/failsafe/build.test.ts.
 */
const scratch = mkdtempSync(join(tmpdir(), 'onair-build-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

const bin = join(scratch, 'bin');
const core = join(scratch, 'core');
mkdirSync(bin);
mkdirSync(join(core, 'cores', 'arduino'), { recursive: true });
writeFileSync(join(core, 'cores', 'arduino', 'Arduino.h'), '');
const HEX = sketchPath('prebuilt/failsafe-uno.hex');

function program(name: string, text: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(bin, name), 0o755);
}

program('avr-gcc', 'case "$1" in -dumpversion) echo "$GCC" ;; *) echo /lib/crtatmega328p.o ;; esac');
program('sh', 'echo "$1 $2 $3" > "$ASKED"; eval "$BUILD"');

async function build(line: string, { gcc = '5.4.0', script = `/bin/cp ${HEX} "$3"/failsafe-uno.hex` } = {}) {
  const asked = join(scratch, 'asked');
  const env = { PATH: bin, CORE: core, GCC: gcc, ASKED: asked, BUILD: script };
  const ran = await run(words(`firmware build ${line} --json`), { env });
  return { ran, asked: () => readFileSync(asked, 'utf8').trim() };
}

test.serial('one board: build.sh gets its name and the folder, and the bytes are compared', async (t) => {
  const out = join(scratch, 'one');
  const { ran, asked } = await build(`--board uno --out "${out}"`);
  t.is(ran.code, 0, ran.stdout);
  t.is(asked(), `${sketchPath('build.sh')} uno ${out}`);
  t.like(shown(ran), { schema: 'onair/firmware.build@1', compiler: '5.4.0', warnings: [] });
  t.like(shown(ran, 'built', 0), { board: 'uno', hex: 'failsafe-uno.hex', identical: true });
});

test.serial('other bytes are reported, and another compiler is named as the reason', async (t) => {
  const script = `/bin/sed 's/^:00000001FF/:0100FF000000\\n&/' ${HEX} > "$3"/failsafe-uno.hex`;
  const line = `--board uno --out "${join(scratch, 'two')}"`;
  const { ran } = await build(line, { gcc: '14.2.0', script });
  t.is(ran.code, 0, ran.stdout);
  t.is(shown(ran, 'built', 0).identical, false);
  t.regex(String(shown(ran).warnings), /avr-gcc is 14\.2\.0.*5\.4\.0/);
  t.deepEqual(shown((await build(line, { script })).ran).warnings, [], 'the same compiler is no excuse');
});

test.serial('a Nano with the old bootloader runs the Nano’s program', async (t) => {
  const script = `/bin/cp ${HEX} "$3"/failsafe-nano.hex`;
  const { ran, asked } = await build(`--board nano-old --out "${join(scratch, 'nano')}"`, { script });
  t.is(ran.code, 0);
  t.regex(asked(), / nano \//);
  t.like(shown(ran, 'built', 0), { board: 'nano', hex: 'failsafe-nano.hex' });
});

test.serial('sources that do not compile: the compiler’s first complaint', async (t) => {
  const script = 'echo "leases.cpp:3:1: error: it is broken" >&2; exit 1';
  const { ran } = await build(`--board uno --out "${join(scratch, 'bad')}"`, { script });
  t.is(ran.code, 2);
  t.regex(errorOf(ran).message, /does not build: leases\.cpp:3:1: error: it is broken/);
});

test.serial('only the package that is missing is named', async (t) => {
  const env = { PATH: bin, CORE: '/nowhere', GCC: '5.4.0' };
  const ran = await run(words('firmware build --out /nowhere --json'), { env });
  t.is(ran.code, 2);
  t.regex(errorOf(ran).hint, /sudo apt install arduino-core-avr\./);
});

test.serial('an unknown board gets the nearest name, a folder that can not be made its reason', async (t) => {
  t.regex(errorOf((await build('--board meag')).ran).hint, /did you mean mega/);
  writeFileSync(join(scratch, 'file'), '');
  const { ran } = await build(`--board uno --out "${join(scratch, 'file', 'x')}"`);
  t.is(ran.code, 2);
  t.regex(errorOf(ran).message, /can't make the folder/);
});
