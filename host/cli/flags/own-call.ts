import { type CallSign, requireOwnCallSign } from '../../packet/index.js';
import { readConfig } from '../files/config.js';
import type { Io } from '../terminal/io.js';

/**
 * The call sign to transmit under: the flag, else ONAIR_CALL, else the config file.
 * @throws OnairError no-callsign for none and for placeholders, bad-value
 */
export async function ownCall(io: Io, flag: string | undefined): Promise<CallSign> {
  return requireOwnCallSign(flag ?? io.env.ONAIR_CALL ?? (await readConfig(io)).call);
}
