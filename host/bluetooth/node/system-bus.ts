import type { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type { Message, MessageBus } from '@jellybrick/dbus-next';
import { INSTALL_BLUEZ, messageOf, OnairError } from '../../base/index.js';
import { BLUEZ_GONE, type Bus, type BusAnswer, type BusCall, BusError, type BusSignal } from '../bus.js';
import { withoutVariants, withVariants } from './variants.js';

const BLUEZ = 'org.bluez';
const DBUS = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

/** Signals of BlueZ and of its end. */
const RULES: readonly string[] = [
  `type='signal',sender='${BLUEZ}'`,
  `type='signal',sender='${DBUS.destination}',member='NameOwnerChanged',arg0='${BLUEZ}'`,
];

/** Address of the system bus, unless `DBUS_SYSTEM_BUS_ADDRESS` is set (D-Bus specification). */
const USUAL_ADDRESS = 'unix:path=/run/dbus/system_bus_socket';

/**
 * Connects to the system bus.
 * @throws OnairError port-missing, port-denied
 */
export async function openSystemBus(env: Readonly<Record<string, string | undefined>>): Promise<Bus> {
  const dbus = await import('@jellybrick/dbus-next'); // loaded only for Bluetooth
  const { Variant, MessageType, DBusError } = dbus;
  const busAddress = env.DBUS_SYSTEM_BUS_ADDRESS || USUAL_ADDRESS;
  const connection = await connect(() => dbus.sessionBus({ busAddress })); // it connects to any address
  const listeners = new Set<(signal: BusSignal) => void>();
  const objects = new Map<string, (call: BusCall) => BusAnswer>();
  const open = new Set<(error: BusError) => void>();
  const notify = (signal: BusSignal): void => {
    for (const listener of listeners) listener(signal);
  };
  const ask = (member: string, argument: string): Promise<Message | null> =>
    connection.call(new dbus.Message({ ...DBUS, member, signature: 's', body: [argument] }));

  // The library does not settle its calls when the bus ends.
  const ended = new BusError('org.freedesktop.DBus.Error.NoReply', 'the system bus has ended');
  let hasEnded = false;
  streamOf(connection)?.once('close', () => {
    hasEnded = true;
    for (const fail of open) fail(ended);
    notify(BLUEZ_GONE);
  });
  connection.on('message', (message: Message) => {
    if (message.type !== MessageType.SIGNAL) return;
    const { path, interface: name, member, body } = message;
    if (name !== DBUS.interface) {
      notify({ path, interface: name, member, args: body.map((each) => withoutVariants(each, Variant)) });
    } else if (member === 'NameOwnerChanged' && body[0] === BLUEZ && body[2] === '') notify(BLUEZ_GONE);
  });
  for (const rule of RULES) await ask('AddMatch', rule);
  // Without an owner the first call fails, or starts it.
  const owner = (): Promise<unknown> =>
    ask('GetNameOwner', BLUEZ).then(
      (answer) => answer?.body[0],
      () => undefined,
    );

  const reply = (message: Message, act: () => BusAnswer): Message => {
    try {
      const { signature = '', args = [] } = act();
      return dbus.Message.newMethodReturn(
        message,
        signature,
        args.map((each) => withVariants(each, Variant)),
      );
    } catch (error) {
      const type = error instanceof BusError ? error.type : 'org.freedesktop.DBus.Error.Failed';
      return dbus.Message.newError(message, type, messageOf(error));
    }
  };
  connection.addMethodHandler((message: Message) => {
    const answer = objects.get(message.path);
    if (!answer) return false;
    void owner().then((bluez) => {
      const { path, interface: name, member, body } = message;
      const act = (): BusAnswer => {
        // Only bluetoothd may get the PIN.
        if (message.sender !== bluez)
          throw new BusError('org.freedesktop.DBus.Error.AccessDenied', 'for BlueZ only');
        return answer({ path, interface: name, member, args: body });
      };
      if (!hasEnded) connection.send(reply(message, act));
    });
    return true;
  });

  return {
    call({ path, interface: name, member, signature = '', args = [] }) {
      const body = args.map((each) => withVariants(each, Variant));
      const message = new dbus.Message({
        destination: BLUEZ,
        path,
        interface: name,
        member,
        signature,
        body,
      });
      return new Promise((resolve, reject) => {
        if (hasEnded) {
          reject(ended);
          return;
        }
        open.add(reject);
        connection
          .call(message)
          .then(
            (answer) => resolve((answer?.body ?? []).map((each) => withoutVariants(each, Variant))),
            (error: unknown) =>
              reject(error instanceof DBusError ? new BusError(error.type, error.text) : error),
          )
          .finally(() => open.delete(reject));
      });
    },
    onSignal(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    serve(path, answer) {
      objects.set(path, answer);
      return () => objects.delete(path);
    },
    close() {
      listeners.clear();
      connection.disconnect();
    },
  };
}

/** Maximum time to connect, ms: a local bus answers within milliseconds. */
const CONNECT_MS = 10_000;

/** The library reports the end of its connection only on the socket, which exists once it is connected. */
function streamOf(connection: MessageBus): Duplex | undefined {
  return (connection as unknown as { readonly _connection: { readonly stream?: Duplex } })._connection.stream;
}

function connect(open: () => MessageBus): Promise<MessageBus> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      clearTimeout(limit);
      reject(noBus(error));
    };
    const limit = setTimeout(() => {
      fail(new Error(`no answer within ${CONNECT_MS / 1000} s`));
      connection.disconnect();
    }, CONNECT_MS);
    let connection: MessageBus;
    try {
      connection = open();
    } catch (error) {
      fail(error);
      return;
    }
    (connection as EventEmitter).on('error', fail); // stays: later errors end the calls by 'end'
    connection.once('connect', () => {
      clearTimeout(limit);
      resolve(connection);
    });
  });
}

function noBus(error: unknown): OnairError {
  const reason = messageOf(error);
  const denied = /EACCES|EPERM/.test(reason);
  return new OnairError(denied ? 'port-denied' : 'port-missing', {
    message: `there is no way to the system bus, over which bluetoothd talks: ${reason}`,
    hint: denied
      ? 'who may use it: ls -l /run/dbus/system_bus_socket; a sandbox or container has to be given it'
      : `sudo systemctl start dbus bluetooth; a container has to be given /run/dbus/system_bus_socket. If they are missing: ${INSTALL_BLUEZ.daemon}`,
    details: { said: reason },
    cause: error,
  });
}
