import type { Confidence } from '../confidence.js';

interface StepBase {
  /** What it is for, a few words, for a person who watches. */
  readonly label: string;
  /** Who says so. */
  readonly source: string;
  readonly confidence: Confidence;
}

/**
 * Says something and waits for the answer. Patterns see the text heard since the last byte was said, without bytes
 * above 0x7F; they need not begin at a line, because echo, unasked lines and noise may stand before the answer. The wait
 * ends at the first that matches, in the order refused, contradicted, expect.
 */
export interface AskStep extends StepBase {
  readonly kind: 'ask';
  /** Bytes as latin1 text, with the CR. */
  readonly send: string;
  readonly expect: RegExp;
  /** The radio understood and does not want, or did not understand. */
  readonly refused?: RegExp;
  /** An answer that says the opposite of what was hoped for: `not-verified`. */
  readonly contradicted?: RegExp;
  /** Milliseconds until the answer counts as missing. */
  readonly withinMs: number;
  /** How often it may be said in all, where an answer was lost, damaged or a refusal. */
  readonly tries: number;
  /** Said again at this interval until it is answered: for a TNC that is deaf while it starts. */
  readonly everyMs?: number;
  /** Said once in the middle of the wait when nothing that fits has come by then. */
  readonly poke?: { readonly send: string; readonly afterMs: number };
  /** `go on` for a step that the rest does not depend on. */
  readonly ifUnanswered: 'fail' | 'go on';
  /** What the user can do when this step fails. */
  readonly hint?: string;
  /** Also part of a string that another program plays without listening. */
  readonly blind?: boolean;
}

/** Says something once and never again, without waiting for an answer. */
interface TellStep extends StepBase {
  readonly kind: 'tell';
  readonly send: string;
  readonly blind?: boolean;
}

/** Waits, whatever comes. Only where the radio needs time and does not tell when it is ready. */
interface PauseStep extends StepBase {
  readonly kind: 'pause';
  readonly ms: number;
}

/** Watches whether the TNC came back in KISS; see proof.ts for what that can show. */
export interface ProveKissStep extends StepBase {
  readonly kind: 'prove-kiss';
  /** How long the TNC may take to start where the script could not measure it before, ms. */
  readonly bootMs: number;
  /** What the command line would answer. */
  readonly poke: string;
  /** How long it must stay silent to the poke, ms. */
  readonly silentMs: number;
}

/** One step of a script: what to do, how long at most, and who says so. */
export type Step = AskStep | TellStep | PauseStep | ProveKissStep;

/** A radio as data: everything that the runner has to know about it. Text only, so that it can be printed. */
export interface RadioProfile {
  /** Name on the command line. */
  readonly id: string;
  readonly title: string;
  readonly line: { readonly speeds: readonly number[]; readonly defaultSpeed: number };
  readonly handshake: {
    readonly kind: 'rtscts' | 'none';
    readonly remark: string;
    readonly source: string;
    readonly confidence: Confidence;
  };
  /** The question that only this radio answers so. */
  readonly identity: {
    readonly send: string;
    readonly answers: RegExp;
    /** The same answer from any radio; its first group is the model. */
    readonly anyModel: RegExp;
    readonly withinMs: number;
  };
  /** From any state to a port that answers {@link identity}; repeated as a whole, because every part can get lost. */
  readonly recover: { readonly tries: number; readonly steps: readonly AskStep[] };
  /** From radio control to KISS. */
  readonly init: readonly Step[];
  /** From radio control back to what the radio does by itself. */
  readonly exit: readonly Step[];
  /** Where sending every 'C' as DB 43 may be needed: the default, and why. */
  readonly escapeC: { readonly default: boolean; readonly remark: string; readonly source: string };
}
