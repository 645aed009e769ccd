import { PARITIES, type Parity } from '../../../host/link/line.js';
import { inVirtualTime } from '../../virtual-time.js';
import { openSim } from './open-sim.js';
import type { Run, Strategy } from './strategies.js';

export const RATES = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1382400];

/** One module, at one rate and parity. */
export interface Cell extends Run {
  readonly baud: number;
  readonly parity: Parity;
}

export interface Played {
  readonly strategy: Strategy;
  readonly cells: readonly Cell[];
}

/** Plays a strategy at every rate and parity, in virtual time: the same figures on every machine. */
export async function playGrid(
  strategy: Strategy,
  quirks: Readonly<Record<string, number>> = {},
): Promise<Played> {
  const cells: Cell[] = [];
  for (const parity of PARITIES) {
    for (const baud of RATES) {
      const { value } = await inVirtualTime(async () => {
        const { link } = openSim({ baud, parity, ...quirks });
        try {
          return await strategy.run(link);
        } finally {
          await link.close();
        }
      });
      cells.push({ baud, parity, ...value });
    }
  }
  return { strategy, cells };
}
