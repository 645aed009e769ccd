import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { BOARDS, pinNumber } from '../../../firmware/air-up/board/pins/boards.js';
import { flashBoards } from '../../../firmware/flash/boards.js';
import { SKETCH, testBoard } from '../../failsafe/board/board-under-test.js';
import { readIntelHex } from '../../failsafe/chip/intel-hex.js';

const CORE = process.env.CORE ?? '/usr/share/arduino/hardware/arduino/avr';
const COMPILER = 'avr-g++';
/** Debian 12's gcc-avr, avr-libc and arduino-core-avr; another compiler makes other bytes of the same sources. */
const COMPILER_VERSION = '5.4.0';
const found = spawnSync(COMPILER, ['-dumpversion'], { encoding: 'utf8' }).stdout?.trim();
const canBuild = found === COMPILER_VERSION && existsSync(join(CORE, 'cores/arduino/Arduino.h'));
const withCompiler = canBuild ? test : test.skip;

/** Builds all boards from a copy of the sketch in a temporary folder. */
function build(change: (folder: string) => void = () => {}): { folder: string; said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'failsafe-'));
  cpSync(SKETCH, folder, { recursive: true });
  rmSync(join(folder, 'prebuilt'), { recursive: true });
  change(folder);
  const ran = spawnSync('sh', [join(folder, 'build.sh')], { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`exit code ${ran.status}: ${ran.stderr}`);
  return { folder, said: ran.stdout };
}

function inFolder(t: ExecutionContext, change?: (folder: string) => void): ReturnType<typeof build> {
  const built = build(change);
  t.teardown(() => rmSync(built.folder, { recursive: true, force: true }));
  return built;
}

/** `| Uno | 12,998 | 16,384 | 1,078 | 1,200 |` of a line that the build prints. */
function rowOf(line: string): string {
  const [, name = '', ...figures] =
    /failsafe-([\w-]+)\.hex: flash (\d+) of at most (\d+) bytes, RAM (\d+) of at most (\d+)/.exec(line) ?? [];
  const shown = figures.map((figure) => Number(figure).toLocaleString('en'));
  return `| ${name.charAt(0).toUpperCase()}${name.slice(1)} | ${shown.join(' | ')} |`;
}

const HEX_FILES = [...new Set(flashBoards().map(({ hex }) => hex))];

withCompiler(
  'the prebuilt hex files are what the sources build, byte for byte, in any folder (needs gcc-avr 5.4, arduino-core-avr)',
  (t) => {
    const built = [inFolder(t), inFolder(t)];
    t.deepEqual(HEX_FILES, [
      'failsafe-uno.hex',
      'failsafe-nano.hex',
      'failsafe-mega.hex',
      'failsafe-mega-serial1.hex',
    ]);
    for (const hex of HEX_FILES) {
      const prebuilt = readFileSync(join(SKETCH, 'prebuilt', hex));
      for (const { folder } of built)
        t.true(
          prebuilt.equals(readFileSync(join(folder, 'prebuilt', hex))),
          'run firmware/failsafe/build.sh',
        );
    }
    const readme = readFileSync(join(SKETCH, 'README.md'), 'utf8');
    for (const line of built[0]?.said.trim().split('\n') ?? []) {
      t.true(readme.includes(rowOf(line)), `README.md: ${rowOf(line)}`);
    }
  },
);

withCompiler(
  'a sketch that takes too much of a chip does not build (needs gcc-avr 5.4, arduino-core-avr)',
  (t) => {
    const grown = (line: string) => (folder: string) =>
      writeFileSync(join(folder, 'src', 'board', 'grown.cpp'), `#include <Arduino.h>\n${line}\n`);
    const flash =
      'const PROGMEM char big[4096] __attribute__((used)) = {1}; extern "C" __attribute__((constructor)) void k() { GPIOR0 = pgm_read_byte(big + GPIOR0); }';
    t.throws(() => inFolder(t, grown(flash)), { message: /failsafe-uno\.hex: error: too large/ });
    const ram =
      'volatile char big[200]; extern "C" __attribute__((constructor)) void k() { big[GPIOR0] = 1; }';
    t.throws(() => inFolder(t, grown(ram)), { message: /failsafe-uno\.hex: error: too large/ });
  },
);

for (const board of flashBoards()) {
  test(`${board.name}: the prebuilt hex file is complete and leaves room for the bootloader`, (t) => {
    const flash = readIntelHex(readFileSync(join(SKETCH, 'prebuilt', board.hex), 'utf8'), 0x20000);
    t.true(flash.findLastIndex((word) => word !== 0xffff) < board.flashBytes / 2);
  });
}

for (const [name, known] of Object.entries(BOARDS)) {
  test(`${name}: the host has the pins of the emulated board`, (t) => {
    const { model, a0, channels } = testBoard(name);
    t.deepEqual(known.digital, [2, a0 - 1]);
    t.is(known.firstAnalog, a0);
    t.is(known.analogInputs, channels);
    t.is(known.firstAnalog + known.analogWithPort, model.pins.length);
    t.deepEqual(
      known.i2c.map((pin) => pinNumber(pin, known)),
      [model.sda, model.scl],
    );
  });
}

/** The boards of the core's boards.txt, by their names in boards.tsv. */
const IN_CORE: Readonly<Record<string, readonly [board: string, cpu?: string]>> = {
  uno: ['uno'],
  nano: ['nano', 'atmega328'],
  'nano-old': ['nano', 'atmega328old'],
  mega: ['mega', 'atmega2560'],
  'mega-serial1': ['mega', 'atmega2560'],
};

const BOARDS_TXT = join(CORE, 'boards.txt');
(existsSync(BOARDS_TXT) ? test : test.skip)(
  'boards.tsv says of chips, bootloaders and room what the Arduino core says (needs arduino-core-avr)',
  (t) => {
    const settings = new Map(
      readFileSync(BOARDS_TXT, 'utf8')
        .split('\n')
        .map((line) => line.split('=', 2) as [string, string]),
    );
    const [head = '', ...rows] = readFileSync(join(SKETCH, 'boards.tsv'), 'utf8').trim().split('\n').slice(3);
    const columns = head.replace('# ', '').split('\t');
    t.deepEqual(
      rows.map((row) => row.split('\t')[0]),
      Object.keys(IN_CORE),
    );
    for (const row of rows) {
      const cells = row.split('\t');
      const cell = (column: string): string => cells[columns.indexOf(column)] ?? '';
      const [board, cpu] = IN_CORE[cell('board')] ?? [''];
      const setting = (key: string): string | undefined =>
        settings.get(`${board}.menu.cpu.${cpu}.${key}`) ?? settings.get(`${board}.${key}`);
      t.deepEqual(
        ['mcu', 'variant', 'programmer', 'baud', 'flash', 'ram', 'define'].map(cell),
        [
          ...['build.mcu', 'build.variant', 'upload.protocol', 'upload.speed'].map(setting),
          ...['upload.maximum_size', 'upload.maximum_data_size'].map(setting),
          `ARDUINO_${setting('build.board')}`,
        ],
        row,
      );
    }
  },
);
