import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { BOARDS, pinNumber } from '../../firmware/air-up/board/boards.js';
import { flashBoards } from '../../firmware/flash/boards.js';
import { SKETCH } from './bare-board.js';
import { ATMEGA328P, ATMEGA2560 } from './chip-models.js';
import { readIntelHex } from './intel-hex.js';

const CORE = process.env.CORE ?? '/usr/share/arduino/hardware/arduino/avr';
const COMPILER = 'avr-g++';
/** Debian 12's gcc-avr, avr-libc and arduino-core-avr; another compiler makes other bytes of the same sources. */
const COMPILER_VERSION = '5.4.0';
const found = spawnSync(COMPILER, ['-dumpversion'], { encoding: 'utf8' }).stdout?.trim();
const canBuild = found === COMPILER_VERSION && existsSync(join(CORE, 'cores/arduino/Arduino.h'));
const withCompiler = canBuild ? test : test.skip;

/** Builds all boards in a folder of their own, from a copy of the sketch. */
function build(change: (folder: string) => void = () => {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'failsafe-'));
  cpSync(SKETCH, folder, { recursive: true });
  rmSync(join(folder, 'prebuilt'), { recursive: true });
  change(folder);
  const ran = spawnSync('sh', [join(folder, 'build.sh')], { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`exit code ${ran.status}: ${ran.stderr}`);
  return folder;
}

function inFolder(t: ExecutionContext, change?: (folder: string) => void): string {
  const folder = build(change);
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const HEX_FILES = [...new Set(flashBoards().map(({ hex }) => hex))];

withCompiler(
  'the prebuilt hex files are what the sources build, byte for byte, in any folder (needs gcc-avr 5.4, arduino-core-avr)',
  (t) => {
    const folders = [inFolder(t), inFolder(t)];
    t.deepEqual(HEX_FILES, ['failsafe-uno.hex', 'failsafe-nano.hex', 'failsafe-mega.hex']);
    for (const hex of HEX_FILES) {
      const prebuilt = readFileSync(join(SKETCH, 'prebuilt', hex));
      for (const folder of folders)
        t.true(
          prebuilt.equals(readFileSync(join(folder, 'prebuilt', hex))),
          'run firmware/failsafe/build.sh',
        );
    }
  },
);

withCompiler(
  'a sketch that takes too much of a chip does not build (needs gcc-avr 5.4, arduino-core-avr)',
  (t) => {
    const grown = (line: string) => (folder: string) =>
      writeFileSync(join(folder, 'zz_grown.cpp'), `#include <Arduino.h>\n${line}\n`);
    const flash =
      'const PROGMEM char big[4096] __attribute__((used)) = {1}; extern "C" __attribute__((constructor)) void k() { GPIOR0 = pgm_read_byte(big + GPIOR0); }';
    t.throws(() => inFolder(t, grown(flash)), { message: /failsafe-uno\.hex: error: too large/ });
    const ram =
      'volatile char big[200]; extern "C" __attribute__((constructor)) void k() { big[GPIOR0] = 1; }';
    t.throws(() => inFolder(t, grown(ram)), { message: /failsafe-uno\.hex: error: too large/ });
  },
);

for (const board of flashBoards()) {
  test(`${board.name}: the prebuilt hex is whole and leaves room for the bootloader`, (t) => {
    const flash = readIntelHex(readFileSync(join(SKETCH, 'prebuilt', board.hex), 'utf8'), 0x20000);
    t.true(flash.findLastIndex((word) => word !== 0xffff) < board.flashBytes / 2);
  });
}

test('what the host knows of its boards is what the sketch is built for', (t) => {
  const chips = { atmega328p: ATMEGA328P, atmega2560: ATMEGA2560 } as const;
  for (const { name, chip } of flashBoards()) {
    const model = chips[chip as keyof typeof chips];
    const bytes = readFileSync(join(SKETCH, 'boards.tsv'), 'utf8')
      .split('\n')
      .find((line) => line.startsWith(`${name}\t`));
    t.is(Number(bytes?.split('\t')[8]), model.ramBytes);
  }
  for (const [name, board] of Object.entries(BOARDS)) {
    t.true(
      flashBoards().some((one) => one.name === name),
      `${name} can be flashed`,
    );
    const { pins, sda, scl } =
      flashBoards().find((one) => one.name === name)?.chip === 'atmega2560' ? ATMEGA2560 : ATMEGA328P;
    t.is(board.firstAnalog + board.analogWithPort, pins.length);
    t.deepEqual(
      board.i2c.map((pin) => pinNumber(pin, board)),
      [sda, scl],
    );
  }
});
