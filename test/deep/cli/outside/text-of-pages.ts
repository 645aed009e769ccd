import { systemClock } from '../../../../host/base/clock.js';
import { OnairError } from '../../../../host/base/error.js';
import { heardIn, readLogText } from '../../../../host/packet/aprs/receive/index.js';
import { ModuleJob, stepText } from '../../../../host/web/app/module/module-job.js';
import { HeardTraffic } from '../../../../host/web/app/radio/heard/heard-traffic.js';
import { Mail } from '../../../../host/web/app/radio/messages/mail.js';
import { storedMessages } from '../../../../host/web/app/radio/messages/storage-book.js';
import { failureOf } from '../../../../host/web/app/shell/failure.js';
import { simulated } from '../../../../host/web/app/wire/simulated.js';
import { frameOf } from '../../../packet/frames.js';
import { inVirtualTime } from '../../../virtual-time.js';
import { LONG, type Outs, SHORT, type WayIn } from './hostile-text.js';

const AT = new Date('2026-05-01T10:00:00Z');
const COMMENT = `!4142.89N/07243.63W>${SHORT}`;
const NAMED = `;${SHORT.slice(0, 9)}*092345z4142.89N/07243.63W>${SHORT}`;

/** What the page of the web app is given of that channel. */
function pageOf(channel: HeardTraffic): Outs {
  const packets = channel.packets.value.map(({ from, text, path }) => `${from} ${text} ${path}`).join('\n');
  const stations = channel.stations.value.map(({ name, kind, text }) => `${name} ${kind} ${text}`).join('\n');
  return { packets, stations, log: channel.logText() };
}

async function plannedOn(job: ModuleJob): Promise<string> {
  await job.find();
  const found = job.stage.value;
  if (found.kind !== 'found') throw new Error(`${found.kind}: ${job.failure.value?.message}`);
  await job.plan(found.module, { name: 'Jeep' });
  const planned = job.stage.value;
  if (planned.kind !== 'planned') throw new Error(`${planned.kind}: ${job.failure.value?.message}`);
  return planned.plan.map(stepText).join('\n');
}

/** Through the web app: what its page is given to show, and what it keeps. */
export const PAGE_WAYS: Readonly<Record<string, WayIn>> = {
  'web app: packets': {
    outs: async () => {
      const channel = new HeardTraffic();
      for (const info of [COMMENT, NAMED]) channel.take(frameOf('W1AW', info), AT, 0);
      return pageOf(channel);
    },
    // The log has packets in hex.
    ends: { packets: 'escaped', stations: 'escaped', log: 'escaped' },
  },
  'web app: a log that is played': {
    outs: async () => {
      const channel = new HeardTraffic();
      channel.take(frameOf('W1AW', COMMENT), AT, 0);
      const text = `${channel.logText()}${LONG}\n`;
      return pageOf(HeardTraffic.played(readLogText(text, 'heard.log').frames));
    },
    ends: { packets: 'escaped', stations: 'escaped', log: 'escaped' },
  },
  'web app: a message': {
    outs: async () => {
      const texts = new Map<string, string>();
      const store = {
        read: (key: string) => texts.get(key),
        write: (key: string, text: string) => texts.set(key, text).has(key),
      };
      const { kept } = storedMessages(store, false, () => {});
      const mail = new Mail(systemClock, kept);
      mail.open('W1AW');
      const heard = heardIn(frameOf('N1AW', `:W1AW     :${SHORT}{1`));
      if (heard) mail.heard(heard, AT);
      mail.close();
      return { storage: [...texts.values()].join('\n') };
    },
    ends: { storage: 'escaped' },
  },
  'web app: the name of a module': {
    outs: async () => {
      const job = new ModuleJob(systemClock);
      const facts = { firmware: 'jdy-31', name: SHORT.slice(0, 12) };
      job.connection.value = simulated('hc06', facts, systemClock);
      return { plan: (await inVirtualTime(() => plannedOn(job))).value };
    },
    ends: { plan: 'escaped' },
  },
  'web app: an error': {
    outs: async () => {
      const error = new OnairError('bad-value', { message: LONG, hint: SHORT });
      const [known, bug] = [failureOf(error), failureOf(new Error(LONG))];
      return { known: `${known?.message}${known?.hint}`, bug: `${bug?.message}` };
    },
    ends: { known: 'escaped', bug: 'escaped' },
  },
};
