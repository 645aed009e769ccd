/** Why the panel refuses a request, and its HTTP status. */
const STATUS = {
  'bad-request': 400,
  'not-paired': 401,
  'wrong-code': 401,
  'wrong-host': 403,
  'wrong-origin': 403,
  'receive-only': 403,
  'other-call': 403,
  'not-found': 404,
  'not-yours': 409,
  'not-now': 409,
  'too-old': 409,
  'hold-over': 409,
  'too-many': 429,
  'too-fast': 429,
} as const;

/** Why the panel refuses a request; each has its HTTP status. */
export type RefusalCode = keyof typeof STATUS;

/** The panel's answer to a refused request: a message for people, and the remedy. */
export class ApiRefusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly hint: string,
    /** Time after which another try makes sense, s. */
    readonly retryAfterS?: number,
  ) {
    super(message);
  }

  get status(): number {
    return STATUS[this.code];
  }
}
