import { OnairError } from '../../base/index.js';
import { findRate, profileFor, type RadioProfile } from '../../kenwood/index.js';
import type { ChangeFlags } from '../flags/flags.js';
import { isBluetoothPort } from '../flags/line-flags.js';
import type { Connection } from '../port/connect.js';
import { agree } from '../terminal/agree.js';
import type { Io } from '../terminal/io.js';
import type { Output } from '../terminal/output.js';
import type { RadioFlags } from './radio-flags.js';

/** A radio to change: its connection and its profile. */
export interface Chosen {
  readonly connection: Connection;
  readonly profile: RadioProfile;
}

/**
 * Runs `act`, and once more if it fails for a reason that can be detected: on a cable another rate of the radio, and
 * without `--radio` the model that the radio reports. No search over Bluetooth: there the rate is the module's.
 * @throws OnairError of `act`, with the result of the search
 */
export async function withRightRadio(
  io: Io,
  out: Output,
  flags: ChangeFlags & RadioFlags,
  chosen: Chosen,
  act: (chosen: Chosen) => Promise<void>,
): Promise<void> {
  try {
    await act(chosen);
  } catch (error) {
    if (chosen.connection.signal.aborted) throw error;
    const profile = flags.radio === undefined ? profileFor(error) : undefined;
    if (profile) {
      out.note(`this is a ${profile.title} (next time: --radio ${profile.id})`);
      await agree(io, flags, `Change the mode of the ${profile.title}?`);
      return act({ profile, connection: await open(chosen.connection) });
    }
    if (!isUnheard(error)) throw error;
    const connection = await searched(io, out, chosen, error);
    return withRightRadio(io, out, flags, { ...chosen, connection }, act);
  }
}

/** Nothing readable arrived, as with a wrong rate. */
function isUnheard(error: unknown): error is OnairError {
  return error instanceof OnairError && /^device-(silent|confused)$/.test(error.code);
}

/** @throws OnairError the original one, with what was searched */
async function searched(
  io: Io,
  out: Output,
  { connection, profile }: Chosen,
  error: OnairError,
): Promise<Connection> {
  const { portName } = connection.link;
  if (portName.startsWith('tcp://')) throw error;
  if (isBluetoothPort(portName)) throw error.with({}, `${OVER_BLUETOOTH} ${error.hint}`);
  const opened = await open(connection);
  const before = opened.link.line.baudRate;
  out.note(`no answer that makes sense at ${before}: trying the other rates of the ${profile.title}`);
  const { clock } = io;
  const { signal } = connection;
  const onRate = (rate: number): void => out.progress(`trying ${rate} …`);
  const baudRate = await findRate(opened.link, profile, { clock, signal, onRate });
  if (baudRate === undefined || baudRate === before) {
    const rates = profile.line.speeds.join(', ');
    throw error.with({ searched: profile.line.speeds }, `none of ${rates} is answered. ${error.hint}`);
  }
  out.note(`it answers at ${baudRate}, not ${before} (next time: --baud ${baudRate})`);
  return {
    ...opened,
    reopen: async () => {
      const link = await connection.reopen();
      await link.reconfigure({ baudRate });
      return link;
    },
  };
}

const OVER_BLUETOOTH =
  'Over Bluetooth this often means that module and radio differ in rate; --baud does not change that. Set the rate of the COM port in the menu of the radio to that of the module, or the module to the radio’s: onair hc06 set --baud 9600 (by cable).';

/** The connection with an open link: a command that failed may have closed it. */
async function open(connection: Connection): Promise<Connection> {
  return connection.link.isOpen ? connection : { ...connection, link: await connection.reopen() };
}
