import { type LeaseTerms, lease as message, REASON } from '../../../../failsafe/messages/wire-format.js';

/** Something happened within this span: the board may execute a message a little after its last byte. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** When a limit is reached at the earliest and at the latest, by the promises of the sketch's README. */
export interface Due extends Span {
  /** Undefined where limits are reached together: which one comes first is not predicted. */
  readonly reason: number | undefined;
}

/** The sketch counts whole ticks of millis(), so up to one is lost, and a tick is 1.024 ms. */
const EARLY_MS = 1.2;
const LATE_MS = 5;
const SAMPLE_MS = 1.024;
const SAMPLES_IN_LATE = 3;
/** The longest rest that starts the time active again, and the tolerance of seeing it, ms. */
const LONGEST_REST_MS = 1000;
const REST_TOLERANCE_MS = 3;

/** One lease of the model: when it was renewed, since when its pin is active, its trip reason. */
export class ModelLease {
  active: Span | undefined;
  /** Since when its time active runs; a rest ends it. */
  #runs: Span | undefined;
  /** Since when it is at its safe level, after it was active. */
  #safe: Span | undefined;
  /** Since when its channel is out of range. */
  outside: Span | undefined;
  reason: number = REASON.none;
  renewed: Span;

  constructor(
    public terms: LeaseTerms,
    at: Span,
  ) {
    this.renewed = at;
  }

  get isTripped(): boolean {
    return this.reason !== REASON.none;
  }

  /** The message that reports it. */
  get state(): readonly number[] {
    return message.state(this.terms, this.active ? 1 : 0, this.reason);
  }

  /** Its pin is at the safe level and its limits restart. */
  restart(at: Span, reading: number): void {
    this.#rest(at);
    this.renewed = at;
    this.outside = undefined;
    this.read(at, reading);
  }

  /** Its channel reads this from now on. */
  read(at: Span, reading: number): void {
    const { watch } = this.terms;
    const isOutside = watch !== undefined && (reading < watch.lowest || reading > watch.highest);
    this.outside = isOutside ? (this.outside ?? at) : undefined;
  }

  write(at: Span, isActive: boolean): void {
    if (!isActive) this.#rest(at);
    else if (!this.active) {
      this.#runs = this.#since(at);
      this.active = at;
    }
  }

  /** Its pin goes to the safe level. */
  #rest(at: Span): void {
    if (this.active) this.#safe = at;
    this.active = undefined;
  }

  /** Since when the time active runs, for a pin that becomes active now. Where that is a close call it is either. */
  #since(at: Span): Span {
    const rest = Math.min(this.terms.activeMs, LONGEST_REST_MS);
    if (!this.#runs || !this.#safe || at.from - this.#safe.to > rest + REST_TOLERANCE_MS) return at;
    const isRested = at.to - this.#safe.from >= rest - REST_TOLERANCE_MS;
    return isRested ? { from: this.#runs.from, to: at.to } : this.#runs;
  }

  /** The first reason stays. */
  trip(reason: number, at: Span): void {
    if (!this.isTripped) this.reason = reason;
    this.#rest(at);
  }

  /** The limit that is reached first, if it is not tripped and something is going to. */
  get due(): Due | undefined {
    if (this.isTripped) return undefined;
    const limits = this.#limits();
    const to = Math.min(...limits.map((limit) => limit.to));
    const first = limits.filter((limit) => limit.from <= to);
    const from = Math.min(...first.map((limit) => limit.from));
    return { from, to, reason: first.length === 1 ? first[0]?.reason : undefined };
  }

  #limits(): Due[] {
    const { silenceMs, activeMs, watch } = this.terms;
    const after = (since: Span, ms: number, reason: number): Due => ({
      from: since.from + ms - EARLY_MS,
      to: since.to + ms + LATE_MS,
      reason,
    });
    const limits = [after(this.renewed, silenceMs, REASON.silence)];
    if (this.active && this.#runs && activeMs > 0) {
      const { from, to } = after(this.#runs, activeMs, REASON.activeTooLong);
      limits.push({
        from: Math.max(from, this.active.from),
        to: Math.max(to, this.active.to + LATE_MS),
        reason: REASON.activeTooLong,
      });
    }
    if (this.outside && watch) {
      limits.push({
        from: this.outside.from + (watch.samples - 1) * SAMPLE_MS - EARLY_MS,
        to: this.outside.to + LATE_MS + Math.max(0, watch.samples - SAMPLES_IN_LATE) * SAMPLE_MS,
        reason: REASON.reading,
      });
    }
    return limits;
  }
}
