import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { SKETCH } from './bare-board.js';
import { readIntelHex } from './intel-hex.js';

const CORE = process.env.CORE ?? '/usr/share/arduino/hardware/arduino/avr';
const COMPILER = 'avr-g++';
/** Debian 12's gcc-avr, avr-libc and arduino-core-avr; another compiler makes other bytes of the same sources. */
const COMPILER_VERSION = '5.4.0';
const found = spawnSync(COMPILER, ['-dumpversion'], { encoding: 'utf8' }).stdout?.trim();
const canBuild = found === COMPILER_VERSION && existsSync(join(CORE, 'cores/arduino/Arduino.h'));
const withCompiler = canBuild ? test : test.skip;

const PREBUILT = readFileSync(join(SKETCH, 'prebuilt/failsafe-uno.hex'));

/** Builds a copy of the sketch in a folder of its own. */
function build(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'failsafe-'));
  try {
    cpSync(SKETCH, folder, { recursive: true });
    rmSync(join(folder, 'prebuilt/failsafe-uno.hex'));
    execFileSync('sh', [join(folder, 'build.sh')], { stdio: 'pipe' });
    return readFileSync(join(folder, 'prebuilt/failsafe-uno.hex'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

withCompiler(
  'the prebuilt hex is what the sources build, byte for byte, in any folder (needs gcc-avr 5.4, arduino-core-avr)',
  (t) => {
    const [first, second] = [build(), build()];
    t.true(first.equals(second));
    t.true(first.equals(PREBUILT), 'run firmware/failsafe/build.sh');
  },
);

test('the prebuilt hex is whole and leaves room for the bootloader', (t) => {
  const flash = readIntelHex(PREBUILT.toString());
  t.true(flash.findLastIndex((word) => word !== 0xffff) < 32_256 / 2);
});
