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
  'unknown-command': 'KISS has no such command',
  'radio-away': 'the radio is away, and old packets are not sent later',
  'queue-full': 'too many frames of this client are waiting',
  'too-old': 'it waited too long for its turn',
} as const;

export type ClientRefusal = keyof typeof REFUSALS;

/** A client as others see it. */
export interface ClientFacts {
  /** 1 for the first of this server, never used again. */
  readonly id: number;
  /** Where it comes from: `127.0.0.1:40000`. */
  readonly name: string;
}

/** What became of frames: those of one client, or all. */
export interface ClientTotals {
  /** From the radio. */
  readonly heard: number;
  /** Handed to the TNC, parameters with them. */
  readonly sent: number;
  readonly refused: number;
}

/** What a hub did, in frames, and for how many clients in all. */
export interface HubTotals extends ClientTotals {
  readonly clients: number;
}

/** What happens in a hub. */
export type HubEvent =
  | { readonly kind: 'joined'; readonly client: ClientFacts; readonly clients: number }
  /** It hung up, or was dropped: it did not keep up, or is no KISS program. */
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
      /** What the reason leaves open: whose call sign, which command. Empty where that is nothing. */
      readonly detail: string;
      readonly frame: KissFrame;
      /** Refusals of this client before this one that were only counted. */
      readonly pendingReports: number;
    }
  /** An allowed leave-KISS frame: the sharing is to end. */
  | { readonly kind: 'return'; readonly client: ClientFacts }
  /** The TNC takes no bytes any more; its link is being closed. */
  | { readonly kind: 'stuck'; readonly afterMs: number };
