/** What gpsd says to everybody who connects, before anything else (gpsd_json(5), VERSION). No radio sends it. */
const GREETING = Buffer.from('{"class":"VERSION"');

/**
 * Asks gpsd to pass on the sentences of its receivers: until then it sends nothing but its greeting. gpsd_json(5),
 * WATCH; `gpspipe -r` asks for the same.
 */
export const ASK_GPSD = '?WATCH={"enable":true,"nmea":true};\n';

/** Whether the other end of a connection is gpsd, from the first bytes that come. */
export class GpsdGreeting {
  #head: Buffer = Buffer.alloc(0);

  get isGpsd(): boolean {
    return this.#head.equals(GREETING);
  }

  /** @returns true once, when the greeting is complete */
  take(bytes: Buffer): boolean {
    if (this.#head.length === GREETING.length) return false;
    this.#head = Buffer.concat([this.#head, bytes]).subarray(0, GREETING.length);
    return this.isGpsd;
  }
}
