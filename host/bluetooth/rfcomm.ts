import { OnairError } from '../base/index.js';
import { toAddress } from './address.js';

/** HC-06 modules have their serial port on channel 1, which is also the default of `rfcomm bind`. */
export const SPP_CHANNEL = 1;

/** A node that is bound to a device. */
export interface Bound {
  /** N of `/dev/rfcommN`. */
  readonly number: number;
  readonly address: string;
  readonly channel: number;
}

/**
 * Parses the output of `rfcomm -a`: `rfcomm0: 98:D3:31:F5:B2:C7 channel 1 clean`, and while connected
 * `rfcomm0: 00:1A:7D:DA:71:13 -> 98:D3:31:F5:B2:C7 channel 1 connected [tty-attached]` (tools/rfcomm.c of BlueZ).
 */
export function readBound(printed: string): Bound[] {
  return printed.split('\n').flatMap((line): Bound[] => {
    const [, number, address, channel] =
      /^rfcomm(\d+): (?:\S+ -> )?((?:[0-9A-F]{2}:){5}[0-9A-F]{2}) channel (\d+)/i.exec(line) ?? [];
    const read = toAddress(address ?? '');
    return read === undefined ? [] : [{ number: Number(number), address: read, channel: Number(channel) }];
  });
}

/** The result of a bind. */
export type BindPlan =
  | { readonly done: true; readonly bound: Bound }
  | { readonly done: false; readonly bound: Bound; readonly args: readonly string[] };

/** The node to bind: the requested one, else the first free one. @throws OnairError port-busy */
export function planBind(
  bound: readonly Bound[],
  {
    address,
    channel,
    number,
  }: { readonly address: string; readonly channel: number; readonly number?: number },
): BindPlan {
  const same = bound.find((each) => each.address === address && each.channel === channel);
  if (same && (number === undefined || number === same.number)) return { done: true, bound: same };
  const holder = bound.find((each) => each.number === number);
  if (holder) {
    throw new OnairError('port-busy', {
      message: `/dev/rfcomm${holder.number} is bound to ${holder.address}`,
      hint: `choose another (omit --node), or free it: sudo rfcomm release ${holder.number}`,
      details: { node: `/dev/rfcomm${holder.number}`, address: holder.address },
    });
  }
  const taken = bound.map((each) => each.number);
  let free = number ?? 0;
  while (taken.includes(free)) free++;
  const plan = { number: free, address, channel };
  return { done: false, bound: plan, args: ['bind', String(free), address, String(channel)] };
}

const FAILURES = [
  {
    says: /not permitted|permission denied/i,
    code: 'port-denied',
    message: 'only root may bind and release /dev/rfcomm nodes',
    hint: (line: string) => `sudo ${line}; the node then belongs to the group dialout (onair doctor)`,
  },
  {
    says: /address family|protocol not supported|control socket/i,
    code: 'port-failed',
    message: 'the kernel has no RFCOMM',
    hint: () => 'sudo modprobe rfcomm; a container, and WSL, have no Bluetooth of their own',
  },
  {
    says: /already in use|resource busy/i,
    code: 'port-busy',
    message: 'that /dev/rfcomm node is taken, or a program has it open',
    hint: () => 'close the program that uses it; what is bound: rfcomm -a',
  },
] as const;

/** Turns the output of a failed `rfcomm` into an error with a remedy. */
export function explainRfcomm(args: readonly string[], stderr: string): OnairError {
  const line = ['rfcomm', ...args].join(' ');
  const known = FAILURES.find(({ says }) => says.test(stderr));
  return new OnairError(known?.code ?? 'port-failed', {
    message: known?.message ?? `${line} failed: ${stderr.trim() || 'it does not report why'}`,
    hint: known?.hint(line) ?? 'look: onair doctor, and: sudo dmesg | tail',
    details: { command: line, said: stderr.trim() },
  });
}
