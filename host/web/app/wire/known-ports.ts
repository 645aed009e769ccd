import { type Signal, signal } from '@preact/signals';
import type { WebSerialPort } from '../../../link/web-serial/index.js';
import type { Connection } from './connection.js';
import { grantedPort } from './granted-port.js';
import { browserSerial } from './serial.js';

/** A port of the list, and whether it is there. */
export interface KnownPort {
  readonly connection: Connection;
  readonly isPresent: boolean;
}

/**
 * Ports that the user granted at an earlier visit: no list has to be opened for them. One that goes keeps its place
 * until another of its name comes, so that no button moves under a finger.
 */
export const knownPorts: Signal<readonly KnownPort[]> = signal([]);

const serial = browserSerial();
if (typeof serial !== 'string') {
  let slots: readonly { readonly port: WebSerialPort; readonly connection: Connection }[] = [];
  const look = async (): Promise<void> => {
    const present = await serial.getPorts();
    for (const port of present) {
      if (slots.some((slot) => slot.port === port)) continue;
      const slot = { port, connection: grantedPort(port, serial) };
      const gone = slots.findIndex(
        (each) => !present.includes(each.port) && each.connection.name === slot.connection.name,
      );
      slots = gone < 0 ? [...slots, slot] : slots.with(gone, slot);
    }
    knownPorts.value = slots.map(({ port, connection }) => ({
      connection,
      isPresent: present.includes(port),
    }));
  };
  // A page that may not ask is one without known ports.
  const refresh = (): void => void look().catch(() => {});
  serial.addEventListener('connect', refresh);
  serial.addEventListener('disconnect', refresh);
  refresh();
}
