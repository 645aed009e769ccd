import type { Command } from 'commander';
import { leaseTerms } from '../../../firmware/air-up/board/lease/index.js';
import { type LeaseTerms, sumOf } from '../../../firmware/air-up/board/lease/messages/index.js';
import {
  askBoard,
  BoardDialogue,
  isKept,
  keepLeases,
  keepMessages,
  type LeaseAnswers,
  leasesOf,
  START_LIMIT_MS,
} from '../../../firmware/flash/index.js';
import { OnairError } from '../../base/index.js';
import { BOARD_PORT, type BoardFlags, pinsFlag, readPins } from '../air/on-board.js';
import { type ChangeFlags, changeCommand, examples } from '../flags/flags.js';
import { connected } from '../port/connect.js';
import { agree } from '../terminal/agree.js';
import { hex } from '../terminal/hex.js';
import type { Io } from '../terminal/io.js';
import { table } from '../terminal/layout.js';
import { Output } from '../terminal/output.js';
import { hexSum, termsJson, termsText } from './show-board.js';

interface KeepFlags extends ChangeFlags, BoardFlags {
  readonly erase?: boolean;
}

/** `onair firmware keep`: stores the leases of a pin map in the board's EEPROM, for protection without a host. */
export function keepCommand(io: Io): Command {
  return pinsFlag(changeCommand('keep', 'store the leases of a pin map in the EEPROM of the board'))
    .option('--erase', 'keep none')
    .addHelpText(
      'after',
      '\nA board that keeps leases drives those pins to their safe level as soon as it has\npower, and no program can hold them for longer than one silence without renewing.',
    )
    .addHelpText(
      'after',
      examples(
        'onair firmware keep --port /dev/ttyUSB0',
        'onair firmware keep --port /dev/ttyUSB0 --erase',
        'onair firmware keep --port sim:air-up --dry-run',
      ),
    )
    .action((flags: KeepFlags) => storeLeases(io, flags));
}

async function storeLeases(io: Io, flags: KeepFlags): Promise<void> {
  const out = new Output(io, flags);
  const terms = readTerms(flags);
  await connected({ io, out, flags, ...BOARD_PORT }, async ({ link, signal }) => {
    if (flags.dryRun) return showDryRun(out, terms);
    const dialogue = new BoardDialogue(link, io.clock, signal);
    try {
      const before = leasesOf(await askBoard(dialogue, START_LIMIT_MS), link.portName);
      const isDone = isKept(before, terms);
      showPlan(out, before, terms, isDone);
      if (!isDone) {
        await agree(io, flags, 'Write this to the EEPROM of the board?');
        await keepLeases(dialogue, terms);
      }
      showResult(out, terms, before, !isDone);
    } finally {
      dialogue.end();
    }
  });
}

function readTerms(flags: KeepFlags): readonly LeaseTerms[] {
  if (!flags.erase) return leaseTerms(readPins(flags));
  if (flags.pins === undefined) return [];
  throw new OnairError('bad-usage', {
    message: '--erase removes all leases and takes no pin map',
    hint: 'omit --pins or --erase',
  });
}

function showPlan(out: Output, { about }: LeaseAnswers, terms: readonly LeaseTerms[], isDone: boolean): void {
  const now = about.kept === 'nothing' ? 'nothing' : `leases with the sum ${hexSum(about.keptSum)}`;
  for (const line of table([['now', now], ['wanted', wantedText(terms)], ...rows(terms)])) out.note(line);
  if (isDone) out.note('already so: nothing to write');
}

function showResult(
  out: Output,
  terms: readonly LeaseTerms[],
  { about }: LeaseAnswers,
  written: boolean,
): void {
  out.result({
    schema: 'firmware.keep@1',
    data: {
      ...wantedJson(terms),
      before: { kept: about.kept, keptSum: about.keptSum },
      written,
      verified: true,
    },
    text: [
      out.done(
        terms.length === 0
          ? 'the board keeps no leases; current ones end with the power'
          : `the board keeps ${wantedText(terms)}; in effect from power-on`,
      ),
    ],
  });
}

function showDryRun(out: Output, terms: readonly LeaseTerms[]): void {
  const bytes = keepMessages(terms).map(hex);
  out.result({
    schema: 'firmware.keep@1',
    data: { dryRun: true, ...wantedJson(terms), before: null, written: false, verified: false, bytes },
    text: [
      'dry run: the port was opened, nothing was written',
      ...table([['wanted', wantedText(terms)], ...rows(terms)]),
      'it would be asked who it is, give up the leases of other pins, and get:',
      ...bytes.map((line) => `  ${line}`),
    ],
  });
}

function wantedJson(terms: readonly LeaseTerms[]) {
  return { terms: terms.map(termsJson), sum: terms.length === 0 ? null : sumOf(terms) };
}

function wantedText(terms: readonly LeaseTerms[]): string {
  return terms.length === 0 ? 'nothing' : `${terms.length} leases, sum ${hexSum(sumOf(terms))}`;
}

function rows(terms: readonly LeaseTerms[]): string[][] {
  return terms.map((one) => [`  pin ${one.pin}`, termsText(one)]);
}
