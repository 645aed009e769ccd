import {
  type AirUpBoard,
  endWithProcess,
  openBoard,
  type PinMap,
} from '../../../../firmware/air-up/board/index.js';
import type { Command } from '../../../../firmware/air-up/cycle/index.js';
import { OnairError } from '../../../base/index.js';
import type { Connection } from '../../port/connect.js';
import type { Io } from '../../terminal/io.js';
import type { Output } from '../../terminal/output.js';

/** A board whose outputs a person tests manually. */
export interface HandBoard {
  readonly board: AirUpBoard;
  /** Aborts on Ctrl-C, on the stop button, and when the board is lost or has tripped a lease. */
  readonly signal: AbortSignal;
}

const ENDS: Readonly<Partial<Record<Command['kind'], string>>> = {
  stop: 'the stop button was pressed',
  'emergency-stop': 'the stop button was held',
  'link-lost': 'the link to the board was lost',
  'lease-tripped': 'a lease on the board has tripped',
};

/** Opens a board to test single outputs with a person beside it; every output is LOW at the end. */
export async function byHand<T>(
  io: Io,
  out: Output,
  pins: PinMap,
  { link, signal }: Connection,
  act: (hand: HandBoard) => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  const end = endWithProcess(AbortSignal.any([signal, ended.signal]));
  try {
    const board = await openBoard({
      link,
      pins,
      clock: io.clock,
      signal: end.signal,
      attended: true,
      onNote: (text) => out.warn(text),
      onCommand: (done) => {
        const why = ENDS[done.kind];
        if (why)
          ended.abort(
            new OnairError('stopped-for-safety', {
              message: `${why}; everything is off`,
              hint: 'check the board, then run the command again',
            }),
          );
      },
    });
    try {
      return await act({ board, signal: end.signal });
    } finally {
      await board.close();
    }
  } finally {
    end.release();
  }
}
