import five from 'johnny-five';
import { type FirmataBoard, firmataOver } from '../messages/firmata-client.js';
import { BareBoard } from './bare-board.js';
import { EmulatedLink } from './emulated-link.js';
import { inLockStep, Pump } from './pump.js';

/** A Johnny-Five program with its board. */
export interface Rig {
  readonly uno: BareBoard['uno'];
  readonly link: EmulatedLink;
  readonly io: FirmataBoard;
  readonly pump: Pump;
}

/** Components without a board use the first one that was created, so each test is a separate program. */
const boards = (five.Board as unknown as { cache: unknown[] }).cache;

/** A Johnny-Five program with an emulated board, both in the time of the board. */
export function withJohnnyFive(
  act: (rig: Rig) => Promise<void>,
  analogRatio = (_: number) => 0,
): Promise<void> {
  return inLockStep(async (hostTime) => {
    const { uno } = new BareBoard({ analogRatio });
    const link = new EmulatedLink(uno);
    const pump = new Pump(uno, link, hostTime);
    const io = firmataOver(link);
    const options: five.BoardOption & { sigint: boolean } = { io, repl: false, sigint: false, debug: false };
    const board = new five.Board(options);
    let ready = false;
    board.on('ready', () => {
      ready = true;
    });
    try {
      await pump.until('Johnny-Five is ready', () => ready, 3000);
      await act({ uno, link, io, pump });
    } finally {
      await link.close();
      boards.length = 0;
    }
  });
}
