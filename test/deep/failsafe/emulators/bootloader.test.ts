import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { type ReportingBoard, START_MS } from '../../../failsafe/board/bare-board.js';
import { BOARD } from '../../../failsafe/board/board-under-test.js';
import { type Emulator, onBoth } from '../../../failsafe/board/emulators.js';
import { VALVE } from '../../../failsafe/board/leased-valve.js';
import { RESET_FLAGS } from '../../../failsafe/chip/watchdog.js';
import * as wire from '../../../failsafe/messages/wire-format.js';

/** `in r2, MCUSR`, `eor r1, r1`, `out MCUSR, r1`, `jmp 0`. */
const PROGRAM = '24B6112414BE0C940000';
/**
 * A bootloader that passes MCUSR on in r2 and clears it, as optiboot does since 4.6, and does nothing else; in records
 * of Intel HEX. The Mega's own does not pass it on, so that on a Mega r2 is not believed.
 */
const LOADER = BOARD.name === 'mega' ? [':020000040003', `:0AE00000${PROGRAM}`] : [`:0A7E0000${PROGRAM}`];
/** What a board says of a reset: cause, source (0 the chip, 1 the bootloader, 2 unknown). */
const causeOf = (flag: number): number[] => wire.sysex(8, ...(BOARD.name === 'mega' ? [0, 2] : [flag, 1]));
const { lease, REASON } = wire;
const TERMS: wire.LeaseTerms = { pin: VALVE, safe: 0, silenceMs: 5000, activeMs: 0 };
/** More than it takes to write what is kept, ms. */
const WRITTEN_MS = 300;

/** A record of Intel HEX with its sum. */
function withSum(record: string): string {
  const sum = Buffer.from(record.slice(1), 'hex').reduce((total, byte) => total + byte, 0);
  return `${record}${(-sum & 0xff).toString(16).padStart(2, '0').toUpperCase()}\n`;
}

/** A board behind that bootloader, which keeps a lease. */
function keeper(t: ExecutionContext, emulator: Emulator): ReportingBoard {
  const folder = mkdtempSync(join(tmpdir(), 'onair-loader-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const bootloader = join(folder, 'loader.hex');
  writeFileSync(bootloader, LOADER.map(withSum).join(''));
  const board = emulator.board(t, { bootloader });
  board.execute(lease.configure(TERMS), lease.keep);
  board.run(WRITTEN_MS);
  board.heard();
  return board;
}

/** What a board says after a start: the reset cause, and why the kept lease is tripped. */
function after(board: ReportingBoard): { cause: readonly number[] | undefined; reason: number | undefined } {
  board.run(START_MS + 20);
  board.heard();
  return { cause: board.ask(wire.RESET_CAUSE_QUERY)[0], reason: board.ask(lease.query)[0]?.at(-2) };
}

onBoth('a power-on that the chip does not tell is one: kept leases come up untripped', (t, emulator) => {
  const board = keeper(t, emulator);
  board.uno.powerCycle();
  const { cause, reason } = after(board);
  t.deepEqual(cause, causeOf(RESET_FLAGS.powerOn));
  t.is(reason, REASON.none);
});

onBoth('a button and a watchdog that the chip does not tell trip the kept lease', (t, emulator) => {
  const board = keeper(t, emulator);
  board.uno.reset();
  const button = after(board);
  t.deepEqual(button.cause, causeOf(RESET_FLAGS.external));
  t.is(button.reason, REASON.restart);
  board.execute(lease.clear(VALVE));
  board.uno.hang({ interruptsOff: true });
  board.run(200);
  const watchdog = after(board);
  t.is(board.uno.resets.watchdog, 1);
  t.deepEqual(watchdog.cause, causeOf(RESET_FLAGS.watchdog));
  t.is(watchdog.reason, REASON.restart);
});
