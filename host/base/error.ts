/**
 * Every kind of error, and its exit code. The groups follow the contract of the command line: 2 wrong usage or config,
 * 3 the port, 4 the device is silent, 5 the device refused or answered wrongly, 6 verification failed, 7 stopped for
 * safety, 130 interrupted. 1 is a bug and has no code.
 */
export const EXIT_CODES = {
  'bad-usage': 2,
  'bad-value': 2,
  'needs-yes': 2,
  'no-callsign': 2,
  'no-program': 2,
  'port-missing': 3,
  'port-busy': 3,
  'port-denied': 3,
  'port-lost': 3,
  'port-failed': 3,
  'device-silent': 4,
  'device-refused': 5,
  'device-confused': 5,
  'device-unknown': 5,
  'not-verified': 6,
  unsafe: 7,
  'stopped-for-safety': 7,
  declined: 130,
  interrupted: 130,
} as const;

/** What kind of error it is; each has its exit code. */
export type ErrorCode = keyof typeof EXIT_CODES;

/** Exit code of an error that is not an {@link OnairError}: a bug of ours. */
export const EXIT_BUG = 1;

/** What an error tells people and programs. */
export interface ErrorText {
  /** What happened, one sentence, no stack trace. */
  readonly message: string;
  /** What the user can do about it. */
  readonly hint: string;
  /** Facts for programs (port, bytes received, what was applied). JSON values only. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** The one error class: `code` decides the exit code, `message` says what happened, `hint` what to do. */
export class OnairError extends Error {
  override readonly name = 'OnairError';
  readonly code: ErrorCode;
  readonly hint: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, text: ErrorText) {
    super(text.message, text.cause === undefined ? undefined : { cause: text.cause });
    this.code = code;
    this.hint = text.hint;
    this.details = text.details ?? {};
  }

  get exitCode(): number {
    return EXIT_CODES[this.code];
  }

  /** The same error with more facts, from a caller that knows more than the place that failed. */
  with(details: Readonly<Record<string, unknown>>, hint = this.hint): OnairError {
    return new OnairError(this.code, {
      message: this.message,
      hint,
      details: { ...this.details, ...details },
      cause: this.cause ?? this,
    });
  }
}

/** Text of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
