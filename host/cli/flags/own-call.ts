import { OnairError } from '../../base/index.js';
import { type CallSign, requireOwnCallSign } from '../../packet/index.js';
import { readConfig } from '../files/config.js';
import type { Io } from '../terminal/io.js';

/**
 * The call sign to transmit under: the flag, else ONAIR_CALL, else the config file.
 * @param named the flag
 * @throws OnairError no-callsign for none and for placeholders, bad-value
 */
export async function ownCall(io: Io, flag: string | undefined, named = 'from'): Promise<CallSign> {
  const call = flag ?? io.env.ONAIR_CALL ?? (await readConfig(io)).call;
  if (call === undefined || call.trim() === '') {
    throw new OnairError('no-callsign', {
      message: 'no callsign is set: transmitting needs the one of your license',
      hint: `--${named} W1AW-9; to keep it, ONAIR_CALL=W1AW-9 in the environment, or the line "call: W1AW-9" in ~/.config/onair/config.yaml`,
      details: { text: null },
    });
  }
  return requireOwnCallSign(call);
}
