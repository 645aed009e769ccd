import { OnairError } from '../../base/index.js';
import { KISS_COMMANDS, type KissFrame } from './codes.js';

/** How a TNC gets on the air (KISS paper, section 4). What is left out stays as the TNC has it. */
export interface KissParameters {
  /** From key-up to the first flag, ms; steps of 10, at most 2550. */
  readonly txDelayMs?: number;
  /** 0 to 255: when the channel is free, the TNC sends with probability (persistence + 1) / 256. */
  readonly persistence?: number;
  /** Between two tries, ms; steps of 10, at most 2550. */
  readonly slotTimeMs?: number;
  /** From the last bit to key-down, ms; obsolete, but some TNCs want it. Steps of 10, at most 2550. */
  readonly txTailMs?: number;
  /** Send without listening first. */
  readonly fullDuplex?: boolean;
  /** Meant for one kind of TNC only: on a TH-D74 the byte 0 is 1200 bps and 5 is 9600 (its manual). */
  readonly hardware?: Uint8Array;
}

/**
 * One KISS frame for each parameter that is given, in the order of the paper.
 * @throws OnairError bad-value for what a byte can't hold
 */
export function parameterFrames(parameters: KissParameters, port = 0): KissFrame[] {
  const { txDelayMs, persistence, slotTimeMs, txTailMs, fullDuplex, hardware } = parameters;
  const values: readonly (readonly [command: number, data: Uint8Array | undefined])[] = [
    [KISS_COMMANDS.txdelay, tens('TX delay', txDelayMs)],
    [KISS_COMMANDS.persistence, byte('persistence', persistence, 'a whole number from 0 to 255')],
    [KISS_COMMANDS.slottime, tens('slot time', slotTimeMs)],
    [KISS_COMMANDS.txtail, tens('TX tail', txTailMs)],
    [KISS_COMMANDS.fullduplex, fullDuplex === undefined ? undefined : Uint8Array.of(fullDuplex ? 1 : 0)],
    [KISS_COMMANDS.sethardware, hardware],
  ];
  return values.flatMap(([command, data]) => (data ? [{ port, command, data: Uint8Array.from(data) }] : []));
}

function tens(name: string, ms: number | undefined): Uint8Array | undefined {
  return byte(name, ms === undefined ? undefined : ms / 10, 'milliseconds in steps of 10, at most 2550');
}

function byte(name: string, value: number | undefined, hint: string): Uint8Array | undefined {
  if (value === undefined) return undefined;
  if (Number.isInteger(value) && value >= 0 && value <= 255) return Uint8Array.of(value);
  throw new OnairError('bad-value', { message: `this ${name} does not fit into KISS`, hint });
}
