import type { Joined, KissHub } from '../../kiss-server/index.js';
import { openPty } from '../../link/serve/index.js';

/** What a program finds that sets no rate; on a pseudo-terminal none matters. */
const BAUD = 9600;

/**
 * A pseudo-terminal as one client of a hub, for programs that want a serial port: Xastir, kissattach. It stays when a
 * program closes it; one that does not read is hung up on, as any other client.
 * @throws OnairError no-program (socat missing), port-busy, port-failed
 */
export async function servePtyClient(hub: KissHub, path: string): Promise<{ close(): Promise<void> }> {
  let joined: Joined | undefined;
  let isClosing = false;
  const pty = await openPty(path, BAUD, (bytes) => joined?.take(bytes));
  join();
  return {
    close: async () => {
      isClosing = true;
      joined?.gone('the sharing ends');
      await pty.close();
    },
  };

  function join(): void {
    joined = hub.join(path, {
      get unsentBytes() {
        return pty.unsentBytes;
      },
      write: (bytes) => pty.write(Buffer.from(bytes)),
      drop: () => {
        if (isClosing) return;
        // A pseudo-terminal that can't be made again leaves its program without a port, and all others as they are.
        pty.hangUp().then(join, () => {});
      },
    });
  }
}
