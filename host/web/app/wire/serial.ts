import type { WebSerialInfo, WebSerialPort } from '../../../link/web-serial/index.js';
import type { GrantedPorts } from './granted-port.js';

/** `navigator.serial` of the browser (https://wicg.github.io/serial/), which TypeScript's DOM types don't have. */
export interface Serial extends GrantedPorts {
  /** Opens the browser's list; only after a tap. Rejects with NotFoundError when nothing was chosen. */
  requestPort(options?: { readonly filters?: readonly WebSerialInfo[] }): Promise<WebSerialPort>;
  addEventListener(kind: 'connect' | 'disconnect', act: () => void): void;
}

/** Why this browser can't open a port. */
export type NoSerial = 'not-secure' | 'no-web-serial';

/** The browser's serial ports, or why there are none. */
export function browserSerial(): Serial | NoSerial {
  if (!window.isSecureContext) return 'not-secure';
  const { serial } = navigator as { readonly serial?: Serial };
  return serial ?? 'no-web-serial';
}

/** What to do without Web Serial. */
export const WITHOUT_SERIAL: Readonly<Record<NoSerial, string>> = {
  'not-secure':
    'A browser gives ports only to a page that it loaded over https, or from localhost. Open this page on the computer itself, with "onair app".',
  'no-web-serial':
    'This browser has no Web Serial. On a computer take Chrome, Edge or Firefox 151, on Android Chrome 138 or newer; Safari and all browsers of an iPhone have none.',
};
