import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';
import { install, pack, thisRuntime } from '../packed.js';

const exec = promisify(execFile);
const TSC = resolve('node_modules/typescript/bin/tsc');
const FAST_CLOCK = new URL('./fast-clock.js', import.meta.url).href;

/** As strict as TypeScript can be: the types of the package itself are checked, too. */
const STRICT = {
  target: 'ES2023',
  lib: ['ES2023'],
  module: 'NodeNext',
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noUnusedLocals: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
  rootDir: '.',
  outDir: 'out',
};

/** What each program in host/examples prints: lines that must come in this order, others may stand between. */
const PRINTS: Readonly<Record<string, readonly RegExp[]>> = {
  'air-up': [
    /^hose-on$/,
    /^opened$/,
    /^closed$/,
    /^tire-done$/,
    /^FL: done, (31\.[7-9]|32(\.[01])?)\d* psi$/,
    /^done$/,
  ],
  'check-wiring': [
    /^compressor-switch: 12 parts, 6 wires$/,
    /^doubt at /,
    /^ {2}accepted because: /,
    /^ {2}1 12 V battery$/,
  ],
  'decode-packets': [
    /^N0CALL-9: car at 41\.7148, -72\.7272: on the trail$/,
    /^N0CALL-9: to N0CALL-7: at the gate$/,
    /^N0CALL-9: airing up$/,
    /not a monitor line/,
  ],
  'find-hc06': [
    /^found linvorV1\.8 .* at 38400 8N1$/,
    /^write AT\+NAMEJeep$/,
    /^name is Jeep: it said OKsetname$/,
  ],
  hexdump: [
    /^0000 {2}24 47 50 57 50 4c .* {2}\$GPWPL,4142\.89,N$/,
    /^0010 {2}/,
    /^0020 {2}.* 0d 0a 24 /,
    /^0030 {2}/,
  ],
  'kiss-packets': [
    /^in KISS, by frame$/,
    /^N0CALL-9>APK101,WIDE1-1\*:=4903\.50N/,
    /^ {2}position from N0CALL-9$/,
    /^back in aprs$/,
  ],
};

/** A project of somebody else, with the tarball and what TypeScript wants to know of Node installed. */
async function project(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'onair-library-'));
  const { tarball } = await pack(folder);
  await install(thisRuntime(), tarball, folder);
  await mkdir(join(folder, 'node_modules', '@types'));
  await symlink(resolve('node_modules/@types/node'), join(folder, 'node_modules/@types/node'), 'junction');
  await cp(join(folder, 'node_modules/onair/host/examples'), folder, { recursive: true });
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: STRICT }));
  const itself = { name: 'project', private: true, type: 'module' };
  await writeFile(join(folder, 'package.json'), JSON.stringify(itself));
  return folder;
}

let folder = '';
test.before(async (t) => {
  t.timeout(300_000);
  folder = await project();
  const compiled = await exec(process.execPath, [TSC], { cwd: folder }).catch((error: unknown) => {
    throw new Error((error as { readonly stdout: string }).stdout, { cause: error });
  });
  t.is(compiled.stdout, '');
});
test.after.always(() => rm(folder, { recursive: true, force: true }));

test('every program in host/examples is compared here', async (t) => {
  const files = await readdir('host/examples');
  t.deepEqual(
    files.sort(),
    Object.keys(PRINTS)
      .map((name) => `${name}.ts`)
      .sort(),
  );
});

for (const [name, lines] of Object.entries(PRINTS)) {
  test(`host/examples/${name}.ts compiles and runs against the packed tarball`, async (t) => {
    t.timeout(120_000);
    const program = join(folder, 'out', `${name}.js`);
    const { stdout, stderr } = await exec(process.execPath, ['--import', FAST_CLOCK, program], {
      cwd: folder,
    });
    t.is(stderr, '');
    const printed = stdout.trimEnd().split('\n');
    let from = 0;
    for (const line of lines) {
      const at = printed.findIndex((text, index) => index >= from && line.test(text));
      t.not(at, -1, `${line} in\n${stdout}`);
      from = at + 1;
    }
  });
}

test('nothing but what exports names can be imported', async (t) => {
  const load = (what: string) =>
    exec(process.execPath, ['--input-type=module', '-e', `await import(${JSON.stringify(what)})`], {
      cwd: folder,
    });
  await t.notThrowsAsync(load('onair/packet'));
  for (const deep of ['onair', 'onair/dist/host/packet/index.js', 'onair/dist/host/cli/main.js', 'onair/cli'])
    await t.throwsAsync(load(deep), { message: /ERR_PACKAGE_PATH_NOT_EXPORTED/ }, deep);
});
