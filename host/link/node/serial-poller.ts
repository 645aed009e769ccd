import type { SerialPort } from 'serialport';

/** What a process can wait for at an open port, in the bits of libuv. */
const EVENTS = { readable: 1, writable: 2, disconnect: 4 } as const;

/**
 * Makes up for two faults of the Unix binding of serialport 13. Its Windows binding works differently.
 *
 * - Where an adapter is unplugged while the binding is just reading, it gets zero bytes at once, forever, and
 *   reads on, forever: the processor runs hot and nobody hears of the loss (bindings-cpp #162). So we wait for
 *   the hang-up itself.
 * - Waiting for one event ends the wait for the others: nothing comes in while a long write waits for room, and
 *   such a write may stay stuck when something has come in. So every wait is renewed together with the new one.
 *
 * @param onHangUp is also called, too late to matter, when the port is closed by us
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
