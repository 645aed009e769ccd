import { get, type IncomingMessage } from 'node:http';
import { setImmediate as breathe } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseListen } from '../../host/panel/listen.js';
import { servePanel } from '../../host/panel/server.js';
import { SteppedClock } from '../stepped-clock.js';
import { FakeMachine } from './fake-machine.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is in use after everything that can be forgotten was, bytes. */
export interface Measured {
  readonly hour: number;
  readonly heapBytes: number;
  readonly heardBytes: number;
}

const JOB_EVERY_S = 20 * 60;
const JOB_S = 10 * 60;
const HOUR_S = 3600;

/**
 * Hours of a panel in stepped time: real sockets for its clients, each following the stream; a job of ten minutes every
 * twenty, whose state changes each second.
 * @param onHour is told at each full hour
 */
export async function day(
  hours: number,
  clients: number,
  onHour: (measured: Measured) => void,
): Promise<void> {
  const machine = new FakeMachine();
  const clock = new SteppedClock();
  const panel = await servePanel({
    machine,
    listen: parseListen('127.0.0.1:0'),
    clock,
    now: () => new Date(clock.now()),
    version: '0',
    onCode: () => {},
  });
  let heardBytes = 0;
  const url = `http://127.0.0.1:${panel.port}/api/events`;
  const open = (): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      get(url, { agent: false }, resolve).on('error', reject);
    });
  const streams = await Promise.all(Array.from({ length: clients }, open));
  for (const stream of streams) {
    stream.on('data', (bytes: Buffer) => {
      heardBytes += bytes.length;
    });
    stream.on('error', () => {}); // the server closes them in the end
  }
  for (let second = 1; second <= hours * HOUR_S; second++) {
    await clock.pass(1000);
    const inRound = second % JOB_EVERY_S;
    machine.stage = inRound < JOB_S ? 'running' : 'ended';
    const time = new Date(clock.now()).toISOString();
    if (inRound === 0 || inRound === JOB_S) {
      const ended = inRound === JOB_S;
      const id = String(Math.floor(second / JOB_EVERY_S));
      const [endedAt, reason] = ended ? [time, 'done'] : [null, null];
      const what = {
        id,
        vehicle: 'Jeep',
        kind: 'inflate',
        preset: null,
        startedAt: time,
        because: null,
        tires: [],
      };
      machine.listener?.job({ ...what, endedAt, reason });
      machine.listener?.happened({ time, kind: 'job', text: ended ? 'done' : 'begun', urgent: false });
    }
    machine.listener?.changed(false);
    await breathe();
    if (second % HOUR_S !== 0) continue;
    collect();
    onHour({ hour: second / HOUR_S, heapBytes: process.memoryUsage().heapUsed, heardBytes });
  }
  await panel.close();
}
