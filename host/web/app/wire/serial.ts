import type { WebSerialInfo, WebSerialPort } from '../../../link/web-serial/index.js';
import type { GrantedPorts } from './granted-port.js';

/** `navigator.serial` of the browser (https://wicg.github.io/serial/), which TypeScript's DOM types don't have. */
export interface Serial extends GrantedPorts {
  /** Opens the browser's list; only after a tap. Rejects with NotFoundError when nothing was chosen. */
  requestPort(options?: { readonly filters?: readonly WebSerialInfo[] }): Promise<WebSerialPort>;
}

/** Why this browser can't open a port. */
export type NoSerial = 'not-secure' | 'no-web-serial';

/** The browser's serial ports, or why there are none. */
export function browserSerial(): Serial | NoSerial {
  if (!window.isSecureContext) return 'not-secure';
  const { serial } = navigator as { readonly serial?: Serial };
  return serial ?? 'no-web-serial';
}
