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
  if (!wanted.known) out.warn(`${image.path} is not a firmware of this package: its behavior is unknown`);
  // Remarks about a bootloader are about what the fail-safe sketch does to it.
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
    const isElsewhere = wanted.known !== undefined && wanted.known.usart !== 0;
    const after = isElsewhere
      ? undefined
      : await (wanted.known ? provenBy(ask, chosen.port) : answersOf(ask));
    if (isElsewhere) out.warn(NOT_ON_USB);
    else if (!after) out.warn(NO_FIRMATA);
    else if (losesKept(before, after)) out.warn(FORGOTTEN);
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

const NO_FIRMATA = 'nothing that speaks Firmata answers: what was written is another kind of program';

const NOT_ON_USB =
  'this firmware does not answer over USB: ask it through its module (onair firmware info --port /dev/rfcomm0)';

const FORGOTTEN =
  'the new sketch does not accept the leases that the board kept in EEPROM: outputs have none from power-on until: onair firmware keep';

/** A sketch of 1.0 kept leases in another place, which newer ones do not read. */
function losesKept(before: BoardAnswers | undefined, after: BoardAnswers): boolean {
  return before?.leases?.about.kept === 'terms' && after.leases?.about.kept !== 'terms';
}

async function imageToWrite({
  board: name,
  hex,
}: FlashFlags): Promise<Pick<FlashPlan, 'board' | 'image' | 'known'>> {
  const board = findBoard(name);
  if (hex === undefined) return { board, image: await prebuiltImage(board), known: board };
  const image = await givenImage(hex, board);
  return { board, image, known: await knownAs(image) };
}
