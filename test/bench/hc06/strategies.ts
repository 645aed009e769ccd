import { type Clock, systemClock } from '../../../host/base/clock.js';
import { Dialogue } from '../../../host/hc06/dialogue/dialogue.js';
import { probe } from '../../../host/hc06/probe/probe.js';
import { applyPlan } from '../../../host/hc06/settings/apply.js';
import { planSettings } from '../../../host/hc06/settings/plan.js';
import { readRequested } from '../../../host/hc06/settings/requested-settings.js';
import { PARITIES } from '../../../host/link/line.js';
import type { SimLink } from '../../../host/link/sim/sim-link.js';

/** When a module was found and when it was set, ms from the first byte; undefined: not at all. */
export interface Run {
  readonly foundMs: number | undefined;
  readonly setMs: number | undefined;
}

export interface Strategy {
  /** As figures call it. */
  readonly name: string;
  readonly title: string;
  run(link: SimLink): Promise<Run>;
}

const REQUESTED = { name: 'TM-D700', pin: '4321', baud: '9600' };

/** The table's order, as the public scripts go through it. */
const CODES = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1382400];

/** A public script: the same wait after each command, rates in the order of the code table, then the next parity. */
function fixedWait(name: string, by: string, waitMs: number): Strategy {
  return {
    name,
    title: `${name} (${by})`,
    run: async (link) => {
      const clock: Clock = systemClock;
      let heard = '';
      link.on('data', (bytes: Buffer) => {
        heard += bytes.toString('latin1');
      });
      const say = async (command: string): Promise<string> => {
        heard = '';
        await link.send(Buffer.from(command));
        await clock.sleep(waitMs);
        return heard;
      };
      const startedAt = clock.now();
      for (const parity of PARITIES) {
        for (const baudRate of CODES) {
          await link.reconfigure({ baudRate, parity });
          if (!/OK/.test(await say('AT'))) continue;
          const foundMs = clock.now() - startedAt;
          for (const command of [`AT+NAME${REQUESTED.name}`, `AT+PIN${REQUESTED.pin}`, 'AT+BAUD4']) {
            if (!/OK/.test(await say(command))) return { foundMs, setMs: undefined };
          }
          await link.reconfigure({ baudRate: 9600 });
          const verified = /OK/.test(await say('AT'));
          return { foundMs, setMs: verified ? clock.now() - startedAt : undefined };
        }
      }
      return { foundMs: undefined, setMs: undefined };
    },
  };
}

export const ONAIR: Strategy = {
  name: 'onair',
  title: 'onair',
  run: async (link) => {
    const dialogue = new Dialogue(link, systemClock);
    const startedAt = systemClock.now();
    const found = await probe(dialogue);
    const foundMs = systemClock.now() - startedAt;
    await applyPlan(dialogue, found, planSettings(readRequested(REQUESTED), found.dialect, found));
    return { foundMs, setMs: systemClock.now() - startedAt };
  },
};

/** Public scripts, the fastest first. */
export const SCRIPTS: readonly Strategy[] = [
  fixedWait('fixed 1 s', 'hc_setup.py, proxmark', 1000),
  fixedWait('fixed 1.5 s', 'MATLAB script', 1500),
  fixedWait('fixed 2 s', 'hc06Configurator', 2000),
];
