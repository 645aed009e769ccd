import type { Joined, KissHub } from '../../kiss-server/index.js';
import { openPty } from '../../link/serve/index.js';

/** The default rate for a program that sets none; on a pseudo-terminal no rate matters. */
const BAUD = 9600;

/**
 * A pseudo-terminal as one client of a hub, for programs that need a serial port: Xastir, kissattach. It remains when a
 * program closes it; a program that does not read is disconnected, like any other client.
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
        // If the pseudo-terminal can't be created again, its program has no port; other clients are not affected.
        pty.hangUp().then(join, () => {});
      },
    });
  }
}
