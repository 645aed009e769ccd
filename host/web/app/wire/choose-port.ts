import { OnairError } from '../../../base/index.js';
import type { Connection } from './connection.js';
import { grantedPort } from './granted-port.js';
import { browserSerial, WITHOUT_SERIAL } from './serial.js';

/**
 * Lets the user choose a port in the browser's list; call it in the handler of a tap.
 * @throws OnairError port-missing (nothing chosen, or no Web Serial)
 */
export async function choosePort(): Promise<Connection> {
  const serial = browserSerial();
  if (typeof serial === 'string') {
    throw new OnairError('port-missing', {
      message: 'this page can open no port',
      hint: WITHOUT_SERIAL[serial],
    });
  }
  try {
    return grantedPort(await serial.requestPort(), serial);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'NotFoundError')) throw error;
    throw new OnairError('port-missing', {
      message: 'no port was chosen',
      hint: 'is the list empty? Pair the module in the phone’s own Bluetooth settings first; of a USB adapter check cable (some only charge) and driver',
      cause: error,
    });
  }
}
