import { joinBytes, OnairError } from '../../base/index.js';
import type { CallSign } from '../callsign.js';
import { type AddressError, decodeAddresses, encodeAddresses, MAX_DIGIPEATERS } from './address.js';
import { decodeControl, type OtherName, type SupervisoryName, UI_CONTROL } from './control.js';

/** One digipeater of a path; `repeated` is its H bit (AX.25 2.2, section 3.12.4). */
export interface PathHop {
  readonly call: CallSign;
  readonly repeated: boolean;
}

/**
 * The C bits of destination and source (AX.25 2.2, section 6.1.2): 1/0 is a command, 0/1 a response. Equal
 * bits come from version 1 stations and from much of APRS, where they are ignored.
 */
export type CommandResponse = 'command' | 'response' | 'both-set' | 'both-clear';

/** PID "no layer 3", the one of APRS (AX.25 2.2, section 3.4; APRS101 chapter 3). */
export const PID_NO_LAYER_3 = 0xf0;

/** What a UI frame carries. */
export interface UiContent {
  readonly from: CallSign;
  readonly to: CallSign;
  /** In the order of travel, at most 8. */
  readonly path: readonly PathHop[];
  readonly info: Uint8Array;
  /** {@link PID_NO_LAYER_3} when left out. */
  readonly pid?: number;
  /** `both-set` when left out: what Dire Wolf 1.6 sends (measured), so every TNC has met it. */
  readonly commandResponse?: CommandResponse;
}

interface FrameHeader {
  readonly from: CallSign;
  readonly to: CallSign;
  readonly path: readonly PathHop[];
  readonly commandResponse: CommandResponse;
  /** The control byte as received. */
  readonly control: number;
  readonly pollFinal: boolean;
  /** Everything after control (and PID, where there is one). */
  readonly info: Uint8Array;
}

/** A frame by its kind. Sequence numbers are modulo 8. */
export type Ax25Frame =
  | (FrameHeader & { readonly type: 'UI'; readonly pid: number })
  | (FrameHeader & { readonly type: 'I'; readonly pid: number; readonly nr: number; readonly ns: number })
  | (FrameHeader & { readonly type: SupervisoryName; readonly nr: number })
  | (FrameHeader & { readonly type: OtherName });

/** Why bytes are no AX.25 frame. A value, because the air is full of them. */
export type Ax25Error = AddressError | 'too-short' | 'too-few-addresses' | 'no-control' | 'no-pid';

/** A frame, or why the bytes are none. */
export type DecodeResult =
  | { readonly ok: true; readonly frame: Ax25Frame }
  | { readonly ok: false; readonly error: Ax25Error };

const C_BITS = {
  command: [true, false],
  response: [false, true],
  'both-set': [true, true],
  'both-clear': [false, false],
} as const satisfies Record<CommandResponse, readonly [destination: boolean, source: boolean]>;

/**
 * A UI frame without flags and FCS, as KISS wants it. Throws `bad-value` for a path or PID that does not fit.
 */
export function encodeUi(content: UiContent): Uint8Array {
  const { from, to, path, info, pid = PID_NO_LAYER_3, commandResponse = 'both-set' } = content;
  if (path.length > MAX_DIGIPEATERS) {
    throw new OnairError('bad-value', {
      message: `a path of ${path.length} digipeaters does not fit into a frame`,
      hint: `at most ${MAX_DIGIPEATERS}; on APRS two are plenty: WIDE1-1,WIDE2-1`,
    });
  }
  if (!Number.isInteger(pid) || pid < 0 || pid > 0xff) {
    throw new OnairError('bad-value', { message: `PID ${pid} is not a byte`, hint: 'APRS uses 0xF0' });
  }
  const [toBit, fromBit] = C_BITS[commandResponse];
  const addresses = encodeAddresses([
    { call: to, topBit: toBit },
    { call: from, topBit: fromBit },
    ...path.map(({ call, repeated }) => ({ call, topBit: repeated })),
  ]);
  return joinBytes([addresses, Uint8Array.of(UI_CONTROL, pid), info]);
}

/** Two addresses and a control byte: nothing shorter is a frame (AX.25 2.2, section 3.9, less the FCS). */
const SHORTEST_FRAME = 15;

/** Any frame as KISS delivers it, without flags and FCS. Never throws; the frame owns its memory. */
export function decodeFrame(bytes: Uint8Array): DecodeResult {
  if (bytes.length < SHORTEST_FRAME) return { ok: false, error: 'too-short' };
  const field = decodeAddresses(bytes);
  if (!field.ok) return field;
  const [to, from, ...hops] = field.addresses;
  if (!to || !from) return { ok: false, error: 'too-few-addresses' };
  const control = bytes[field.length];
  if (control === undefined) return { ok: false, error: 'no-control' };
  const meaning = decodeControl(control);
  const rest = new Uint8Array(bytes.subarray(field.length + 1));
  const path = hops.map(({ call, topBit }) => ({ call, repeated: topBit }));
  const commandResponse = commandResponseOf(to.topBit, from.topBit);
  // One spread in each: this is run for every frame, and a spread costs more than all the rest of it.
  if (meaning.type !== 'UI' && meaning.type !== 'I')
    return {
      ok: true,
      frame: { from: from.call, to: to.call, path, commandResponse, control, ...meaning, info: rest },
    };
  // Only I and UI frames have a PID (section 3.4).
  const pid = rest[0];
  if (pid === undefined) return { ok: false, error: 'no-pid' };
  const info = rest.subarray(1);
  return {
    ok: true,
    frame: { from: from.call, to: to.call, path, commandResponse, control, ...meaning, pid, info },
  };
}

function commandResponseOf(destination: boolean, source: boolean): CommandResponse {
  if (destination) return source ? 'both-set' : 'command';
  return source ? 'response' : 'both-clear';
}

/** The path in monitor notation: `WIDE1-1*` has been used. */
export function pathOf(frame: Ax25Frame): string[] {
  return frame.path.map(({ call, repeated }) => (repeated ? `${call}*` : call));
}
