import { type Clock, OnairError, stopReason, type Timer } from '../../../../host/base/index.js';
import type { Link } from '../../../../host/link/index.js';
import { pinNumber } from '../pins/boards.js';
import { usedPins } from '../pins/pin-rules.js';
import type { PinMap } from '../pins/pin-schema.js';
import { createFirmata, type FirmataIo } from './firmata.js';
import { FIRMATA, FIRMATA_BAUD, sysex } from './firmata-messages.js';
import type { FirmataTransport } from './transport.js';

/** Opening the port resets most boards, back after 2.1 s (SOURCES.md#standardfirmata); a slow link comes on top. */
const DEADLINE_MS = 8000;
/** Time after which a question is asked again, ms: a rebooting board loses it. */
const ASK_MS = 500;
/** Sampling interval, ms, below the 20 of the cycle's figures: StandardFirmata's own (SOURCES.md#standardfirmata). */
export const SAMPLING_MS = 19;

/** What the first exchange with a Firmata board takes. */
export interface HandshakeSetup {
  readonly link: Link;
  readonly transport: FirmataTransport;
  readonly pins: PinMap;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Makes a board identify itself. Its outputs are set LOW before the first question: its last user may have left a valve
 * open, and StandardFirmata keeps it open.
 * @throws OnairError device-silent, port-lost, or the reason of the signal
 */
export async function shakeHands(setup: HandshakeSetup): Promise<FirmataIo> {
  const { link, transport, clock, signal } = setup;
  if (signal.aborted) throw stopReason(signal);
  allPortsLow(setup);
  const io = createFirmata(transport, SAMPLING_MS);
  clearTimeout(io.reportVersionTimeoutId); // it would ask only once, after 5 s
  let timer: Timer | undefined;
  const over = new AbortController();
  const until = clock.now() + DEADLINE_MS;
  try {
    await new Promise<void>((resolve, reject) => {
      const ask = (): void => {
        if (clock.now() >= until) {
          reject(silent(link, io));
          return;
        }
        for (const question of openQuestions(io)) transport.write(question);
        timer = clock.after(ASK_MS, ask);
      };
      transport.onBroken = (error) => reject(confused(link, error));
      io.once('ready', resolve);
      void link.whenClosed.then(() => reject(link.lossError));
      signal.addEventListener('abort', () => reject(stopReason(signal)), { signal: over.signal });
      ask();
    });
  } catch (error) {
    allPortsLow(setup);
    throw error;
  } finally {
    timer?.cancel();
    over.abort();
    transport.onBroken = () => {};
  }
  return io;
}

/** Sets every port with an output LOW, as raw bytes: they need nothing that is not known yet. */
function allPortsLow({ transport, pins }: HandshakeSetup): void {
  const ports = usedPins(pins)
    .filter(({ use }) => use === 'drive' || use === 'signal')
    .map(({ pin }) => pinNumber(pin, pins.model) >> 3);
  for (const port of new Set(ports)) transport.write(Buffer.from([FIRMATA.digitalPort | port, 0, 0]));
}

/** The questions that the board has not answered yet, in the order in which firmata-io needs the answers. */
function openQuestions(io: FirmataIo): readonly Buffer[] {
  if (!io.versionReceived) return [Buffer.from([FIRMATA.version]), sysex(FIRMATA.firmware)];
  if (io.firmware.name === undefined) return [sysex(FIRMATA.firmware)];
  if (io.pins.length === 0) return [sysex(FIRMATA.capabilityQuery)];
  return [sysex(FIRMATA.mappingQuery)];
}

function confused({ portName }: Link, error: unknown): OnairError {
  return new OnairError('device-confused', {
    message: `${portName}: the board's reports about its pins contradict each other`,
    hint: 'an echo (TX and RX shorted), noise or a wrong rate: check the cable and its ground, then try again',
    details: { port: portName },
    cause: error,
  });
}

function silent({ portName, line, carriesLine }: Link, io: FirmataIo): OnairError {
  const isOdd = carriesLine && line.baudRate !== FIRMATA_BAUD;
  return new OnairError('device-silent', {
    message: io.versionReceived
      ? `${portName}: the board began to speak Firmata and fell silent`
      : `${portName}: nothing that speaks Firmata answered within ${DEADLINE_MS / 1000} s`,
    hint: isOdd
      ? `the port is at ${line.baudRate} baud, StandardFirmata and onair failsafe at ${FIRMATA_BAUD}`
      : 'is it the right port (onair ports)? is StandardFirmata or onair failsafe on the board, and has it power?',
    details: { port: portName, baudRate: line.baudRate },
  });
}
