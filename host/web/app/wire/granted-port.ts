import {
  isBluetooth,
  nameOfPort,
  WebSerialLink,
  type WebSerialPort,
} from '../../../link/web-serial/index.js';
import { PageError } from '../shell/failure.js';
import { words } from '../shell/words.js';
import type { Connection } from './connection.js';

/** Of `navigator.serial`: the ports that the user granted to this page, now or earlier, as far as they are there. */
export interface GrantedPorts {
  getPorts(): Promise<readonly WebSerialPort[]>;
  /** Such a port was plugged in or out; a Bluetooth device has a link, or none any more. */
  addEventListener(
    kind: 'connect' | 'disconnect',
    act: () => void,
    options?: { readonly signal: AbortSignal },
  ): void;
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
    onAppear: (act, signal) => serial.addEventListener('connect', act, { signal }),
    open: async (line) => {
      const present = await serial.getPorts();
      if (isUnplugged(port)) port = returned(present);
      others = present.filter((each) => each !== port);
      return WebSerialLink.open(port, name, line);
    },
  };

  /** An adapter returns from an unplug as a new object. Two that could be ours are a guess, and a guess is refused. */
  function returned(present: readonly WebSerialPort[]): WebSerialPort {
    const [found, second] = present.filter(
      (each) => !others.includes(each) && !isUnplugged(each) && nameOfPort(each.getInfo()) === name,
    );
    const { wire } = words.value;
    if (second) throw missing(wire.ambiguous(name), wire.ambiguousHint);
    if (!found) throw missing(wire.unplugged(name), wire.unpluggedHint);
    return found;
  }

  function missing(message: string, hint: string): PageError {
    return new PageError('port-missing', { message, hint, details: { port: name } });
  }
}

/** A Bluetooth device without a link is not unplugged: opening its port makes the link. */
function isUnplugged(port: WebSerialPort): boolean {
  return port.connected === false && !isBluetooth(port.getInfo());
}
