import { OnairError } from '../../../base/index.js';
import {
  isBluetooth,
  nameOfPort,
  WebSerialLink,
  type WebSerialPort,
} from '../../../link/web-serial/index.js';
import type { Connection } from './connection.js';

/** Of `navigator.serial`: the ports that the user granted to this page, now or earlier, as far as they are there. */
export interface GrantedPorts {
  getPorts(): Promise<readonly WebSerialPort[]>;
}

/** A port of the browser that the user has granted to this page, through unplugs. */
export function grantedPort(first: WebSerialPort, serial: GrantedPorts): Connection {
  const info = first.getInfo();
  const name = nameOfPort(info);
  let port = first;
  /** Ports that were there beside ours: whatever they are, they are other adapters. */
  let others: readonly WebSerialPort[] = [];
  return {
    name,
    isBluetooth: isBluetooth(info),
    isSimulated: false,
    open: async (line) => {
      const present = await serial.getPorts();
      if (isUnplugged(port)) port = returned(present) ?? missing(name);
      others = present.filter((each) => each !== port);
      return WebSerialLink.open(port, name, line);
    },
  };

  /** An adapter returns from an unplug as a new object. Two that could be ours are a guess, and a guess is refused. */
  function returned(present: readonly WebSerialPort[]): WebSerialPort | undefined {
    const [found, second] = present.filter(
      (each) => !others.includes(each) && !isUnplugged(each) && nameOfPort(each.getInfo()) === name,
    );
    return second ? undefined : found;
  }
}

/** A Bluetooth device without a link is not unplugged: opening its port makes the link. */
function isUnplugged(port: WebSerialPort): boolean {
  return port.connected === false && !isBluetooth(port.getInfo());
}

function missing(name: string): never {
  throw new OnairError('port-missing', {
    message: `${name} is unplugged`,
    hint: 'plug it in again; if it is plugged in, choose it again: a browser forgets an adapter without a serial number',
    details: { port: name },
  });
}
