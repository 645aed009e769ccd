import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { OnairError } from '../../host/base/index.js';
import { readUserFile } from '../../host/base/node/index.js';
import { type FlashBoard, flashBoards } from './boards.js';
import { type Program, readIntelHex } from './intel-hex.js';
import { sketchPath } from './sketch.js';

/** A hex file that is complete and fits a board. */
export interface Image extends Program {
  readonly path: string;
  readonly file: string;
  /** Checksum of the file as it is. */
  readonly sha256: string;
}

/** Path of a board's firmware. */
export function prebuiltPath({ hex }: FlashBoard): string {
  return sketchPath('prebuilt', hex);
}

/**
 * The firmware that comes with the package.
 * @throws OnairError bad-value if it is missing or broken
 */
export async function prebuiltImage(board: FlashBoard): Promise<Image> {
  const path = prebuiltPath(board);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text !== undefined) return imageOf(text, path, board);
  throw new OnairError('bad-value', {
    message: `${board.hex} is not in this package`,
    hint: `install onair again, or build it: onair firmware build --out ${dirname(path)}`,
    details: { path },
  });
}

/**
 * A hex file of the user's own.
 * @throws OnairError bad-value if it is missing, broken, too large, or the firmware of another chip
 */
export async function givenImage(path: string, board: FlashBoard): Promise<Image> {
  const text = readUserFile(path, { hint: '--hex takes a file in Intel HEX' });
  const image = imageOf(text, path, board);
  const other = await knownAs(image);
  if (other && other.chip !== board.chip) {
    throw new OnairError('bad-value', {
      message: `${path} is the firmware of the ${other.title} (${other.chip}), not of the ${board.title}`,
      hint: `without --hex the right one is taken; for the other board: --board ${other.name}`,
    });
  }
  return image;
}

/** The board whose prebuilt firmware this is, byte for byte; undefined for any other file. */
export async function knownAs({ sha256 }: Image): Promise<FlashBoard | undefined> {
  for (const board of flashBoards()) {
    const text = await readFile(prebuiltPath(board), 'utf8').catch(() => undefined);
    if (text !== undefined && hash(text) === sha256) return board;
  }
  return undefined;
}

/** @throws OnairError bad-value if it is broken, or does not fit the board */
export function imageOf(text: string, path: string, board: FlashBoard): Image {
  const program = readIntelHex(text, path);
  const refuse = (message: string, hint: string): OnairError =>
    new OnairError('bad-value', { message: `${path}: ${message}`, hint, details: { file: path } });
  if (program.end > board.flashBytes) {
    throw refuse(
      `it reaches to byte ${program.end}, and the bootloader of the ${board.title} leaves ${board.flashBytes}`,
      'is it for another board, or does it hold a bootloader?',
    );
  }
  if (!program.coversReset) {
    throw refuse('nothing stands at address 0, where the chip begins', 'is it a program for this chip?');
  }
  return { ...program, path, file: basename(path), sha256: hash(text) };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
