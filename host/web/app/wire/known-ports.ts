import { type Signal, signal } from '@preact/signals';
import type { Connection } from './connection.js';
import { grantedPort } from './granted-port.js';
import { browserSerial } from './serial.js';

/** Ports that the user granted at an earlier visit and that are there: no list has to be opened for them. */
export const knownPorts: Signal<readonly Connection[]> = signal([]);

const serial = browserSerial();
if (typeof serial !== 'string') {
  const look = async (): Promise<void> => {
    const ports = await serial.getPorts();
    knownPorts.value = ports.map((port) => grantedPort(port, serial));
  };
  // A page that may not ask is one without known ports.
  const refresh = (): void => void look().catch(() => {});
  serial.addEventListener('connect', refresh);
  serial.addEventListener('disconnect', refresh);
  refresh();
}
