import { OnairError, stopReason, type Timer } from '../../../host/base/index.js';
import { MOVES_AIR } from '../cycle/index.js';
import type { AirUpBoard, BoardSetup } from './air-up-board.js';
import { createBoard } from './components/johnny-five.js';
import { checkCapabilities } from './firmata/capabilities.js';
import type { FirmataIo } from './firmata/firmata.js';
import { shakeHands } from './firmata/handshake.js';
import { FirmataTransport } from './firmata/transport.js';
import { FAILSAFE_NAME } from './lease/leases.js';
import { LiveBoard } from './live-board.js';
import { pinNumber } from './pins/boards.js';
import { usedPins } from './pins/pin-rules.js';
import type { PinMap } from './pins/pin-schema.js';

/** Maximum wait for the first reports, ms: a module that holds back one input's reports has them after 1.5 s. */
const FIRST_REPORTS_MS = 2000;
/** Time until the pull-ups have taken effect and are reported, ms. */
const CONTACTS_MS = 60;

/**
 * Opens a board: first every output LOW, then the handshake, the check of its pins, and the components.
 * @throws OnairError unsafe, device-silent, device-refused, port-lost, or the reason of the signal
 */
export async function openBoard(setup: BoardSetup): Promise<AirUpBoard> {
  const { link, pins, clock, signal } = setup;
  const transport = new FirmataTransport(link, clock);
  let board: LiveBoard | undefined;
  try {
    const io = await shakeHands({ link, transport, pins, clock, signal });
    checkSketch(io, setup);
    checkCapabilities(io, pins, link.portName);
    outputsLow(io, pins);
    board = new LiveBoard(setup, transport, io, await createBoard(io));
    await firstReports(board, setup);
    if (io.firmware.name === FAILSAFE_NAME) await board.agreeOnLeases();
    else if (!setup.attended) board.keepShut();
    return board;
  } catch (error) {
    if (board) await board.close();
    else {
      await transport.drained();
      transport.release();
    }
    throw error;
  }
}

/**
 * Air moves only on a board that shuts its valves by itself, or while a person attends.
 * @throws OnairError unsafe
 */
function checkSketch(io: FirmataIo, { link, pins, jobs = [], attended, onNote }: BoardSetup): void {
  if (io.firmware.name === FAILSAFE_NAME || !jobs.some(({ kind }) => MOVES_AIR[kind])) return;
  const { portName } = link;
  const name = io.firmware.name ?? 'an unknown sketch';
  const missing =
    `${portName}: the board runs ${name}, which has no leases and no watchdog: ` +
    'when the computer or the cable dies, pins stay HIGH and an open valve stays open';
  if (attended) {
    onNote?.(`${missing}. Stay at the valve`);
    return;
  }
  throw new OnairError('unsafe', {
    message: `${missing}; nothing was opened`,
    hint:
      (portName.startsWith('sim:')
        ? 'a simulated board has the fail-safe sketch unless firmware=standard is asked for: leave that out; '
        : `put the fail-safe sketch on it: onair firmware flash --port ${portName} --board ${pins.board}; `) +
      'or add --attended, and stay at the valve',
    details: { port: portName, firmware: io.firmware.name ?? null, missing: ['leases', 'watchdog'] },
  });
}

/** Before anything else touches an output pin, it is set as an output and LOW. */
function outputsLow(io: FirmataIo, pins: PinMap): void {
  for (const { pin, use } of usedPins(pins)) {
    if (use !== 'drive' && use !== 'signal') continue;
    const number = pinNumber(pin, pins.model);
    io.digitalWrite(number, io.LOW);
    io.pinMode(number, io.MODES.OUTPUT);
    io.digitalWrite(number, io.LOW);
  }
}

/** Waits until every input has reported once, or for FIRST_REPORTS_MS: the cycle then reports what is missing. */
async function firstReports(board: LiveBoard, { link, clock, signal }: BoardSetup): Promise<void> {
  let timer: Timer | undefined;
  const reported = new Promise<void>((resolve) => {
    timer = clock.after(FIRST_REPORTS_MS, resolve);
    board.onReports = resolve;
  });
  await Promise.race([reported, link.whenClosed]);
  timer?.cancel();
  board.onReports = () => {};
  if (link.isOpen) await Promise.race([clock.sleep(CONTACTS_MS, signal), link.whenClosed]);
  if (!link.isOpen) throw link.lossError;
  if (signal.aborted) throw stopReason(signal);
  board.armContacts();
}
