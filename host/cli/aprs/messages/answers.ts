import { Acknowledger, type KeptMessages } from '../../../packet/aprs/messages/index.js';
import type { CallSign } from '../../../packet/index.js';
import { packetOf, type TransmitFlags } from '../../flags/transmit-flags.js';
import type { Io } from '../../terminal/io.js';
import type { Output } from '../../terminal/output.js';

/** Acknowledges messages to `call` as the flags say; what becomes of that goes to stderr. */
export function answersTo(
  call: CallSign,
  { clock }: Pick<Io, 'clock'>,
  out: Output,
  flags: TransmitFlags,
  kept: KeptMessages,
  onMessage?: (from: string, text: string, time: Date) => void,
): Acknowledger {
  const events = {
    acknowledged: (to: string, number: string) => out.note(`acknowledged message ${number} of ${to}`),
    failed: (to: string, number: string, why: string) =>
      out.warn(`message ${number} of ${to} was not acknowledged: ${why}`),
  };
  return new Acknowledger(clock, events, (info) => packetOf(call, info, flags).bytes, call, kept, onMessage);
}
