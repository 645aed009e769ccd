/** One message of an event stream (HTML standard, 9.2 Server-sent events). */
export interface Frame {
  readonly id?: string;
  readonly event: string;
  /** JSON: it has no line end of its own. */
  readonly data: string;
}

export function frameText({ id, event, data }: Frame): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`;
}

/** What a stream needs of a response. */
export interface StreamTarget {
  write(text: string): boolean;
  readonly writableLength: number;
  destroy(): unknown;
}

/** Maximum that waits for a phone that does not read, bytes: it is disconnected, and asks again for what it missed. */
const MOST_WAITING = 256 * 1024;

/** Writes while the client reads. */
export function streamTo(target: StreamTarget): (text: string) => void {
  return (text) => {
    if (target.writableLength > MOST_WAITING) target.destroy();
    else target.write(text);
  };
}
