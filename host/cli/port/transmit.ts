import { stopReason } from '../../base/index.js';
import { requireKiss } from '../../kenwood/conversation/index.js';
import { wireTimeMs } from '../../link/index.js';
import { parameterBytes, type TransmitFlags } from '../flags/transmit-flags.js';
import type { Io } from '../terminal/io.js';
import type { Output } from '../terminal/output.js';
import type { Connection } from './connect.js';

/** Time to wait after the last byte has left this side, ms: a Bluetooth link buffers. */
const BUFFER_MS = 200;

/**
 * Before the first packet: checks as far as possible that the TNC is in KISS, and sets the parameters. Behind TCP is a
 * program that speaks KISS, with several ports perhaps: queries would only fill its log.
 * @throws OnairError device-refused, interrupted, port-lost
 */
export async function readyToTransmit(
  io: Io,
  out: Output,
  { link, signal }: Connection,
  flags: TransmitFlags,
): Promise<void> {
  const isRadio = !link.portName.startsWith('tcp://');
  if (isRadio && flags.kissPort > 0) out.warn(noSuchPort(flags.kissPort));
  if (isRadio) await requireKiss(link, io.clock, signal);
  await untilStopped(signal, () => link.send(parameterBytes(flags)));
}

const noSuchPort = (port: number): string =>
  `KISS port ${port}: a Kenwood has port 0 only, and drops what is for another without a word`;

/** Sends bytes to the TNC and waits until they must have left. @throws OnairError interrupted, port-lost */
export async function transmit(io: Io, { link, signal }: Connection, bytes: Uint8Array): Promise<void> {
  await untilStopped(signal, () => link.send(bytes));
  await io.clock.sleep(wireTimeMs(bytes.length, link.line) + BUFFER_MS, signal);
  if (!link.isOpen) throw link.lossError;
}

/** Runs `act`, unless the signal comes first: then it does not start. */
async function untilStopped<T>(signal: AbortSignal, act: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw stopReason(signal);
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(stopReason(signal));
    signal.addEventListener('abort', stop);
    act()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}
