import type { SerialPort } from 'serialport';

/** Events of an open port, as bits of libuv. */
const EVENTS = { readable: 1, writable: 2, disconnect: 4 } as const;

/**
 * Works around two bugs of the Unix binding of serialport 13. Its Windows binding works differently.
 *
 * - If an adapter is unplugged while the binding reads, every read returns zero bytes immediately and is repeated:
 *   a busy loop, and the loss is never reported (bindings-cpp #162). So we wait for the hang-up itself.
 * - Waiting for one event cancels the wait for the others: nothing is received while a long write waits for buffer
 *   space, and such a write may hang after input. So every wait is renewed together with the new one.
 *
 * @param onHangUp is also called, without effect, after we close the port
 */
export function mendPoller({ port: binding }: SerialPort, onHangUp: () => void): void {
  if (!binding || !('poller' in binding)) return;
  const { poller } = binding;
  poller.poll = (asked = 0) => {
    let flags = asked;
    for (const [event, flag] of Object.entries(EVENTS)) if (poller.listenerCount(event) > 0) flags |= flag;
    poller.poller.poll(flags);
  };
  poller.once('disconnect', onHangUp);
}
