import { type PinMap, runBox } from '../../../../firmware/air-up/board/index.js';
import { guardJob, type Vehicle } from '../../../../firmware/air-up/vehicle/index.js';
import { type Clock, OnairError } from '../../../base/index.js';
import type { ChosenPort } from '../../port/connect.js';
import type { AirMachine } from './air-machine.js';

/** Time between two attempts to reconnect to a lost board, ms. */
const AGAIN_MS = 2000;

/** What serving one board takes, through every loss of its link. */
export interface ServeBoardSetup {
  readonly chosen: ChosenPort;
  readonly machine: AirMachine;
  readonly vehicle: Vehicle;
  readonly pins: PinMap;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly attended: boolean;
  readonly onNote: (text: string) => void;
  readonly onConnected: () => void;
  readonly onLost: (error: OnairError) => void;
}

/**
 * Serves the machine with a board until the signal. If a board is lost it reconnects; the interrupted
 * job ends in a fault that a person clears.
 * @throws OnairError of the port or the board, if it never answered
 */
export async function serveBoard(setup: ServeBoardSetup): Promise<void> {
  const { chosen, machine, vehicle, pins, clock, signal, attended, onNote } = setup;
  let wasThere = false;
  while (!signal.aborted) {
    try {
      await chosen.open(({ link }) =>
        runBox({
          link,
          pins,
          jobs: machine.presets,
          guards: [guardJob(vehicle)],
          unproven: machine.unproven,
          ...(wasThere && { from: machine.from }),
          clock,
          signal,
          attended,
          onNote,
          onStep: machine.step,
          onReady: (controls) => {
            wasThere = true;
            machine.ready(controls);
            setup.onConnected();
          },
        }),
      );
    } catch (error) {
      if (signal.aborted) return;
      if (!wasThere || !(error instanceof OnairError)) throw error;
      if (machine.lost(error)) setup.onLost(error);
      await clock.sleep(AGAIN_MS, signal).catch(() => {}); // the loop condition checks the signal
    }
  }
}
