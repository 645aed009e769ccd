import type { Command } from 'commander';
import {
  ALL,
  type Built,
  buildableBoards,
  buildFirmware,
  compilerVersion,
  PREBUILT_BY,
} from '../../../firmware/flash/index.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { Output, type OutputFlags } from '../terminal/output.js';
import { imageJson, sizeText } from './show-image.js';

interface BuildFlags extends OutputFlags {
  readonly board: string;
  readonly out: string;
}

/** `onair firmware build`: builds the sketch from source, and compares the result with the package. */
export function buildCommand(io: Io): Command {
  const names = buildableBoards().map(({ name }) => name);
  return command('build', 'build the firmware with Debian’s gcc-avr, and compare it with the package’s')
    .option('--board <board>', `${names.join(', ')} or ${ALL}`, ALL)
    .option('--out <folder>', 'folder that gets the hex files', '.')
    .addHelpText(
      'after',
      examples('onair firmware build --out /tmp/failsafe', 'onair firmware build --board uno --out /tmp/uno'),
    )
    .action((flags: BuildFlags) => build(io, flags));
}

async function build(io: Io, flags: BuildFlags): Promise<void> {
  const out = new Output(io, flags);
  const built = await buildFirmware({
    board: flags.board,
    out: flags.out,
    env: io.env,
    signal: io.signal,
    onOutput: (text) => out.detail(text.trimEnd()),
  });
  const compiler = (await compilerVersion(io.env)) ?? null;
  if (built.some(({ identical }) => identical === false) && compiler !== PREBUILT_BY) {
    out.warn(
      `avr-gcc is ${compiler}, and the package was built by ${PREBUILT_BY}: other bytes are no surprise`,
    );
  }
  out.result({
    schema: 'firmware.build@1',
    data: {
      compiler,
      built: built.map(({ board, image, identical }) => ({
        board: board.name,
        ...imageJson(image, board),
        identical: identical ?? null,
      })),
    },
    text: built.map((one) => line(out, one)),
  });
}

function line(out: Output, { board, image, identical }: Built): string {
  const text = `${image.path}  ${sizeText(image, board)}`;
  switch (identical) {
    case true:
      return out.done(`${text}; identical with the package’s`);
    case false:
      return `    ${text}; NOT identical with the package’s`;
    case undefined:
      return `    ${text}; the package has none to compare with`;
  }
}
