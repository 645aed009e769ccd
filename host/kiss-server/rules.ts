import { OnairError } from '../base/index.js';
import { type Ax25Frame, decodeFrame } from '../packet/ax25/index.js';
import { type CallSign, isPlaceholder, requireOwnCallSign, splitCallSign } from '../packet/index.js';
import { commandName, type KissFrame, readAckMode } from '../packet/kiss/index.js';
import type { ClientRefusal } from './events.js';

/** What clients may do with the TNC. */
export interface Rules {
  /** Nothing from a client reaches the TNC. */
  readonly receiveOnly: boolean;
  /** Who may transmit; a call without an SSID includes all of its SSIDs. `any`: every real call sign. */
  readonly calls: readonly CallSign[] | 'any';
  /** KISS parameters (their command numbers) that the server has set for all. */
  readonly fixed: ReadonlySet<number>;
  /** Ports of the TNC, from 0 on; a frame for another one would be dropped there without a word. */
  readonly ports: number;
  /** A leave-KISS frame ends the sharing. */
  readonly allowExit: boolean;
  /** SetHardware frames reach the TNC. */
  readonly allowHardware: boolean;
}

/** What happens to a frame of a client: sent, returned to the clients only, or refused. */
export type Verdict =
  | { readonly kind: 'send' | 'return' }
  | { readonly kind: 'refuse'; readonly reason: ClientRefusal; readonly detail: string };

const SEND: Verdict = { kind: 'send' };

/** Whether a frame of a client may go to the TNC. */
export function judge(frame: KissFrame, rules: Rules): Verdict {
  const name = commandName(frame.command);
  if (rules.receiveOnly) return refuse('receive-only');
  if (frame.port >= rules.ports) return refuse('no-such-port', `port ${frame.port}`);
  switch (name) {
    case 'data':
      return judgeData(frame.data, rules);
    case 'ackmode': {
      const ack = readAckMode(frame);
      return ack ? judgeData(ack.frame, rules) : refuse('no-call-sign', 'the number of ACK mode is cut off');
    }
    case 'return':
      return rules.allowExit ? { kind: 'return' } : refuse('return');
    case 'sethardware':
      return rules.allowHardware ? SEND : refuse('hardware');
    case 'unknown':
      return refuse('unknown-command', `command ${frame.command}`);
    default:
      if (frame.data.length !== 1) return refuse('bad-parameter', `${name} of ${frame.data.length} bytes`);
      if (rules.fixed.has(frame.command)) return refuse('fixed-parameter', name);
      return judgeParameter(name, frame.data[0] ?? 0);
  }
}

/**
 * What one client may set for all, lowest and highest value. TXDELAY up to 1.2 s is what the TH-D74 manual allows; a
 * persistence of 15 and slots of 1 s already make everybody wait for a quarter of a minute. Full duplex has one program
 * transmit over what the others receive. Whoever starts the server may set anything.
 */
const LIMITS_OF: Readonly<Record<string, readonly [min: number, max: number]>> = {
  txdelay: [0, 120],
  persistence: [15, 255],
  slottime: [0, 100],
  txtail: [0, 50],
  fullduplex: [0, 0],
};

function judgeParameter(name: string, value: number): Verdict {
  const [min = 0, max = 255] = LIMITS_OF[name] ?? [];
  return value >= min && value <= max
    ? SEND
    : refuse('parameter-limit', `${name} ${value}, not ${min} to ${max}`);
}

function refuse(reason: ClientRefusal, detail = ''): Verdict {
  return { kind: 'refuse', reason, detail };
}

function judgeData(data: Uint8Array, { calls }: Rules): Verdict {
  const decoded = decodeFrame(data);
  if (!decoded.ok) return refuse('no-call-sign', `not an AX.25 frame (${decoded.error})`);
  const { frame } = decoded;
  if (isPlaceholder(frame.from)) return refuse('no-call-sign', `${frame.from} is a placeholder`);
  const station = stationOf(frame);
  if (!station.ok) return refuse('no-call-sign', station.why);
  if (calls === 'any' || calls.some((call) => covers(call, station.call))) return SEND;
  return refuse('other-call-sign', `${station.call}, not ${calls.join(' or ')}`);
}

/**
 * The station that transmits a frame: the source or, once digipeated, the last digipeater that has marked it. A
 * digipeater may also mark an alias of the path (`W1AW-1*,WIDE2*`); its call sign is then before that.
 */
function stationOf(
  frame: Ax25Frame,
): { readonly ok: true; readonly call: CallSign } | { readonly ok: false; readonly why: string } {
  const marked = frame.path.filter(({ repeated }) => repeated).map(({ call }) => call);
  if (marked.length === 0) return asOwn(frame.from);
  const real = marked.map(asOwn).findLast(({ ok }) => ok);
  return real ?? { ok: false, why: `digipeated by ${marked.at(-1)}, which is no call sign` };
}

function asOwn(
  call: CallSign,
): { readonly ok: true; readonly call: CallSign } | { readonly ok: false; readonly why: string } {
  try {
    return { ok: true, call: requireOwnCallSign(call) };
  } catch (error) {
    if (error instanceof OnairError) return { ok: false, why: error.message };
    throw error;
  }
}

/** `W1AW` covers `W1AW-9`; `W1AW-9` covers itself. */
function covers(allowed: CallSign, call: CallSign): boolean {
  return allowed === call || allowed === splitCallSign(call).base;
}
