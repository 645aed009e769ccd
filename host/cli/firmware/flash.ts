import type { Command } from 'commander';
import {
  AVRDUDE,
  avrdudeArguments,
  withoutAvrdude,
  flash as writeFlash,
} from '../../../firmware/flash/avrdude/index.js';
import {
  answersOf,
  type BoardAnswers,
  findBoard,
  flashBoards,
  givenImage,
  knownAs,
  LOOK_LIMIT_MS,
  prebuiltImage,
  provenBy,
  START_LIMIT_MS,
} from '../../../firmware/flash/index.js';
import { thisComputer } from '../../link/doctor/index.js';
import { BOARD_PORT } from '../air/on-board.js';
import { type ChangeFlags, changeCommand, examples } from '../flags/flags.js';
import { onPort } from '../port/connect.js';
import { agree } from '../terminal/agree.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { askOn } from './ask-on.js';
import { type FlashPlan, planJson, showDryRun, showPlan } from './flash-plan.js';
import { answersJson, identityText } from './show-board.js';

interface FlashFlags extends ChangeFlags {
  readonly board: string;
  readonly hex?: string;
}

/** `onair firmware flash`: writes the fail-safe firmware to a board, and verifies that it answers. */
export function flashCommand(io: Io): Command {
  const names = flashBoards().map(({ name }) => name);
  return changeCommand('flash', 'write the firmware to a board by avrdude, and let the board answer')
    .requiredOption('--board <board>', names.join(', '))
    .option('--hex <file>', 'another program, in Intel HEX')
    .addHelpText(
      'after',
      examples(
        'onair firmware flash --port /dev/ttyUSB0 --board uno --dry-run',
        'onair firmware flash --port /dev/ttyUSB0 --board uno',
      ),
    )
    .action((flags: FlashFlags) => flash(io, flags));
}

async function flash(io: Io, flags: FlashFlags): Promise<void> {
  const out = new Output(io, flags);
  const wanted = await imageToWrite(flags);
  const { board, image } = wanted;
  if (!wanted.isKnown) out.warn(`${image.path} is not a firmware of this package: its behavior is unknown`);
  // Notes about a bootloader describe its effect on the fail-safe sketch.
  else if (board.remark) out.warn(`${board.title}: ${board.remark}`);
  await onPort({ io, out, flags, ...BOARD_PORT }, async (chosen) => {
    const job = { board, port: chosen.port, hexPath: image.path };
    const plan: FlashPlan = { ...wanted, port: chosen.port, args: avrdudeArguments(job) };
    const program = await thisComputer().find(AVRDUDE);
    if (flags.dryRun) return chosen.open(async () => showDryRun(out, plan, program));
    if (program === undefined) throw withoutAvrdude(job);
    const startedAt = io.clock.now();
    const before = await answersOf(() => askOn(io, chosen, LOOK_LIMIT_MS));
    showPlan(out, plan, before);
    await agree(io, flags, 'Write this to the board?');
    await writeFlash({
      ...job,
      program,
      clock: io.clock,
      signal: chosen.signal,
      onProgress: ({ phase, percent }) => out.progress(`${phase} ${percent} % …`),
      onOutput: (text) => out.detail(text.trimEnd()),
    });
    out.progress('waiting for the board …');
    const ask = (): Promise<BoardAnswers> => askOn(io, chosen, START_LIMIT_MS);
    const after = await (plan.isKnown ? provenBy(ask, chosen.port) : answersOf(ask));
    if (!after) out.warn('nothing that speaks Firmata answers: what was written is another kind of program');
    if (losesKept(before, after)) out.warn(FORGOTTEN);
    out.result({
      schema: 'firmware.flash@2',
      data: {
        ...planJson(plan),
        before: before ? answersJson(before) : null,
        written: true,
        verified: true,
        after: after ? answersJson(after) : null,
        elapsedMs: Math.round(io.clock.now() - startedAt),
      },
      text: [
        out.done(`${image.bytes} bytes written and read back`),
        ...(after ? [out.done(`the board answers: ${identityText(after)}`)] : []),
      ],
    });
  });
}

const FORGOTTEN =
  'the board kept leases in EEPROM that the new sketch does not believe: none stands from power-on until: onair firmware keep';

/** Sketch 1.0 stored leases at another place, which newer ones do not read. */
function losesKept(before: BoardAnswers | undefined, after: BoardAnswers | undefined): boolean {
  return before?.leases?.about.kept === 'terms' && after?.leases?.about.kept !== 'terms';
}

async function imageToWrite({
  board: name,
  hex,
}: FlashFlags): Promise<Pick<FlashPlan, 'board' | 'image' | 'isKnown'>> {
  const board = findBoard(name);
  if (hex === undefined) return { board, image: await prebuiltImage(board), isKnown: true };
  const image = await givenImage(hex, board);
  return { board, image, isKnown: (await knownAs(image)) !== undefined };
}
