import { PageError } from '../shell/failure.js';
import { words } from '../shell/words.js';
import type { Connection } from './connection.js';
import { grantedPort } from './granted-port.js';
import { browserSerial } from './serial.js';

/**
 * Lets the user choose a port in the browser's list; call it in the handler of a tap.
 * @throws PageError port-missing (nothing chosen, or no Web Serial)
 */
export async function choosePort(): Promise<Connection> {
  const serial = browserSerial();
  if (typeof serial === 'string') {
    throw new PageError('port-missing', {
      message: words.value.wire.noPort,
      hint: words.value.wire.without[serial],
    });
  }
  try {
    return grantedPort(await serial.requestPort(), serial);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'NotFoundError')) throw error;
    throw new PageError('port-missing', {
      message: words.value.wire.noneChosen,
      hint: words.value.wire.noneChosenHint,
      cause: error,
    });
  }
}
