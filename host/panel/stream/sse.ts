/** One message of an event stream (HTML standard, 9.2 Server-sent events). */
export interface Frame {
  readonly id?: string;
  readonly event: string;
  /** JSON, which has no line end of its own. */
  readonly data: string;
}

/** One event as text of a server-sent event stream (HTML standard, section 9.2). */
export function frameText({ id, event, data }: Frame): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`;
}

/** The parts of a response that a stream uses. */
export interface StreamTarget {
  write(text: string): boolean;
  readonly writableLength: number;
  destroy(): unknown;
}

/** Maximum backlog of a phone that does not read, bytes: it is disconnected, and requests what it missed. */
const MOST_WAITING = 256 * 1024;

/** Writes while the client reads. */
export function streamTo(target: StreamTarget): (text: string) => void {
  return (text) => {
    if (target.writableLength > MOST_WAITING) target.destroy();
    else target.write(text);
  };
}
