import type { Confidence } from '../../base/index.js';

/** Who had the port when it was opened, by the first answers. `command-line`: at the prompt or in converse. */
export type FoundState = 'radio-control' | 'command-line' | 'kiss' | 'unknown';

interface StepBase {
  /** What it is for, a few words, for a person who watches. */
  readonly label: string;
  /** Who says so, by the short names of SOURCES.md#programs. */
  readonly source: string;
  readonly confidence: Confidence;
}

/**
 * Says something and waits for the answer. Patterns see the text heard since the last byte was said, without bytes
 * above 0x7F; they need not begin at a line, because echo, unasked lines and noise may stand before the answer. The
 * wait ends at the first that matches, in the order refused, contradicted, expect.
 */
export interface AskStep extends StepBase {
  readonly kind: 'ask';
  /** Bytes as latin1 text, with the CR. `{name}` stands for a value of the profile, or one that was learned. */
  readonly send: string;
  /** Its named groups become values for the steps that follow. */
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
  /** `continue` for a step that the rest does not depend on. */
  readonly ifUnanswered: 'fail' | 'continue';
  /** What the user can do when this step fails. */
  readonly hint?: string;
  /** Asked only to learn this value: left out where the user gave it. */
  readonly learns?: string;
  /** Who has the port, by what was heard in answer; the first that matches counts. */
  readonly tells?: readonly { readonly heard: RegExp; readonly state: FoundState }[];
  /** Also part of a string that another program plays without listening. */
  readonly blind?: boolean;
}

/** Says something once and never again, without waiting for an answer. */
interface TellStep extends StepBase {
  readonly kind: 'tell';
  readonly send: string;
  readonly blind?: boolean;
}

/** Waits a fixed time: only where the radio needs it and does not show when it is ready. */
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
export type ScriptStep = AskStep | TellStep | PauseStep | ProveKissStep;

/** How a radio is asked what it is doing. Nothing in it transmits, and KISS survives it. */
export interface StatusScript {
  /**
   * Said first; everybody answers but a TNC in KISS. It begins with what ends a frame that another program left open,
   * and holds bytes that spoil a half-typed command, and a Ctrl-C, because in converse mode a CR transmits.
   */
  readonly probe: AskStep;
  /** Hands a port that the TNC has to radio control and leaves the TNC as it is. Empty where there is no such way. */
  readonly takePort: readonly AskStep[];
  /** For radio control, after its name. */
  readonly questions: readonly AskStep[];
  /** For the TNC's command line, where that answers. */
  readonly tncQuestions: readonly AskStep[];
  /** Undoes {@link takePort}; the answer shows whether the TNC is at its prompt or in KISS. */
  readonly giveBack: readonly AskStep[];
}

/** Something about a radio that no step shows. */
export interface Quirk {
  readonly what: string;
  readonly source: string;
  readonly confidence: Confidence;
}

/** A radio as data: everything that the runner has to know about it. Text only, so that it can be printed. */
export interface RadioProfile {
  /** Name on the command line. */
  readonly id: string;
  /** Other names for the same. */
  readonly aliases: readonly string[];
  readonly title: string;
  readonly line: { readonly speeds: readonly number[]; readonly defaultSpeed: number };
  readonly handshake: {
    readonly kind: 'rtscts' | 'none';
    readonly remark: string;
    readonly source: string;
    readonly confidence: Confidence;
  };
  /** Values for `{name}` in what is said, where no step learns them and the user gives none. */
  readonly values: Readonly<Record<string, string>>;
  /** The question that only this radio answers so. */
  readonly identity: {
    readonly send: string;
    readonly answers: RegExp;
    /** The same answer from any radio; its first group is the model. Missing for a TNC that has no name. */
    readonly anyModel?: RegExp;
    readonly withinMs: number;
    readonly source: string;
  };
  /** From any state to a port that answers {@link identity}; repeated as a whole, because every part can get lost. */
  readonly recover: { readonly tries: number; readonly steps: readonly AskStep[] };
  /** From where {@link recover} ends to KISS. */
  readonly init: readonly ScriptStep[];
  /** From where {@link recover} ends back to what the radio does by itself. */
  readonly exit: readonly ScriptStep[];
  /** Where {@link exit} leads. */
  readonly exitMode: ExitMode;
  /** How a person gets there without us. */
  readonly byHand: string;
  readonly status: StatusScript;
  /** Where sending every 'C' as DB 43 may be needed: the default, and why. */
  readonly escapeC: { readonly default: boolean; readonly remark: string; readonly source: string };
  readonly quirks: readonly Quirk[];
}

/** What a radio does after the exit: APRS by itself, or its TNC waits at the prompt. */
export type ExitMode = 'aprs' | 'command-line';
