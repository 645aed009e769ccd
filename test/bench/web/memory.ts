import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '../../../host/base/index.js';
import { tmD700 } from '../../../host/kenwood/index.js';
import { MOST_LOGGED } from '../../../host/web/app/radio/heard/heard-traffic.js';
import { RadioJob } from '../../../host/web/app/radio/radio-job.js';
import { simulated } from '../../../host/web/app/wire/simulated.js';
import { frameOf } from '../../packet/frames.js';
import { inVirtualTime } from '../../virtual-time.js';
import { figure } from '../table.js';

const MINUTES = 60;
/** By then the list of packets is full. */
const FULL_AFTER = 10;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/**
 * The door Radio without its page, for an hour of the simulated radio's time with a packet each second. Its log is full
 * from the start, as it is after five hours of that: every new line drops an old one.
 */
export async function heapOverAnHour() {
  const heapMb: number[] = [];
  await inVirtualTime(async () => {
    const job = new RadioJob(systemClock);
    job.connection.value = simulated('tm-d700', { traffic: '1', stations: 'varied' }, systemClock);
    fillLog(job);
    const holding = job.hold(tmD700, 9600);
    for (let minute = 1; minute <= MINUTES; minute++) {
      await systemClock.sleep(60_000);
      collect();
      heapMb.push(process.memoryUsage().heapUsed / 1e6);
    }
    if (job.channel.packets.value.length === 0) throw new Error('no packet was heard');
    if (job.channel.logged.value !== MOST_LOGGED) throw new Error('the log is not full');
    job.stop();
    await holding;
  });
  const at = (minute: number): number => heapMb[minute - 1] ?? Number.NaN;
  const minutes = [1, FULL_AFTER, 30, MINUTES];
  return {
    rows: minutes.map((minute) => [String(minute), figure(at(minute), 2)]),
    grownPercent: (at(MINUTES) / at(FULL_AFTER) - 1) * 100,
  };
}

function fillLog({ channel }: RadioJob): void {
  for (let packet = 0; packet < MOST_LOGGED; packet++) {
    channel.take(frameOf('W1AW', `>packet ${packet} of those that fill the log before`), new Date(), packet);
  }
}
