import five from 'johnny-five';
import type { FirmataIo } from '../firmata/firmata.js';

/** Members of the class Board that @types/johnny-five lacks. */
interface BoardStatics {
  /** Every board that was ever made: components without a board of their own use the first. */
  readonly cache: five.Board[];
  readonly Pins: { readonly normalize: { clear(): void } };
}

/** References that a board and its components keep. */
interface BoardParts {
  readonly register: { io?: unknown }[];
  io?: unknown;
  transport?: unknown;
}

/** A Johnny-Five board over an io that is ready, without its REPL, its output and its SIGINT handler. */
export async function createBoard(io: FirmataIo): Promise<five.Board> {
  const quiet = { repl: false, debug: false, sigint: false };
  const board = new five.Board({ io, ...quiet });
  board.on('error', () => {}); // an `error` without a listener would end the process; the link reports losses
  await new Promise<void>((resolve) => board.on('ready', resolve));
  return board;
}

/**
 * Makes Johnny-Five and firmata-io forget a board, so that another can follow in the same process. Their side tables of
 * components (Sensor, Relay, Led: Maps by instance) can't be cleared, and components refer to their board: it drops its
 * references to the link and all that depends on it, so only some kilobytes remain of each board.
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
