import { readFileSync } from 'node:fs';
import { OnairError, suggest } from '../../host/base/index.js';
import { sketchPath } from './sketch.js';

/** A kind of board that the sketch is built for: a row of firmware/failsafe/boards.tsv. */
export interface FlashBoard {
  /** As it is typed: `uno`. */
  readonly name: string;
  readonly title: string;
  /** The chip, by the name that avrdude and the compiler know. */
  readonly chip: string;
  /** The chip's serial port that serves the host; USB and the bootloader are always on 0. */
  readonly usart: number;
  /** avrdude's name for the protocol of its bootloader. */
  readonly programmer: string;
  /** Rate of its bootloader. */
  readonly baudRate: number;
  /** Flash that the bootloader leaves free, bytes. */
  readonly flashBytes: number;
  /** File in firmware/failsafe/prebuilt. */
  readonly hex: string;
  /** What to know before it is flashed. */
  readonly remark?: string;
}

const TABLE = 'boards.tsv';

/** Every board, in the order of the table. */
export function flashBoards(): readonly FlashBoard[] {
  return parseBoards(readFileSync(sketchPath(TABLE), 'utf8'));
}

/** Parses the table: its columns are named in the last comment before the rows. */
export function parseBoards(text: string): readonly FlashBoard[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const isComment = (line: string): boolean => line.startsWith('#');
  const columns = lines.filter(isComment).at(-1)?.replace(/^#\s*/, '').split('\t') ?? [];
  return lines
    .filter((line) => !isComment(line))
    .map((line) => {
      const cells = line.split('\t');
      const cell = (column: string): string => {
        const value = cells[columns.indexOf(column)];
        if (value === undefined) throw new Error(`${TABLE} has no "${column}" in: ${line}`);
        return value;
      };
      const remark = cells[columns.indexOf('remark')];
      return {
        name: cell('board'),
        title: cell('title'),
        chip: cell('mcu'),
        usart: Number(cell('usart')),
        programmer: cell('programmer'),
        baudRate: Number(cell('baud')),
        flashBytes: Number(cell('flash')),
        hex: cell('hex'),
        ...(remark && { remark }),
      };
    });
}

/** @throws OnairError bad-value with the nearest name */
export function findBoard(name: string): FlashBoard {
  const boards = flashBoards();
  const board = boards.find((one) => one.name === name.toLowerCase());
  if (board) return board;
  throw new OnairError('bad-value', {
    message: `there is no firmware for the board "${name}"`,
    hint: suggest(
      name,
      boards.map((one) => one.name),
    ),
  });
}
