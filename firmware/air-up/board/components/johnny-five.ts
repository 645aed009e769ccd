import five from 'johnny-five';
import type { FirmataIo } from '../firmata/firmata.js';

/** What @types/johnny-five does not know of the class Board. */
interface BoardStatics {
  /** Every board that was ever made: components without a board of their own take the first. */
  readonly cache: five.Board[];
  readonly Pins: { readonly normalize: { clear(): void } };
}

/** What a board and its components hold on to. */
interface BoardParts {
  readonly register: { io?: unknown }[];
  io?: unknown;
  transport?: unknown;
}

/** A Johnny-Five board over an io that is ready. Without its REPL, its output and its handler of SIGINT. */
export async function createBoard(io: FirmataIo): Promise<five.Board> {
  const quiet = { repl: false, debug: false, sigint: false };
  const board = new five.Board({ io, ...quiet });
  board.on('error', () => {}); // an `error` that nobody hears would end the process; losses are reported by the link
  await new Promise<void>((resolve) => board.on('ready', resolve));
  return board;
}

/**
 * Makes Johnny-Five and firmata-io forget a board, so that another can follow in the same process. Their side tables of
 * components (Sensor, Relay, Led: Maps by instance) have no way out, and components know their board: it lets go of the
 * link and of all that hangs on it, so that some kilobytes stay of each board.
 */
export function forgetBoard(board: five.Board, io: FirmataIo): void {
  const { cache, Pins } = five.Board as unknown as BoardStatics;
  const at = cache.indexOf(board);
  if (at >= 0) cache.splice(at, 1);
  Pins.normalize.clear();
  (board as unknown as FirmataIo).removeAllListeners();
  io.removeAllListeners();
  const held = board as unknown as BoardParts;
  for (const component of held.register.splice(0)) delete component.io;
  delete held.io;
  delete held.transport;
}
