/** A coil and what it moves: a valve or a contact that follows its command after a delay. */
export class Actuator {
  isOn = false;
  /** When it first did not do what it was commanded; NaN as long as it does, and -Infinity since it stuck. */
  refusedMs = Number.NaN;
  #stuck: boolean | undefined;
  #wanted = false;
  #dueMs = Number.POSITIVE_INFINITY;

  constructor(
    public onMs: number,
    public offMs: number,
  ) {}

  /** A fault: it stays as it is, whatever the coil does. */
  get stuck(): boolean | undefined {
    return this.#stuck;
  }

  set stuck(stuck: boolean | undefined) {
    this.#stuck = stuck;
    if (stuck === !this.#wanted) this.refusedMs = Number.NEGATIVE_INFINITY;
  }

  command(on: boolean, nowMs: number): void {
    if (on === this.#wanted) return;
    this.#wanted = on;
    if (this.#stuck === !on && Number.isNaN(this.refusedMs)) this.refusedMs = nowMs;
    this.#dueMs = nowMs + (on ? this.onMs : this.offMs);
  }

  /** What it is now. */
  at(nowMs: number): boolean {
    if (nowMs >= this.#dueMs) {
      this.isOn = this.#wanted;
      this.#dueMs = Number.POSITIVE_INFINITY;
    }
    return this.#stuck ?? this.isOn;
  }

  save(): readonly number[] {
    return [Number(this.isOn), Number(this.#wanted), this.#dueMs];
  }

  restore([isOn = 0, wanted = 0, dueMs = 0]: readonly number[]): void {
    this.isOn = isOn === 1;
    this.#wanted = wanted === 1;
    this.#dueMs = dueMs;
  }
}
