import { AVRDUDE, typed } from '../../../firmware/flash/avrdude/index.js';
import type { BoardAnswers, FlashBoard, Image } from '../../../firmware/flash/index.js';
import { table } from '../terminal/layout.js';
import type { Output } from '../terminal/output.js';
import { identityText } from './show-board.js';
import { imageJson, sizeText, sketchTitle } from './show-image.js';

/** What is to be written where. */
export interface FlashPlan {
  readonly port: string;
  readonly board: FlashBoard;
  readonly image: Image;
  /** The board whose firmware of this package it is, byte for byte; undefined for any other program. */
  readonly known: FlashBoard | undefined;
  /** The arguments of avrdude. */
  readonly args: readonly string[];
}

/** What everybody must know before a board is written to. */
const REMARKS = [
  'the program on the board is overwritten; no copy is kept',
  'while the bootloader works every output floats and pin 13 blinks: air off, or a pull-down at every gate',
  'leases that its EEPROM keeps stay there: onair firmware keep --erase removes them',
];

/** The plan for programs. */
export function planJson({ port, board, image, args }: FlashPlan) {
  return { port, board: board.name, image: imageJson(image, board), command: [AVRDUDE, ...args] };
}

/** Shows the plan before anybody is asked. */
export function showPlan(out: Output, plan: FlashPlan, before: BoardAnswers | undefined): void {
  const now = before ? identityText(before) : 'nothing that speaks Firmata answers';
  for (const line of [...table([['now', now], ...rows(plan)]), ...REMARKS]) out.note(line);
}

/** The result of `--dry-run`. */
export function showDryRun(out: Output, plan: FlashPlan, program: string | undefined): void {
  if (program === undefined)
    out.warn(`${AVRDUDE} is not installed: onair doctor tells the line that installs it`);
  out.result({
    schema: 'firmware.flash@1',
    data: { dryRun: true, ...planJson(plan), before: null, written: false, verified: false, after: null },
    text: ['dry run: the port was opened, nothing was written', ...table(rows(plan)), ...REMARKS],
  });
}

function rows({ port, board, image, known, args }: FlashPlan): string[][] {
  const what = known ? sketchTitle() : image.path;
  return [
    ['wanted', `${what}: ${sizeText(image, board)}`],
    ['sha256', image.sha256],
    ['board', `${board.title} (${board.chip}) on ${port}`],
    ['command', typed(AVRDUDE, args)],
  ];
}
