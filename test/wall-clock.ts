/** The clock on the wall, which a person, NTP or a found network sets. */
export class WallClock {
  /** How far it was set on, ms; negative: back. */
  byMs = 0;

  /** Runs with `Date` on this clock. Only for `test.serial`. */
  async during<T>(act: () => Promise<T>): Promise<T> {
    const RealDate = Date;
    const nowMs = (): number => RealDate.now() + this.byMs;
    globalThis.Date = class extends RealDate {
      constructor(...args: [] | [value: number | string]) {
        super(args[0] ?? nowMs());
      }
      static override now(): number {
        return nowMs();
      }
    } as DateConstructor;
    try {
      return await act();
    } finally {
      globalThis.Date = RealDate;
    }
  }
}
