import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as loopTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { seeded } from '../../../../firmware/air-up/plant/random.js';
import { VEHICLE_EXAMPLES } from '../../../../firmware/air-up/vehicle/file/examples.js';
import { readVehicle } from '../../../../firmware/air-up/vehicle/file/read.js';
import { planOfPreset } from '../../../../firmware/air-up/vehicle/plan/air-plan.js';
import { AirMachine } from '../../../../host/cli/air/panel/air-machine.js';
import { serveBoard } from '../../../../host/cli/air/panel/serve-board.js';
import { parseListen } from '../../../../host/panel/listen.js';
import type { Order } from '../../../../host/panel/schema/orders.js';
import { servePanel } from '../../../../host/panel/server.js';
import { History } from '../../../../host/panel/service/history.js';
import { SteppedClock } from '../../../stepped-clock.js';
import { Box } from './box.js';
import { Clients } from './clients.js';
import { Ledger } from './ledger.js';
import { People, type PeopleSetup } from './people.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const KEY = 'a-key-that-nobody-guesses';
const MINUTE_MS = 60_000;
/** How often the tires themselves are looked at, ms: warmth goes in seconds. */
const LEDGER_MS = 100;

/** One look at the panel. */
export interface Look {
  readonly minute: number;
  /** In use after everything that can be forgotten was, bytes. */
  readonly heapBytes: number;
  /** What the client that heard least has heard so far, bytes. */
  readonly heardBytes: number;
  readonly ledger: Ledger;
  /** Words for the person at the terminal so far: a bug would be there. */
  readonly notes: readonly string[];
}

export interface DaySetup {
  readonly minutes: number;
  readonly clients: number;
  readonly lookEveryMinutes: number;
  readonly drives?: PeopleSetup['drives'];
  readonly onLook: (look: Look) => void;
}

/**
 * A day of `air serve` in stepped time: the real machine, panel and history over the simulated board and the plant of a
 * Jeep with a trailer; phones on real sockets; people who air down and up, stop, slip, and mend what breaks.
 */
export async function day({
  minutes,
  clients: count,
  lookEveryMinutes,
  drives,
  onLook,
}: DaySetup): Promise<void> {
  const vehicle = readVehicle((VEHICLE_EXAMPLES.jeep ?? '').replace('vent-valve: no', 'vent-valve: yes'), '');
  const plan = planOfPreset(vehicle, 'street');
  if (!plan) throw new Error('the example has no preset');
  const clock = new SteppedClock();
  const now = (): Date => new Date(clock.now());
  const random = seeded(20_260_704);
  const box = new Box(vehicle, clock, random);
  const ledger = new Ledger(vehicle);
  const notes: string[] = [];
  const onNote = (text: string): void => void notes.push(text);
  const scratch = mkdtempSync(join(tmpdir(), 'onair-day-'));
  const history = new History(join(scratch, 'history.ndjson'));
  const machine = new AirMachine({
    vehicle,
    units: 'psi',
    plan,
    holdToFill: false,
    port: box.port,
    clock,
    now,
  });
  let lookedAtMs = 0;
  machine.listen({
    changed: () => {
      if (clock.now() - lookedAtMs < LEDGER_MS) return;
      lookedAtMs = clock.now();
      const air = machine.state();
      if (air.stage === 'running' && air.board.connected) ledger.look(box.truth, air, box.isBroken);
    },
    happened: () => {},
    job: (record) => ledger.ended(record),
  });
  const panel = await servePanel({
    machine,
    listen: parseListen('127.0.0.1:0'),
    clock,
    now,
    version: '0',
    key: KEY,
    history,
    onCode: () => {},
    onNote,
  });
  const end = new AbortController();
  const { signal } = end;
  const board = serveBoard({
    chosen: {
      port: box.port,
      signal,
      open: async (use) => {
        const link = box.open();
        const reopen = (): Promise<never> => Promise.reject(new Error('nobody asks for that'));
        return use({ link, signal, reopen }).finally(() => link.close());
      },
    },
    machine,
    vehicle,
    pins: box.pins,
    clock,
    signal,
    attended: false,
    onNote,
    onConnected: () => {},
    onLost: () => {},
  });
  const gate = new Gate();
  const order = (what: Order): Promise<void> =>
    gate.through(async () => {
      const answer = await fetch(`http://127.0.0.1:${panel.port}/api/order`, {
        method: 'POST',
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify({ order: what, seenMs: Math.round(clock.now()) }),
      });
      await answer.text();
    });
  const clients = await Clients.open(count, panel.port);
  const people = new People({
    ...{ vehicle, box, clock, random, order },
    state: () => machine.state(),
    ...(drives && { drives }),
  });
  const failed = Promise.race([people.live(), board]);
  failed.catch(() => {}); // it is looked at below
  for (let minute = 1; minute <= minutes; minute++) {
    await Promise.race([pass(clock, gate), failed]);
    if (minute % lookEveryMinutes !== 0) continue;
    await clients.comeAndGo();
    collect();
    onLook({
      minute,
      heapBytes: process.memoryUsage().heapUsed,
      heardBytes: clients.leastHeardBytes,
      ledger,
      notes,
    });
  }
  end.abort();
  await clock.pass(MINUTE_MS);
  await board;
  await panel.close();
  await history.close();
  await rm(scratch, { recursive: true });
}

/** Time stands still while something goes over a real socket that somebody waits for. */
class Gate {
  #inside = 0;

  get isFree(): boolean {
    return this.#inside === 0;
  }

  async through<T>(act: () => Promise<T>): Promise<T> {
    this.#inside++;
    try {
      return await act();
    } finally {
      this.#inside--;
    }
  }
}

async function pass(clock: SteppedClock, gate: Gate): Promise<void> {
  const until = clock.now() + MINUTE_MS;
  do {
    do await loopTurn();
    while (!gate.isFree);
  } while (clock.step(until));
  await clock.pass(until - clock.now());
}
