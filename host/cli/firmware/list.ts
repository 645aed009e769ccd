import type { Command } from 'commander';
import {
  type FlashBoard,
  flashBoards,
  type Image,
  prebuiltImage,
  sketchIdentity,
} from '../../../firmware/flash/index.js';
import { OnairError } from '../../base/index.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { table } from '../terminal/layout.js';
import { Output, type OutputFlags } from '../terminal/output.js';
import { imageJson, percent, sketchTitle } from './show-image.js';

/** A board with its firmware, or the reason why there is none. */
type Listed = { readonly board: FlashBoard } & ({ readonly image: Image } | { readonly problem: OnairError });

/** `onair firmware list`: the firmware in the package. */
export function listCommand(io: Io): Command {
  return command('list', 'the boards, and the firmware that comes with the package')
    .addHelpText('after', examples('onair firmware list', 'onair firmware list --json'))
    .action((flags: OutputFlags) => list(io, flags));
}

async function list(io: Io, flags: OutputFlags): Promise<void> {
  const out = new Output(io, flags);
  const listed = await Promise.all(flashBoards().map(look));
  const problems = listed.flatMap((one) =>
    'problem' in one ? [`${one.problem.message}; ${one.problem.hint}`] : [],
  );
  for (const problem of new Set(problems)) out.warn(problem);
  out.result({
    schema: 'firmware.list@1',
    data: { firmware: sketchIdentity(), boards: listed.map(json) },
    text: [
      sketchTitle(),
      ...table([['board', 'what', 'chip', 'bytes', 'share', 'sha256'], ...listed.map(row)]),
    ],
  });
}

async function look(board: FlashBoard): Promise<Listed> {
  try {
    return { board, image: await prebuiltImage(board) };
  } catch (error) {
    if (error instanceof OnairError) return { board, problem: error };
    throw error;
  }
}

function json(one: Listed): Readonly<Record<string, unknown>> {
  const { name, title, chip, programmer, baudRate, hex, flashBytes } = one.board;
  const board = { board: name, title, chip, programmer, baudRate, hex, flashBytes };
  return 'image' in one ? { ...board, ...imageJson(one.image, one.board) } : { ...board, bytes: null };
}

function row(one: Listed): string[] {
  const { name, title, chip } = one.board;
  if (!('image' in one)) return [name, title, chip, 'missing'];
  const { bytes, share, sha256 } = imageJson(one.image, one.board);
  return [name, title, chip, String(bytes), percent(share), sha256.slice(0, 12)];
}
