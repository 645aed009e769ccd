import type { KissFrame } from '../packet/kiss/index.js';

/** Why a frame of a client did not go to the TNC. */
export const REFUSALS = {
  'receive-only': 'this server only receives',
  'no-call-sign': 'it has no call sign to transmit under',
  'other-call-sign': 'it is not under a call sign that may transmit here',
  return: 'leaving KISS would take the TNC from all',
  hardware: 'settings of the hardware would change it for all',
  'fixed-parameter': 'this parameter is fixed by the server',
  'bad-parameter': 'a parameter is one byte',
  'parameter-limit': 'it would hinder all others (the server itself may set it)',
  'no-such-port': 'the TNC has no such port (--ports)',
  'unknown-command': 'KISS has no such command',
  'radio-away': 'the radio is away, and old packets are not sent later',
  'queue-full': 'too many frames of this client are waiting',
  'too-old': 'it waited too long for its turn',
} as const;

/** Why a frame of a client does not go to the radio. */
export type ClientRefusal = keyof typeof REFUSALS;

/** A client as reported to others. */
export interface ClientFacts {
  /** 1 for the first client of this server; never reused. */
  readonly id: number;
  /** Its address: `127.0.0.1:40000`. */
  readonly name: string;
}

/** Counts of frames: those of one client, or all. */
export interface ClientTotals {
  /** From the radio. */
  readonly heard: number;
  /** Handed to the TNC, including parameters. */
  readonly sent: number;
  readonly refused: number;
}

/** Counts of frames, and of all clients so far. */
export interface HubTotals extends ClientTotals {
  readonly clients: number;
}

/** What happens in a hub. */
export type HubEvent =
  | { readonly kind: 'joined'; readonly client: ClientFacts; readonly clients: number }
  /** It hung up, or was dropped: it did not keep up, or is not a KISS program. */
  | {
      readonly kind: 'gone';
      readonly client: ClientFacts;
      readonly dropped: boolean;
      readonly why: string;
      readonly clients: number;
      readonly totals: ClientTotals;
    }
  | { readonly kind: 'turned-away'; readonly name: string; readonly clients: number }
  /** From the radio, and the number of clients that got it. */
  | { readonly kind: 'heard'; readonly frame: KissFrame; readonly clients: number }
  /** Handed to the TNC. */
  | { readonly kind: 'sent'; readonly client: ClientFacts; readonly frame: KissFrame }
  | { readonly kind: 'parameter'; readonly client: ClientFacts; readonly frame: KissFrame }
  | {
      readonly kind: 'refused';
      readonly client: ClientFacts;
      readonly reason: ClientRefusal;
      /** Details of the reason: whose call sign, which command. Empty if there are none. */
      readonly detail: string;
      readonly frame: KissFrame;
      /** Refusals of this client that were only counted since the last report. */
      readonly pendingReports: number;
    }
  /** An allowed leave-KISS frame: the sharing ends. */
  | { readonly kind: 'return'; readonly client: ClientFacts }
  /** The TNC takes no more bytes; its link is being closed. */
  | { readonly kind: 'stuck'; readonly afterMs: number };
