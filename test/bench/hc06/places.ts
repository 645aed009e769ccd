import { systemClock } from '../../../host/base/clock.js';
import { Dialogue } from '../../../host/hc06/dialogue/dialogue.js';
import { probe } from '../../../host/hc06/probe/probe.js';
import { inVirtualTime } from '../../virtual-time.js';
import { openSim } from './open-sim.js';

/** A module somewhere, and how long a search for it may take, s. */
export interface Place {
  readonly name: string;
  readonly sim: Readonly<Record<string, string | number>>;
  readonly limit: number;
}

/** What people meet beside a module at 9600. Before: 2.5, 5.2, 14.6, 32 and 67 s. */
export const PLACES: readonly Place[] = [
  { name: 'linvor at 115200, found', sim: { baud: 115_200 }, limit: 1.8 },
  { name: 'firmware 3 at 115200, found', sim: { firmware: 'v3.0', baud: 115_200 }, limit: 2.6 },
  { name: 'JDY-31 at 128000, found', sim: { firmware: 'jdy-31', baud: 128_000 }, limit: 6 },
  { name: 'linvor at 1382400 odd, found', sim: { baud: 1_382_400, parity: 'odd' }, limit: 28 },
  { name: 'silence, reported', sim: { connected: 'yes' }, limit: 45 },
];

/** Seconds until a search has ended, in virtual time. */
export async function searchS({ sim }: Place): Promise<number> {
  const { value } = await inVirtualTime(async () => {
    const { link } = openSim(sim);
    const dialogue = new Dialogue(link, systemClock);
    const startedAt = systemClock.now();
    await probe(dialogue).catch(() => {}); // silence is an end too
    const tookMs = systemClock.now() - startedAt;
    await link.close();
    return tookMs;
  });
  return value / 1000;
}
