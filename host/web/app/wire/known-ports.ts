import { type Signal, signal } from '@preact/signals';
import type { WebSerialPort } from '../../../link/web-serial/index.js';
import type { Connection } from './connection.js';
import { grantedPort } from './granted-port.js';
import { browserSerial } from './serial.js';

/** Ports that the user granted at an earlier visit and that are there: no list has to be opened for them. */
export const knownPorts: Signal<readonly Connection[]> = signal([]);

const serial = browserSerial();
if (typeof serial !== 'string') {
  // In the order of their coming, so that no button moves under a finger.
  const connections = new Map<WebSerialPort, Connection>();
  const look = async (): Promise<void> => {
    const present = await serial.getPorts();
    for (const port of connections.keys()) if (!present.includes(port)) connections.delete(port);
    for (const port of present) {
      if (!connections.has(port)) connections.set(port, grantedPort(port, serial));
    }
    knownPorts.value = [...connections.values()];
  };
  // A page that may not ask is one without known ports.
  const refresh = (): void => void look().catch(() => {});
  serial.addEventListener('connect', refresh);
  serial.addEventListener('disconnect', refresh);
  refresh();
}
