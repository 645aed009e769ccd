import type { Command } from 'commander';
import { findBoard, prebuiltImage, START_LIMIT_MS, sketchIdentity } from '../../../firmware/flash/index.js';
import { OnairError } from '../../base/index.js';
import { BOARD_PORT } from '../air/on-board.js';
import { examples, type PortFlags, portCommand } from '../flags/flags.js';
import { onPort } from '../port/connect.js';
import type { Io } from '../terminal/io.js';
import { table } from '../terminal/layout.js';
import { Output } from '../terminal/output.js';
import { askOn } from './ask-on.js';
import { answersJson, answersRows } from './show-board.js';
import { imageJson, sizeText, sketchTitle } from './show-image.js';

interface InfoFlags extends PortFlags {
  readonly board?: string;
}

/** `onair firmware info`: describes a hex file of the package, or a connected board. */
export function infoCommand(io: Io): Command {
  return portCommand(
    'info',
    'what a board reports about itself, or what the package has for it. Changes nothing',
  )
    .option('--board <board>', 'tell of the package’s firmware for this board; no port is opened')
    .addHelpText('after', '\nOpening the port resets most boards: leases that stood are tripped then.')
    .addHelpText(
      'after',
      examples(
        'onair firmware info --port sim:air-up',
        'onair firmware info --port /dev/ttyUSB0 --json',
        'onair firmware info --board uno',
      ),
    )
    .action((flags: InfoFlags) => info(io, flags));
}

async function info(io: Io, flags: InfoFlags): Promise<void> {
  const out = new Output(io, flags);
  if (flags.board === undefined) return boardInfo(io, out, flags);
  if (flags.port === undefined) return imageInfo(out, flags.board);
  throw new OnairError('bad-usage', {
    message: 'either --board (what the package has) or --port (what is on a board), not both',
    hint: 'to compare them: onair firmware info --port PORT says whether it is that of the package',
  });
}

async function imageInfo(out: Output, name: string): Promise<void> {
  const board = findBoard(name);
  const image = await prebuiltImage(board);
  const firmware = sketchIdentity();
  out.result({
    schema: 'firmware.info@3',
    data: { board: board.name, firmware, image: imageJson(image, board) },
    text: table([
      ['board', `${board.title} (${board.chip})`],
      ['firmware', `${sketchTitle(firmware)}, lease messages ${firmware.leases}`],
      ['file', image.path],
      ['size', sizeText(image, board)],
      ['sha256', image.sha256],
    ]),
  });
}

async function boardInfo(io: Io, out: Output, flags: InfoFlags): Promise<void> {
  await onPort({ io, out, flags, ...BOARD_PORT }, async (chosen) => {
    out.progress('waiting for the board …');
    const answers = await askOn(io, chosen, START_LIMIT_MS);
    out.result({
      schema: 'firmware.info@3',
      data: { port: chosen.port, ...answersJson(answers) },
      text: table(answersRows(answers)),
    });
  });
}
